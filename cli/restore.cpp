/// From the groups of a file to a fit: bound and planned anew, and only believed if the draws are of that plan.
#include <algorithm>
#include <cmath>

#include "cli/keep.h"
#include "runtime/store/store.h"

namespace scmc::cli {
namespace {

using layout::stored_name;
using store::Array;
using store::attribute;
using store::Group;
using store::texts;

std::vector<double> numbers(const store::Values& values) {
  return std::visit(
      [](const auto& list) -> std::vector<double> {
        if constexpr (std::is_same_v<std::decay_t<decltype(list)>, store::Texts>) return {};
        else return {list.begin(), list.end()};
      },
      values);
}

template <class T>
T value(const store::Attributes& attributes, const std::string& name) {
  const auto* found = attribute<T>(attributes, name);
  return found ? *found : T{};
}

Diagnostic foreign(const std::string& path) {
  return {.code = "E0925",
          .title = "`" + path + "` is not a fit of scmc",
          .notes = {"scmc needs the model, the data and its own numbers, which other programs' files do not have"},
          .hint = Hint{"name a file that `scmc run -o fit.nc` wrote"}};
}

Diagnostic other_layout(const std::string& path, std::int64_t version) {
  return {.code = "E0926",
          .title = "`" + path + "` has layout " + std::to_string(version) + ", this scmc reads " + std::to_string(layout::version),
          .hint = Hint{"fit the model again with `scmc run -o`, or take the scmc that wrote it"}};
}

class Restorer {
 public:
  Restorer(Session& session, const KeptFit& kept, std::shared_ptr<const Checked> model)
      : session_(session), kept_(kept), model_(std::move(model)) {}

  BindOptions data() {
    BindOptions options{.axes = axes()};
    options.files.push_back({.table = table()});
    options.latent.insert(kept_.origin.latent.begin(), kept_.origin.latent.end());
    return options;
  }

  Bound bind() {
    auto bound = session_.bind(model_, data());
    bound.unused = texts(kept_.inference.attributes, "unused_columns");
    return bound;
  }

  Fit run() {
    auto planned = plan(bind(), kept_.origin.options.lower, session_.diagnostics);
    session_.settle();
    auto draws = this->draws(*planned);
    require_same_density(*planned, draws);
    return summarised(session_, std::move(*planned), std::move(draws), kept_.origin.options);
  }

 private:
  [[noreturn]] void refuse(const std::string& reason) {
    const auto by = value<store::Text>(kept_.inference.attributes, "inference_library_version");
    std::vector<std::string> notes{reason};
    if (by != SCMC_VERSION) notes.push_back("scmc " + by + " wrote it; this is " SCMC_VERSION);
    session_.refuse({.code = "E0926",
                     .title = "the draws in `" + kept_.path + "` are not of its model and data",
                     .notes = std::move(notes),
                     .hint = Hint{"fit the model again: `scmc run " + kept_.origin.model + " --observe ... -o " + kept_.path + "`"}});
  }

  const Group& group(const std::string& name) {
    if (const auto* found = kept_.inference.find(name)) return *found;
    refuse("the group `" + name + "` is missing");
  }
  const Array& array(const Group& group, const std::string& name) {
    if (const auto* found = group.find(name)) return *found;
    refuse("`" + name + "` is missing in the group `" + group.name + "`");
  }

  std::map<std::string, Axis> axes() {
    std::map<std::string, Axis> result;
    for (const auto& dim : model_->dims) {
      const auto& coordinates = array(group("constant_data"), stored_name(dim.name)).values;
      auto& axis = result[dim.name] = {.size = static_cast<std::int64_t>(store::size(coordinates))};
      if (const auto* labels = std::get_if<store::Texts>(&coordinates)) axis.labels = *labels;
      else if (axis.size > 0) axis.first = static_cast<std::int64_t>(numbers(coordinates).front());
    }
    return result;
  }

  data::Table table() {
    data::Table table{.file = kept_.path, .format = data::Format::Json, .columns = {}, .rows = 0, .lines = {}};
    for (const auto& v : model_->variables) {
      const auto& from = group(v.kind == VariableKind::Data ? "constant_data" : "observed_data");
      const auto* found = from.find(stored_name(v.name));
      if (!found) continue;
      std::vector<std::size_t> shape;
      for (const auto& dim : found->dims) {
        const auto* own = from.find_dim(dim);
        if (!own) refuse("`" + from.name + "` has no dimension `" + dim + "`");
        shape.push_back(own->size);
      }
      table.columns.push_back(data::number_column(v.column, numbers(found->values), std::move(shape)));
    }
    return table;
  }

