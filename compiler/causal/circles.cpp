/// The graph of one moment as the `do` leaves it: where a mechanism is replaced the edges into the variable are cut; what its value names
/// are new causes.
#include "compiler/causal/circles.h"

#include <algorithm>
#include <set>

#include "compiler/causal/assignments.h"
#include "compiler/causal/errors.h"
#include "compiler/source/match.h"

namespace scmc {
namespace {

std::vector<TermPtr> terms_of(const Intervention& intervention) {
  auto terms = match(
      intervention.value, [](const TermPtr& value) { return std::vector{value}; }, [](const Instance& policy) { return policy.args; });
  if (intervention.mask) terms.push_back(intervention.mask);
  return terms;
}

/// What the assignment reads, but for the natural value of what it sets.
std::set<VariableId> new_causes(const Intervention& intervention) {
  std::set<VariableId> causes;
  for (const auto& term : terms_of(intervention)) std::ranges::copy(references_at_once(term), std::inserter(causes, causes.end()));
  causes.erase(intervention.target);
  return causes;
}

class Moment {
 public:
  explicit Moment(const Checked& model) : model_(model) {
    for (const auto& variable : model.variables) {
      const auto causes = variable.kind == VariableKind::Data ? std::vector<VariableId>{} : causes_at_once(variable);
      causes_.emplace_back(causes.begin(), causes.end());
    }
  }

  void set(const Intervention& intervention, bool is_replaced) {
    auto& causes = causes_[index(intervention.target)];
    if (is_replaced) causes.clear();
    causes.merge(new_causes(intervention));
  }

  /// The names from `cause` down to `effect`; empty if there is no way.
  std::vector<std::string> path(VariableId cause, VariableId effect) const {
    std::set<VariableId> seen;
    return path(cause, effect, seen);
  }

 private:
  std::vector<std::string> path(VariableId cause, VariableId effect, std::set<VariableId>& seen) const {
    if (cause == effect) return {model_[effect].name};
    if (!seen.insert(effect).second) return {};
    for (const auto middle : causes_[index(effect)]) {
      auto names = path(cause, middle, seen);
      if (!names.empty()) return names.push_back(model_[effect].name), names;
    }
    return {};
  }

  const Checked& model_;
  std::vector<std::set<VariableId>> causes_;
};

/// Where the assignment names the variable.
Span place_of(const Intervention& intervention, const ast::Assignment& assignment, const std::string& name) {
  Span place = intervention.span;
  ast::for_each_expr(assignment.value, [&](const ast::ExprPtr& e) {
    const auto* named = std::get_if<ast::Name>(&e->node);
    if (named && named->id == name) place = e->span;
  });
  return place;
}

}  // namespace

void check_circles(const Checked& model, const std::vector<ast::Assignment>& assignments, const std::vector<Intervention>& interventions,
                   Diagnostics& diagnostics) {
  Moment moment(model);
  for (std::size_t i = 0; i < interventions.size(); ++i) moment.set(interventions[i], !keeps_natural(assignments[i], interventions[i]));
  for (std::size_t i = 0; i < interventions.size(); ++i)
    for (const auto cause : new_causes(interventions[i])) {
      const auto path = moment.path(interventions[i].target, cause);
      if (path.empty()) continue;
      return diagnostics.report(errors::value_names_descendant(place_of(interventions[i], assignments[i], path.back()), path));
    }
}

}  // namespace scmc
