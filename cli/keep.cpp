#include "cli/keep.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <utility>

#include "cli/groups.h"
#include "cli/predictive.h"

namespace scmc::cli {

namespace layout {

std::string stored_name(const std::string& name) {
  const auto stem = name.substr(0, name.find_last_not_of('_') + 1);
  return stem == "chain" || stem == "draw" ? name + "_" : name;
}

store::Values coordinates(const Axis& axis) {
  if (!axis.labels.empty()) return axis.labels;
  std::vector<std::int64_t> positions(static_cast<std::size_t>(axis.size));
  std::iota(positions.begin(), positions.end(), axis.first);
  return positions;
}

}  // namespace layout

namespace {

using layout::stored_name;
using store::Array;
using store::Attributes;
using store::Group;

std::vector<std::int64_t> integers(const std::vector<double>& values) { return {values.begin(), values.end()}; }

/// What a fit is made of: it is known before the first draw.
class Given : protected GroupMaker {
 public:
  Given(Session& session, const Bound& bound, const Origin& origin, std::size_t chains = 0, std::size_t draws = 0)
      : GroupMaker(bound, chains, draws), session_(session), origin_(origin) {}

  store::Inference run() const {
    return {.groups = {data_group("observed_data", false), data_group("constant_data", true)}, .attributes = provenance(false)};
  }

 protected:
  const Bound& bound() const { return of_; }
  const Checked& model() const { return *bound().model; }

  Attributes provenance(bool interrupted) const {
    const auto& sampler = origin_.options.sampler;
    store::Texts paths, texts;
    for (const auto& [path, text] : session_.library->files_beside()) paths.push_back(path), texts.push_back(text);
    const auto& text = session_.sources[model().model->file].text;
    return {{"scmc_layout", layout::version},
            {"inference_library", store::Text("scmc")},
            {"inference_library_version", store::Text(SCMC_VERSION)},
            {"model_file", origin_.model},
            {"model", text},
            {"used_files", paths},
            {"used_texts", texts},
            {"data_files", origin_.files},
            {"unused_columns", bound().unused},
            {"latent", origin_.latent},
            {"centred", origin_.centred},
            {"keep", static_cast<std::int64_t>(origin_.options.keep_all)},
            {"chains", static_cast<std::int64_t>(sampler.chains)},
            {"seed", sampler.seed},
            {"tuning_steps", static_cast<std::int64_t>(sampler.warmup)},
            {"draws", static_cast<std::int64_t>(sampler.draws)},
            {"target_accept", sampler.target_accept},
            {"cautious", static_cast<std::int64_t>(sampler.cautious)},
            {"max_depth", static_cast<std::int64_t>(sampler.max_depth)},
            {"metric", store::Text(sampler.low_rank ? "low-rank" : "diagonal")},
            {"interrupted", static_cast<std::int64_t>(interrupted)}};
  }

  /// The columns as they were bound. `constant_data` has the coordinates of all dimensions, also of those that no column runs over.
  Group data_group(const std::string& name, bool constant) const {
    Group group{.name = name};
    if (constant)
      for (std::size_t d = 0; d < model().dims.size(); ++d) add_dims(group, {DimId(d)});
    for (std::size_t i = 0; i < model().variables.size(); ++i) {
      const auto& v = model().variables[i];
      const auto& column = bound().columns[i];
      if (!column || (v.kind == VariableKind::Data) != constant) continue;
      const auto dims = add_dims(group, v.dims);
      auto values = column->values;
      if (v.type.kind == ScalarKind::Index)
        for (double& x : values) x += static_cast<double>(bound().axes[index(*v.type.carries)].first);
      Array array{.name = stored_name(v.name), .dims = dims, .values = values};
      if (v.type.kind != ScalarKind::Real && column->missing.empty()) array.values = integers(values);
      if (v.type.kind == ScalarKind::Index) array.attributes = {{"position_in", model()[*v.type.carries].name}};
      group.arrays.push_back(std::move(array));
    }
    return group;
  }

  Session& session_;
  const Origin& origin_;
};

class Keeper : Given {
 public:
  Keeper(Session& session, const Fit& fit, const Origin& origin)
      : Given(session, fit.plan.bound, origin, fit.draws.chains.size(), fit.draws.chains.front().draws()), fit_(fit) {}

