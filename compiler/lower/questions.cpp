#include "compiler/lower/questions.h"

#include <algorithm>

#include "compiler/causal/question.h"
#include "compiler/ir/expression.h"
#include "compiler/ir/primitives.h"
#include "compiler/lower/errors.h"
#include "compiler/lower/expectation.h"
#include "compiler/source/match.h"

namespace scmc {
namespace {

using ir::NodeId;
using QuestionPtr = std::shared_ptr<const Question>;

bool runs_over(const Checked& model, const Variable& v, DimId dim) {
  const auto is = [&](DimId d) { return root(model.dims, d) == root(model.dims, dim); };
  const auto belongs = [&](DimId units) {
    return std::ranges::any_of(model.variables, [&](const Variable& g) {
      return g.kind == VariableKind::Data && g.type.carries && is(*g.type.carries) && contains(g.dims, units);
    });
  };
  return std::ranges::any_of(v.dims, [&](DimId d) { return is(d) || belongs(d); });
}

/// Everything random over a dimension, or over units that belong to it by a `data g[e] in d`.
std::vector<VariableId> over_dimension(const Checked& model, DimId dim) {
  std::vector<VariableId> result;
  for (VariableId id : model.order)
    if (model[id].kind == VariableKind::Random && runs_over(model, model[id], dim)) result.push_back(id);
  return result;
}

std::set<VariableId> freed_by(const Checked& model, const Question& question) {
  std::set<VariableId> freed(question.freed.begin(), question.freed.end());
  for (DimId dim : question.freed_over)
    for (VariableId id : over_dimension(model, dim)) freed.insert(id);
  return freed;
}

/// The measured random variables that a term is about, also through what is computed.
void find_measured(const Bound& bound, const TermPtr& term, std::set<VariableId>& seen, std::vector<VariableId>& found) {
  const auto& model = *bound.model;
  for (VariableId id : references(term)) {
    const auto& v = model[id];
    if (!seen.insert(id).second) continue;
    const bool is_measured = bound.is_observed(id) || bound.preimage_of(id);
    if (v.kind == VariableKind::Random && is_measured) found.push_back(id);
    if (v.kind != VariableKind::Deterministic) continue;
    for (const auto& m : v.mechanisms) find_measured(bound, std::get<DeterministicMechanism>(m.kind).value, seen, found);
  }
}

class QueryLowering {
 public:
  QueryLowering(const Plan& plan, const CheckedQuery& query, const QueryOptions& options, Diagnostics& diagnostics)
      : plan_(plan), query_(query), options_(options), diagnostics_(diagnostics), program_(plan) {
    nothing_.set.resize(model().variables.size()), nothing_.touched.resize(model().variables.size());
    const auto asked = questions(query.value);
    std::vector<Scenario> scenarios;
    for (const auto& q : asked) scenarios.push_back({.name = {}, .interventions = q->interventions});
    result_.reach = find_reach(plan, scenarios, diagnostics, renewed_by(plan, query.value));
    abducts_ = std::ranges::any_of(asked, [](const auto& q) { return q->is_counterfactual; });
    const bool is_experiment = std::ranges::any_of(asked, [](const auto& q) { return !q->interventions.empty() && !q->is_counterfactual; });
    abducts_ = abducts_ && !is_experiment;
    for (DimId dim : query.dims) left_.push_back(plan.dimensions.of_model[index(dim)]);
    std::ranges::sort(left_);
  }

  QueryProgram run() {
    refuse_factors();
    if (diagnostics_.has_errors()) return std::move(result_);
    auto& outside = world_of(nullptr);
    NodeId value = outside.terms()(query_.value);
    value = program_.build.broadcast(value, left_);
    std::vector<std::pair<std::string, NodeId>> outputs{{query_.name, value}};
    for (NodeId mass : masses_) outputs.emplace_back("mass", mass);
    result_.program = std::move(program_).take(std::move(outputs));
    for (const auto& node : result_.program.graph.nodes)
      if (std::holds_alternative<ir::Noise>(node.kind) && ir::contains(node.dims, plan_.dimensions.replicates)) {
        result_.draws = true;
        std::int64_t cells = 1;
        for (ir::DimId d : node.dims) cells *= plan_.dimensions.sizes[ir::index(d)];
        result_.noise += cells;
      }
    return std::move(result_);
  }

 private:
  const Checked& model() const { return *plan_.bound.model; }
  ir::Builder& build() { return program_.build; }

  void refuse_factors() {
    for (const auto& [term, span] : model().factors)
      for (VariableId id : references(term))
        if (result_.reach.touched[index(id)].extent != ElementSet::Extent::None || result_.reach.set[index(id)].extent != ElementSet::Extent::None)
          return diagnostics_.report(errors::factor_below_do(span, model()[id]));
  }

