/// Queries of a model's text, answered by the interpreter at a given point of the posterior.
#pragma once
#include <algorithm>
#include <cmath>
#include <stdexcept>

#include "compiler/causal/question.h"
#include "compiler/lower/questions.h"
#include "tests/support/model_text.h"

namespace scmc::testing {

class Queries {
 public:
  /// The text's queries about the columns of one JSON text.
  Queries(const std::string& text, const std::string& json, const QueryOptions& options = {}) : options_(options) {
    auto model = parse_model(front_.sources, front_.sources.add("model.scm", text), front_.diagnostics);
    auto checked = model ? scmc::check(std::move(*model), front_.library, front_.diagnostics) : std::nullopt;
    if (checked) checked = check_questions(std::move(*checked), front_.diagnostics);
    if (!checked) return;
    BindOptions options_of_data{.must_observe = !json.empty()};
    if (!json.empty()) options_of_data.files.push_back({.table = *data::read_json(json, "data.json")});
    auto bound = scmc::bind(std::make_shared<const Checked>(std::move(*checked)), options_of_data, front_.diagnostics);
    if (bound) plan_ = scmc::plan(std::move(*bound), LowerOptions{}, front_.diagnostics);
  }

  bool is_fine() const { return plan_ && !front_.diagnostics.has_errors(); }
  std::string messages() const { return front_.messages(); }
  std::string codes() const { return front_.codes(); }
  const Plan& plan() const { return *plan_; }

  /// By cell of the query's left-hand side, in order. `position`: slots in order, concatenated.
  std::vector<double> operator()(const std::string& name, std::int64_t replicates = 1, std::uint64_t seed = 1,
                                 const std::vector<double>& position = {}) {
    const auto& list = plan_->bound.model->queries;
    const auto query = std::ranges::find(list, name, &CheckedQuery::name);
    if (query == list.end()) return {NAN};
    const auto lowered = lower_query(*plan_, *query, front_.diagnostics, options_);
    if (front_.diagnostics.has_errors()) return {NAN};
    ir::Inputs inputs{.sizes = plan_->dimensions.sizes, .values = lowered.program.data};
    inputs.sizes[ir::index(plan_->dimensions.replicates)] = replicates;
    inputs.key0 = seed;
    if (static_cast<std::int64_t>(position.size()) != plan_->parameters) throw std::invalid_argument("a position has a number for each parameter");
    auto next = position.begin();
    for (std::size_t s = 0; s < plan_->slots.size(); ++s) {
      const auto size = static_cast<std::ptrdiff_t>(plan_->slots[s].size);
      inputs.values[s].assign(next, next + size), next += size;
    }
    return ir::interpret(lowered.program.graph, inputs).front();
  }

  double number(const std::string& name, std::int64_t replicates = 1, std::uint64_t seed = 1, const std::vector<double>& position = {}) {
    return (*this)(name, replicates, seed, position).front();
  }

 private:
  QueryOptions options_;
  Front front_;
  std::optional<Plan> plan_;
};

/// `[1, 2.5]`, with all digits.
inline std::string json_array(const std::vector<double>& values) {
  std::ostringstream out;
  out.precision(17);
  out << "[";
  for (std::size_t i = 0; i < values.size(); ++i) out << (i ? ", " : "") << values[i];
  out << "]";
  return out.str();
}

}  // namespace scmc::testing