  store::Inference run(const Kept& wanted) {
    store::Inference result{.groups = {}, .attributes = provenance(fit_.interrupted)};
    result.groups = {posterior(), unconstrained_posterior(), sample_stats(), data_group("observed_data", false),
                     data_group("constant_data", true)};
    if (wanted.densities) add_densities(result.groups);
    for (auto& group : predictive_groups(session_, fit_, origin_, wanted)) result.groups.push_back(std::move(group));
    return result;
  }

 private:

  std::vector<std::size_t> measured_cells(VariableId id) const {
    std::vector<std::size_t> cells;
    const auto& values = bound().columns[index(id)]->values;
    for (std::size_t cell = 0; cell < values.size(); ++cell)
      if (!std::isnan(values[cell])) cells.push_back(cell);
    return cells;
  }

  Group posterior() const {
    auto group = over_draws("posterior");
    const auto& all = fit_.quantities;
    for (std::size_t begin = 0; begin < all.size();) {
      std::size_t end = begin;
      while (end < all.size() && all[end].variable == all[begin].variable) ++end;
      const auto id = *model().find(all[begin].variable);
      const auto& v = model()[id];
      const bool is_whole = end - begin == static_cast<std::size_t>(bound().size(v.dims));
      const std::vector<std::string> dims =
          is_whole ? add_dims(group, v.dims) : std::vector{add_cells(group, id, "missing", bound().columns[index(id)]->missing)};
      auto values = by_draw(chains_ * draws_, end - begin,
                            [&](std::size_t draw, std::size_t cell) { return all[begin + cell].draws.values()[draw]; });
      if (v.type.kind == ScalarKind::Real) add_over_draws(group, v.name, dims, std::move(values));
      else add_over_draws(group, v.name, dims, integers(values));
      begin = end;
    }
    return group;
  }

  /// The numbers that the sampler moves, as the programs of the model take them: dims in the order of the plan.
  Group unconstrained_posterior() const {
    auto group = over_draws("unconstrained_posterior");
    const auto& dimensions = fit_.plan.dimensions;
    std::size_t offset = 0;
    for (const auto& slot : fit_.plan.slots) {
      std::vector<std::string> dims;
      for (ir::DimId d : slot.dims) {
        const auto of = std::ranges::find(dimensions.of_model, d);
        if (slot.holes) dims.push_back(add_cells(group, slot.variable, "missing", bound().columns[index(slot.variable)]->missing));
        else if (of != dimensions.of_model.end()) dims.push_back(add_dims(group, {DimId(of - dimensions.of_model.begin())}).front());
        else {
          dims.push_back(stored_name(slot.name) + ".free");
          group.add_dim(dims.back(), counted_from(1, static_cast<std::size_t>(dimensions.sizes[ir::index(d)])));
        }
      }
      const auto size = static_cast<std::size_t>(slot.size);
      auto values = by_draw(chains_ * draws_, size, [&](std::size_t draw, std::size_t cell) {
        return fit_.draws.chains[draw / draws_].position(draw % draws_)[offset + cell];
      });
      add_over_draws(group, slot.name, dims, std::move(values),
                     {{"holds", store::Text(slot.noncentred ? "noise" : "value")}, {"transform", slot.transform}});
      offset += size;
    }
    return group;
  }

  Group sample_stats() const {
    auto group = over_draws("sample_stats");
    const auto gather = [&](const auto& of) {
      std::vector<double> values;
      for (const auto& chain : fit_.draws.chains)
        for (auto x : chain.*of) values.push_back(static_cast<double>(x));
      return values;
    };
    const auto depth = gather(&sample::Chain::depth), divergent = gather(&sample::Chain::divergent);
    std::vector<bool> at_limit, diverging(divergent.begin(), divergent.end());
    for (double d : depth) at_limit.push_back(d >= origin_.options.sampler.max_depth);
    add_over_draws(group, "acceptance_rate", {}, gather(&sample::Chain::accept_statistic));
    add_over_draws(group, "diverging", {}, std::move(diverging));
    add_over_draws(group, "energy", {}, gather(&sample::Chain::energy));
    add_warmup(group);
    add_over_draws(group, "lp", {}, gather(&sample::Chain::log_density));
    add_over_draws(group, "n_steps", {}, integers(gather(&sample::Chain::leapfrogs)));
    add_over_draws(group, "reached_max_treedepth", {}, std::move(at_limit));
    add_over_draws(group, "step_size", {}, gather(&sample::Chain::step_size));
    add_over_draws(group, "tree_depth", {}, integers(depth));
    return group;
  }

