#include "cli/claims.h"

#include <algorithm>
#include <cmath>
#include <set>

namespace scmc::cli {
namespace {

constexpr std::size_t fewest_rows = 20;

/// The measured variable whose cells are the rows.
VariableId row_variable(const Bound& bound) {
  return *std::ranges::max_element(bound.observed, {}, [&](VariableId id) { return bound.size((*bound.model)[id].dims); });
}

/// The values of a variable in the order of the rows; NaN where one is missing.
std::vector<double> values_by_row(const Bound& bound, const std::vector<DimId>& rows, VariableId id) {
  const auto& dims = (*bound.model)[id].dims;
  const auto& values = bound.columns[index(id)]->values;
  std::vector<double> result;
  for (std::size_t cell = 0; cell < values.size(); ++cell) {
    std::size_t rest = cell, own = 0;
    std::vector<std::size_t> position(bound.axes.size(), 0);
    for (auto d = rows.rbegin(); d != rows.rend(); ++d) {
      const auto size = static_cast<std::size_t>(bound.axes[index(*d)].size);
      position[index(*d)] = rest % size, rest /= size;
    }
    for (const auto d : dims) own = own * static_cast<std::size_t>(bound.axes[index(d)].size) + position[index(d)];
    result.push_back(values[own]);
  }
  return result;
}

/// Names are levels, and so are numbers of which there are so few that a curve through them would say nothing.
bool is_levels(const Variable& v, const std::vector<double>& values) {
  std::set<double> distinct;
  for (const double x : values)
    if (!std::isnan(x) && distinct.size() < 10) distinct.insert(x);
  return v.type.kind == ScalarKind::Index || distinct.size() <= 2 || (v.type.kind == ScalarKind::Integer && distinct.size() <= 8);
}

class Claims {
 public:
  Claims(const Bound& bound, const std::vector<DimId>& rows, const ClaimOptions& options) : bound_(bound), rows_(rows), options_(options) {}

  TestedClaim test(const TestableClaim& claim, std::size_t number, std::size_t of) const {
    TestedClaim result{.x = name(claim.x), .y = name(claim.y)};
    for (const auto id : claim.given) result.given.push_back(name(id));
    const auto question = complete_rows(claim);
    result.rows = question.x.values.size();
    result.untested = objection(question);
    // After Holm's correction the smallest p must still be able to fall below the level.
    const auto most = std::max<std::size_t>(1999, static_cast<std::size_t>(2 * static_cast<double>(of) / options_.level));
    if (result.untested.empty())
      result.test = diagnose::test_independence(question, {.most = most, .seed = options_.seed, .stream = number});
    return result;
  }

 private:
  const std::string& name(VariableId id) const { return (*bound_.model)[id].name; }

  diagnose::Measured column(VariableId id) const {
    auto values = values_by_row(bound_, rows_, id);
    const bool levels = is_levels((*bound_.model)[id], values);
    return {std::move(values), levels};
  }

  diagnose::Conditional complete_rows(const TestableClaim& claim) const {
    diagnose::Conditional question{column(claim.x), column(claim.y)};
    for (const auto id : claim.given) question.given.push_back(column(id));
    std::vector<diagnose::Measured*> all{&question.x, &question.y};
    for (auto& column : question.given) all.push_back(&column);
    std::vector<bool> lacks(question.x.values.size(), false);
    for (const auto* column : all)
      for (std::size_t row = 0; row < lacks.size(); ++row) lacks[row] = lacks[row] || std::isnan(column->values[row]);
    for (auto* column : all) std::erase_if(column->values, [&](const double& x) { return lacks[&x - column->values.data()]; });
    return question;
  }

  static std::string objection(const diagnose::Conditional& question) {
    const auto rows = question.x.values.size();
    if (rows < fewest_rows) return std::to_string(rows) + " complete rows are too few";
    for (const auto* column : {&question.x, &question.y})
      if (!diagnose::varies(*column)) return "one of the two is the same in all rows";
    return "";
  }

  const Bound& bound_;
  const std::vector<DimId>& rows_;
  const ClaimOptions& options_;
};

void correct(TestedGraph& graph, double level) {
  std::vector<TestedClaim*> tested;
  std::vector<double> p;
  for (auto& claim : graph.claims)
    if (claim.untested.empty()) tested.push_back(&claim), p.push_back(claim.test.p);
  const auto adjusted = diagnose::holm(p);
  for (std::size_t i = 0; i < tested.size(); ++i) {
    tested[i]->p_holm = adjusted[i];
    tested[i]->fails = adjusted[i] <= level;
    graph.failed += tested[i]->fails;
  }
  graph.tested = tested.size();
}

}  // namespace

TestedGraph test_claims(Session& session, const Bound& bound, const ClaimOptions& options) {
  const auto& model = *bound.model;
  if (!model.factors.empty())
    session.refuse({.code = "E0713",
                    .title = "a model with a `factor` implies no independence that could be tested",
                    .primary = Label{model.factors.front().second, "ties together all that it reads"},
                    .hint = Hint{"write what it says as mechanisms, `x ~ ...`, or test the model without it"}});
  TestedGraph result{.rows = model[row_variable(bound)].dims};
  std::vector<bool> measured;
  for (const auto& column : bound.columns) measured.push_back(column.has_value());
  const auto graph = testable_graph(model, result.rows, measured);
  if (!graph)
    session.refuse({.code = "E0714",
                    .title = "the graph has more than " + std::to_string(identify::max_vertices) + " variables",
                    .hint = Hint{"test a part of the model: fewer variables over the same rows"}});
  for (std::size_t v = 0; v < graph->variables.size(); ++v)
    if (!graph->dag.latent[v]) result.measured.push_back(graph->dag.graph.names[v]);
  const auto claims = testable_claims(*graph);
  const Claims tests(bound, result.rows, options);
  for (std::size_t i = 0; i < claims.size(); ++i) result.claims.push_back(tests.test(claims[i], i, claims.size()));
  correct(result, options.level);
  return result;
}

}  // namespace scmc::cli