  sample::Draws draws(const Plan& plan) {
    const auto& from = group("unconstrained_posterior");
    const auto& stats = group("sample_stats");
    const auto* chains = from.find_dim("chain");
    const auto* count = from.find_dim("draw");
    if (!chains || !count || chains->size * count->size == 0) refuse("there are no draws");
    sample::Draws draws{.dimension = static_cast<std::size_t>(plan.parameters), .chains = std::vector<sample::Chain>(chains->size)};
    draws.interrupted = value<std::int64_t>(kept_.inference.attributes, "interrupted") != 0;
    for (std::size_t c = 0; c < draws.chains.size(); ++c) {
      auto& chain = draws.chains[c];
      const auto gather = [&](auto& to, const std::string& name) {
        const auto all = numbers(array(stats, name).values);
        if (all.size() != chains->size * count->size) refuse("`" + name + "` has another number of draws");
        to.assign(all.begin() + static_cast<std::ptrdiff_t>(c * count->size),
                  all.begin() + static_cast<std::ptrdiff_t>((c + 1) * count->size));
      };
      chain.dimension = draws.dimension;
      chain.positions.resize(count->size * draws.dimension);
      gather(chain.log_density, "lp"), gather(chain.accept_statistic, "acceptance_rate"), gather(chain.energy, "energy");
      gather(chain.step_size, "step_size"), gather(chain.depth, "tree_depth"), gather(chain.leapfrogs, "n_steps");
      gather(chain.divergent, "diverging");
    }
    std::size_t offset = 0;
    for (const auto& slot : plan.slots) {
      place(draws, slot, offset, array(from, stored_name(slot.name)));
      offset += static_cast<std::size_t>(slot.size);
    }
    return draws;
  }

  void place(sample::Draws& draws, const Slot& slot, std::size_t offset, const Array& array) {
    const auto size = static_cast<std::size_t>(slot.size);
    const auto values = numbers(array.values);
    const bool same = value<store::Text>(array.attributes, "transform") == slot.transform &&
                      value<store::Text>(array.attributes, "holds") == (slot.noncentred ? "noise" : "value");
    const auto count = draws.chains.front().draws();
    if (!same || values.size() != draws.chains.size() * count * size) refuse("`" + slot.name + "` is sampled in another way");
    for (std::size_t c = 0; c < draws.chains.size(); ++c)
      for (std::size_t d = 0; d < count; ++d)
        for (std::size_t i = 0; i < size; ++i)
          draws.chains[c].positions[d * draws.dimension + offset + i] = values[(c * count + d) * size + i];
  }

  /// Whatever was changed, in the model, the library, the data or the numbers themselves: the log-density of the draws shows it.
  void require_same_density(const Plan& plan, const sample::Draws& draws) {
    const auto density = lower_density(plan, session_.diagnostics);
    session_.settle();
    const CompiledProgram program(optimize(density, plan), plan, density.data);
    auto workspace = program.workspace();
    for (const auto& chain : draws.chains) {
      double found = 0;
      const double kept = chain.log_density.front();
      program(workspace, chain.position(0).data(), &found);
      if (!(std::abs(found - kept) <= 1e-6 * (1 + std::abs(kept))))
        refuse("the log-density of a draw is " + std::to_string(found) + ", and was " + std::to_string(kept));
    }
  }

  Session& session_;
  const KeptFit& kept_;
  std::shared_ptr<const Checked> model_;
};

Origin origin_of(const store::Attributes& attributes) {
  Origin origin{.model = value<store::Text>(attributes, "model_file"),
                .files = texts(attributes, "data_files"),
                .centred = texts(attributes, "centred"),
                .latent = texts(attributes, "latent")};
  auto& options = origin.options;
  options.keep_all = value<std::int64_t>(attributes, "keep") != 0;
  options.lower.centred.insert(origin.centred.begin(), origin.centred.end());
  options.sampler.low_rank = value<store::Text>(attributes, "metric") != "diagonal";
  options.sampler.cautious = value<std::int64_t>(attributes, "cautious") != 0;
  options.sampler.chains = static_cast<int>(value<std::int64_t>(attributes, "chains"));
  options.sampler.seed = value<std::uint64_t>(attributes, "seed");
  options.sampler.warmup = static_cast<int>(value<std::int64_t>(attributes, "tuning_steps"));
  options.sampler.draws = static_cast<int>(value<std::int64_t>(attributes, "draws"));
  options.sampler.max_depth = static_cast<int>(value<std::int64_t>(attributes, "max_depth"));
  options.sampler.target_accept = value<double>(attributes, "target_accept");
  return origin;
}

}  // namespace

KeptFit open_fit(Session& session, const std::string& path) {
  // What is recomputed, or not needed.
  auto read =
      store::read(path, {"posterior", "log_likelihood", "log_prior", "posterior_predictive", "predictions", "prior", "prior_predictive"});
  if (!read) session.refuse(from_problem(read.problems.front()));
  KeptFit kept{.path = path, .inference = *std::move(read), .model_text = {}, .origin = {}};
  const auto& attributes = kept.inference.attributes;
  const auto* version = attribute<std::int64_t>(attributes, "scmc_layout");
  const auto* model = attribute<store::Text>(attributes, "model");
  if (!version || !model) session.refuse(foreign(path));
  if (*version != layout::version) session.refuse(other_layout(path, *version));
  kept.model_text = *model, kept.origin = origin_of(attributes);
  const auto names = texts(attributes, "used_files"), used = texts(attributes, "used_texts");
  for (std::size_t i = 0; i < std::min(names.size(), used.size()); ++i) session.library->add_file(names[i], used[i]);
  return kept;
}

Bound restore_bound(Session& session, const KeptFit& kept, std::shared_ptr<const Checked> model) {
  return Restorer(session, kept, std::move(model)).bind();
}

BindOptions data_of(Session& session, const KeptFit& kept, std::shared_ptr<const Checked> model) {
  return Restorer(session, kept, std::move(model)).data();
}

Fit restore(Session& session, const KeptFit& kept, std::shared_ptr<const Checked> model) {
  return Restorer(session, kept, std::move(model)).run();
}

}  // namespace scmc::cli