  /// What is outside of all questions is as in the fit; so is what `cf` conditions read.
  World& factual() {
    if (!factual_) factual_ = std::make_unique<World>(plan_, nothing_, Regime{.replicates = plan_.dimensions.replicates}, program_, diagnostics_);
    factual_->answer_by([this](const QuestionPtr& q) { return answer(q); });
    return *factual_;
  }

  World& world_of(const QuestionPtr& question) {
    if (!question) return factual();
    auto& world = worlds_[question.get()];
    if (world) return *world;
    Regime regime{.interventions = question->interventions,
                  .is_counterfactual = question->is_counterfactual || (question->interventions.empty() && abducts_),
                  .freed = freed_by(model(), *question),
                  .kept = {question->kept.begin(), question->kept.end()},
                  .stream = question->is_independent ? ".new" : "",
                  .extra = ir::unite(left_, {plan_.dimensions.replicates}),
                  .replicates = plan_.dimensions.replicates};
    if (question->is_independent) regime.is_counterfactual = false, regime.kept = {};
    world = std::make_unique<World>(plan_, result_.reach, std::move(regime), program_, diagnostics_, &factual());
    world->answer_by([this](const QuestionPtr& q) { return answer(q); });
    world->copy_unchanged(options_.copies_unchanged);
    return *world;
  }

  NodeId answer(const QuestionPtr& question) {
    auto& world = world_of(question);
    if (question->kind == ast::QuestionKind::Nested) return world.terms()(question->target);
    const bool is_factual = question->is_counterfactual;
    Expectation expectation(plan_, world, program_, is_factual ? std::vector<TermPtr>{} : question->given, diagnostics_);
    const NodeId target = question->kind == ast::QuestionKind::Probability ? expectation.of_event(question->target)
                                                                          : expectation.of(question->target);
    std::optional<NodeId> met;
    for (const auto& given : question->given) {
      const NodeId one = (is_factual ? factual() : world).terms()(given);
      met = met ? build().apply(ir::op("and"), {*met, one}) : build().apply(ir::op("ne"), {one, build().constant(0)});
    }
    return met ? mean_where(*question, target, *met) : mean(target, *question);
  }

  /// Over the units, and over all replicates.
  NodeId mean(NodeId target, const Question& question) {
    ir::Dims over = ir::unite(ir::without(build()[target].dims, left_), replicates_in(target));
    for (DimId d : question.averaged) over = ir::unite(over, {plan_.dimensions.of_model[index(d)]});
    target = build().broadcast(target, over);
    NodeId count = build().constant(1);
    for (ir::DimId d : over) count = build().apply(ir::op("mul"), {count, build().size(d)});
    return build().apply(ir::op("div"), {build().reduce(ir::Monoid::Sum, target, over), count});
  }

  ir::Dims replicates_in(NodeId node) const {
    return ir::contains(program_.build[node].dims, plan_.dimensions.replicates) ? ir::Dims{plan_.dimensions.replicates} : ir::Dims{};
  }

  NodeId mean_where(const Question& question, NodeId target, NodeId met) {
    const auto weighed = build().select(met, target, build().constant(0));
    const NodeId share = mean(build().broadcast(met, ir::without(build()[weighed].dims, left_)), question);
    masses_.push_back(build().broadcast(share, left_));
    return build().apply(ir::op("div"), {mean(weighed, question), share});
  }

  const Plan& plan_;
  const CheckedQuery& query_;
  QueryOptions options_;
  Diagnostics& diagnostics_;
  ProgramBuilder program_;
  Reach nothing_;
  QueryProgram result_;
  bool abducts_ = false;  ///< what sets nothing beside a `cf` is the factual world
  ir::Dims left_;
  std::unique_ptr<World> factual_;
  std::map<const Question*, std::unique_ptr<World>> worlds_;
  std::vector<NodeId> masses_;
};

}  // namespace

std::vector<VariableId> renewed_by(const Plan& plan, const TermPtr& value) {
  std::vector<VariableId> renewed;
  const auto asked = questions(value);
  const bool sets = std::ranges::any_of(asked, [](const auto& q) { return !q->interventions.empty(); });
  std::set<VariableId> seen;
  for (const auto& q : asked) {
    for (VariableId id : freed_by(*plan.bound.model, *q)) renewed.push_back(id);
    if (!sets) find_measured(plan.bound, q->target, seen, renewed);
  }
  return renewed;
}

QueryProgram lower_query(const Plan& plan, const CheckedQuery& query, Diagnostics& diagnostics, const QueryOptions& options) {
  return QueryLowering(plan, query, options, diagnostics).run();
}

}  // namespace scmc