  /// What each chain learned in its warmup; a fit that was read from a file has forgotten it.
  void add_warmup(Group& group) const {
    std::vector<double> variances, steps;
    for (const auto& chain : fit_.draws.chains) {
      variances.insert(variances.end(), chain.metric.begin(), chain.metric.end());
      steps.push_back(chain.adapted_step);
    }
    if (variances.empty() || variances.size() != chains_ * fit_.draws.dimension) return;
    group.add_dim("unconstrained", counted_from(1, fit_.draws.dimension));
    group.arrays.push_back({.name = "adapted_step_size", .dims = {"chain"}, .values = std::move(steps)});
    group.arrays.push_back({.name = "inverse_mass", .dims = {"chain", "unconstrained"}, .values = std::move(variances)});
  }

  std::string joined(const std::vector<VariableId>& ids) const {
    std::string name;
    for (VariableId id : ids) name += (name.empty() ? "" : "_and_") + model()[id].name;
    return name;
  }

  static void keep_priors(PointwiseProgram& program) {
    PointwiseProgram priors{.program = std::move(program.program), .outputs = {}};
    auto& nodes = priors.program.graph.outputs;
    const auto all = std::exchange(nodes, {});
    for (std::size_t i = 0; i < all.size(); ++i)
      if (program.outputs[i].prior) nodes.push_back(all[i]), priors.outputs.push_back(program.outputs[i]);
    program = std::move(priors);
  }

  void add_densities(std::vector<Group>& groups) {
    auto program = lower_pointwise(fit_.plan, session_.diagnostics);
    session_.settle();
    std::size_t cells = 0;
    for (const auto& output : program.outputs)
      if (!output.prior) cells += static_cast<std::size_t>(bound().size(output.dims));
    const bool too_many = is_too_large(session_, "log_likelihood", cells, chains_ * draws_, origin_.options.keep_all);
    if (too_many) keep_priors(program);
    const CompiledProgram compiled(optimize(program.program, fit_.plan), fit_.plan, program.program.data);
    const auto values = at_every_draw(compiled, fit_.draws, 0);
    auto prior = over_draws("log_prior"), likelihood = over_draws("log_likelihood");
    std::size_t next = 0;
    for (const auto& output : program.outputs) {
      add_density(output.prior ? prior : likelihood, output, values, next);
      next += static_cast<std::size_t>(bound().size(output.dims));
    }
    groups.push_back(std::move(prior));
    if (!too_many) groups.push_back(std::move(likelihood));
  }

  /// Cells in declared order, those without a value left out.
  void add_density(Group& group, const Pointwise& output, const std::vector<std::vector<double>>& values, std::size_t begin) const {
    const auto declared = declared_cells(fit_.plan, output.dims);
    std::vector<std::size_t> rows(declared.size());
    for (std::size_t cell = 0; cell < declared.size(); ++cell) rows[declared[cell]] = begin + cell;
    const auto first = output.of.front();
    const auto& column = bound().columns[index(first)];
    std::vector<std::string> dims;
    if (!output.prior && output.of.size() == 1 && column && !column->missing.empty() && output.dims == model()[first].dims) {
      const auto measured = measured_cells(first);
      std::vector<std::size_t> kept;
      for (std::size_t cell : measured) kept.push_back(rows[cell]);
      rows = std::move(kept), dims = {add_cells(group, first, "measured", measured)};
    } else {
      dims = add_dims(group, output.dims);
    }
    add_over_draws(group, joined(output.of), dims,
                   by_draw(chains_ * draws_, rows.size(), [&](std::size_t draw, std::size_t cell) { return values[rows[cell]][draw]; }));
  }

  const Fit& fit_;
};

}  // namespace

store::Inference to_inference_without_draws(Session& session, const Bound& bound, const Origin& origin) {
  return Given(session, bound, origin).run();
}

store::Inference to_inference(Session& session, const Fit& fit, const Origin& origin, const Kept& kept) {
  return Keeper(session, fit, origin).run(kept);
}

}  // namespace scmc::cli
