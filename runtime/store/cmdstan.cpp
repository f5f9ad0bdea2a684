/// CmdStan's CSV: comments that tell the settings, a header, the end of the adaptation, the draws, the time.
#include <algorithm>
#include <cmath>
#include <numeric>

#include "runtime/data/write.h"
#include "runtime/store/columns.h"
#include "runtime/store/formats.h"

namespace scmc::store {
namespace {

std::string text(double value) {
  if (std::isnan(value)) return "NaN";
  if (std::isinf(value)) return value > 0 ? "Inf" : "-Inf";
  return data::shortest(value);
}

template <class T>
T value(const Inference& inference, const char* name, T otherwise) {
  const auto* found = attribute<T>(inference.attributes, name);
  return found ? *found : otherwise;
}

/// A name as CmdStan gives to models: letters, digits and underscores.
std::string model_name(const Inference& inference) {
  auto name = value<Text>(inference, "model_file", "model");
  name = name.substr(name.find_last_of('/') + 1);
  name = name.substr(0, name.rfind('.'));
  for (char& c : name)
    if (!std::isalnum(static_cast<unsigned char>(c))) c = '_';
  return name + "_model";
}

class ChainText {
 public:
  ChainText(const Inference& inference, std::size_t chain) : inference_(inference), chain_(chain), draws_(draws(inference)) {}

  std::string run() {
    settings();
    collect();
    header();
    adaptation();
    for (std::size_t draw = 0; draw < draws_; ++draw) row(chain_ * draws_ + draw);
    // The times are the machine's; the same seed gives the same file.
    text_ += "# \n#  Elapsed Time: 0 seconds (Warm-up)\n#                0 seconds (Sampling)\n#                0 seconds (Total)\n# \n";
    return std::move(text_);
  }

 private:
  const Group* stats() const { return inference_.find("sample_stats"); }

  void comment(const std::string& line) { text_ += "# " + line + "\n"; }
  void setting(std::size_t indent, const std::string& key, const std::string& value) {
    comment(std::string(indent, ' ') + key + " = " + value);
  }

  void settings() {
    const auto integer = [&](const char* name) { return std::to_string(value<std::int64_t>(inference_, name, 0)); };
    setting(0, "stan_version_major", "2"), setting(0, "stan_version_minor", "36"), setting(0, "stan_version_patch", "0");
    setting(0, "model", model_name(inference_));
    setting(0, "written_by", "scmc_" + value<Text>(inference_, "inference_library_version", ""));
    setting(0, "method", "sample (Default)");
    comment("  sample");
    setting(4, "num_samples", std::to_string(draws_)), setting(4, "num_warmup", integer("tuning_steps"));
    setting(4, "save_warmup", "false (Default)"), setting(4, "thin", "1 (Default)");
    comment("    adapt");
    setting(6, "engaged", "true (Default)"), setting(6, "delta", text(value<double>(inference_, "target_accept", 0)));
    setting(4, "algorithm", "hmc (Default)");
    comment("      hmc");
    setting(8, "engine", "nuts (Default)");
    comment("          nuts");
    setting(12, "max_depth", integer("max_depth")), setting(8, "metric", "diag_e (Default)");
    setting(0, "id", std::to_string(chain_ + 1));
    comment("random");
    setting(2, "seed", std::to_string(value<std::uint64_t>(inference_, "seed", 0)));
  }

  void add(const std::string& name, const Columns& columns) {
    for (std::size_t cell : first_index_fastest(columns)) {
      const auto dotted = columns.dotted_name(cell);
      names_.push_back(name.empty() ? dotted : name + (dotted.find('.') == std::string::npos ? "" : dotted.substr(dotted.find('.'))));
      columns_.emplace_back(columns, cell);
    }
  }

  /// CmdStan's order, which its readers do not look up in the names.
  static std::vector<std::size_t> first_index_fastest(const Columns& columns) {
    std::vector<std::size_t> cells(columns.cells());
    std::iota(cells.begin(), cells.end(), 0);
    std::ranges::stable_sort(cells, {}, [&](std::size_t cell) {
      auto place = columns.place(cell);
      std::ranges::reverse(place);
      return place;
    });
    return cells;
  }

  void collect() {
    static const std::vector<std::pair<std::string, std::string>> of_the_sampler = {{"lp__", "lp"},
                                                                                    {"accept_stat__", "acceptance_rate"},
                                                                                    {"stepsize__", "step_size"},
                                                                                    {"treedepth__", "tree_depth"},
                                                                                    {"n_leapfrog__", "n_steps"},
                                                                                    {"divergent__", "diverging"},
                                                                                    {"energy__", "energy"}};
    if (stats())
      for (const auto& [name, own] : of_the_sampler)
        if (const auto* array = stats()->find(own)) add(name, Columns(*stats(), *array));
    const auto* posterior = inference_.find("posterior");
    for (const auto* array : arrays_over_draws(*posterior)) add("", Columns(*posterior, *array));
    const auto* likelihood = inference_.find("log_likelihood");
    if (!likelihood || posterior->find("log_lik")) return;
    const auto densities = arrays_over_draws(*likelihood);
    for (const auto* array : densities) add(densities.size() == 1 ? "log_lik" : "log_lik_" + array->name, Columns(*likelihood, *array));
  }

  void header() {
    for (std::size_t i = 0; i < names_.size(); ++i) text_ += (i ? "," : "") + names_[i];
    text_ += "\n";
  }

  void adaptation() {
    comment("Adaptation terminated");
    const auto* step = stats() ? stats()->find("adapted_step_size") : nullptr;
    comment("Step size = " + text(step ? number(step->values, chain_) : 1));
    comment("Diagonal elements of inverse mass matrix:");
    std::string line;
    const auto* metric = stats() ? stats()->find("inverse_mass") : nullptr;
    const auto count = metric ? size(metric->values) / chains(inference_) : 0;
    for (std::size_t i = 0; i < count; ++i) line += (i ? ", " : "") + text(number(metric->values, chain_ * count + i));
    comment(line);
  }

  void row(std::size_t draw) {
    for (std::size_t i = 0; i < columns_.size(); ++i) {
      if (i) text_ += ',';
      text_ += text(columns_[i].first.value(draw, columns_[i].second));
    }
    text_ += '\n';
  }

  const Inference& inference_;
  std::size_t chain_, draws_;
  std::vector<std::string> names_;
  std::vector<std::pair<Columns, std::size_t>> columns_;  ///< with the cell
  std::string text_;
};

}  // namespace

std::string to_cmdstan(const Inference& inference, std::size_t chain) { return ChainText(inference, chain).run(); }

}  // namespace scmc::store
