/// One assignment after the other rewrites the statements; then the marks and the heading follow from the whole.
#include "compiler/causal/do.h"
#include "compiler/check/errors.h"

#include <algorithm>
#include <utility>

#include "compiler/ast/print.h"
#include "compiler/causal/assignments.h"
#include "compiler/causal/edit.h"
#include "compiler/causal/names.h"
#include "compiler/causal/slice.h"
#include "compiler/source/match.h"

namespace scmc {
namespace {

/// The dimension that a variable's values are positions of, and its column.
struct Place {
  std::optional<ast::NameWithSpan> in = {};
  std::optional<std::string> from = {};
};

Place place_of(const ast::Statement& statement) {
  if (const auto* data = std::get_if<ast::DataStatement>(&statement.node)) return {data->in, data->from};
  if (const auto* draw = std::get_if<ast::DrawStatement>(&statement.node)) return {draw->in, draw->from};
  if (const auto* let = std::get_if<ast::LetStatement>(&statement.node)) return {let->in, let->from};
  return {};
}

/// The statements of one model, being rewritten.
class Surgery {
 public:
  explicit Surgery(const Checked& model) : model_(model), result_(*model.model) {}

  void set(const ast::Assignment& assignment, const Intervention& meaning) {
    if (keeps_natural(assignment, meaning) || is_frozen(name_of(meaning)) || shares_noise(meaning.target)) add(assignment, meaning);
    else replace(assignment, meaning);
  }

  ast::Model finish(const std::vector<Intervention>& interventions) {
    const bool is_prediction = take_heading(result_) || model_.has_observe_marks;
    unmark(interventions);
    while (thaw()) {}
    const auto is_whole = [&](const ast::Target& target) { return names_dims_only(model_, target); };
    if (is_prediction) put_heading(result_, describe(assignments_of(result_.statements, is_whole)));
    return std::move(result_);
  }

 private:
  const std::string& name_of(const Intervention& meaning) const { return model_[meaning.target].name; }

  /// What other `data` lines and sizes are computed from is still needed as it was measured: no intervention moves them.
  bool is_frozen(const std::string& variable) const {
    return std::ranges::any_of(result_.statements, [&](const ast::Statement& s) {
      const auto* data = std::get_if<ast::DataStatement>(&s.node);
      const auto* dim = std::get_if<ast::DimStatement>(&s.node);
      const auto value = data ? data->value : dim ? dim->size : nullptr;
      return value && names_variable(value, variable);
    });
  }

  /// `noise(x)` of others is that of its mechanism, which stays beside what is set.
  bool shares_noise(VariableId id) const {
    return std::ranges::any_of(model_.variables, [&](const Variable& v) { return std::ranges::count(v.noises, id) > 0; });
  }

  /// A `data` line that was kept for what is computed from it, and that nothing reads any more, gives way to the `do` behind it. False if
  /// there is none.
  bool thaw() {
    auto& all = result_.statements;
    for (auto& s : all) {
      const auto* data = std::get_if<ast::DataStatement>(&s.node);
      const auto set =
          data ? std::ranges::find_if(all, [&](const ast::Statement& other) { return sets_all_of(data->name.name, other); }) : all.end();
      if (set == all.end() || is_frozen(data->name.name)) continue;
      s = with_layout(at_place_of(*set, s), s);
      const auto* former = &*set;
      all = keep_if(all, [&](const ast::Statement& other) { return &other != former; });
      return true;
    }
    return false;
  }

  bool sets_all_of(const std::string& variable, const ast::Statement& s) const {
    if (!is_intervention_on(s, variable) || !names_dims_only(model_, *target_if_any(s))) return false;
    const auto* draw = std::get_if<ast::DrawStatement>(&s.node);
    return !names_variable(draw ? draw->distribution : std::get<ast::LetStatement>(s.node).value, variable);
  }

  /// What the replaced statement said of place and column still holds.
  static ast::Statement at_place_of(ast::Statement statement, const ast::Statement& former) {
    const auto place = place_of(former);
    const auto put = [&](auto* s) {
      if (s) s->in = place.in, s->from = place.from;
    };
    put(std::get_if<ast::DrawStatement>(&statement.node));
    put(std::get_if<ast::LetStatement>(&statement.node));
    return statement;
  }

  /// In place of the first statement of the variable; its further slices and interventions leave.
  void replace(const ast::Assignment& assignment, const Intervention& meaning) {
    auto& all = result_.statements;
    const auto first = std::ranges::find_if(all, [&](const ast::Statement& s) { return is_about(s, name_of(meaning)); });
    *first = with_layout(at_place_of(statement(assignment, meaning), *first), *first);
    const auto kept = &*first;
    all = keep_if(all, [&](const ast::Statement& s) { return &s == kept || !is_about(s, name_of(meaning)); });
  }

  /// Behind the variable's other statements. Earlier interventions on the same elements leave; what gives the natural value stays.
  void add(const ast::Assignment& assignment, const Intervention& meaning) {
    const auto natural = natural_statement(name_of(meaning));
    auto added = statement(assignment, meaning);
    const auto overruled = [&](const ast::Statement& s) {
      return &s != &result_.statements[natural] && is_intervention_on(s, name_of(meaning)) && overrules(added, s);
    };
    if (const auto former = std::ranges::find_if(result_.statements, overruled); former != result_.statements.end()) {
      added.comments = former->comments, added.trailing = former->trailing;
    }
    result_.statements = keep_if(result_.statements, [&](const ast::Statement& s) { return !overruled(s); });
    insert(std::move(added), name_of(meaning));
  }

  /// Slices that have no element in common stand in the order of their positions, so that the order of the interventions leaves no trace.
  void insert(ast::Statement added, const std::string& variable) {
    auto& all = result_.statements;
    const auto last = std::ranges::find_if(all.rbegin(), all.rend(), [&](const ast::Statement& s) { return is_about(s, variable); });
    auto at = last.base();
    while (at != all.begin() && is_intervention_on(*(at - 1), variable) && goes_before(added, *(at - 1))) --at;
    added.continues_line = at != all.end() && at->continues_line;
    all.insert(at, std::move(added));
  }

  /// The statement that the natural value of a variable comes from: its mechanism, or the `do` that took its place.
  std::size_t natural_statement(const std::string& variable) const {
    const auto& all = result_.statements;
    const auto mechanism =
        std::ranges::find_if(all, [&](const ast::Statement& s) { return is_about(s, variable) && !is_intervention_on(s, variable); });
    const auto first = std::ranges::find_if(all, [&](const ast::Statement& s) { return is_about(s, variable); });
    return (mechanism != all.end() ? mechanism : first) - all.begin();
  }

  static bool is_intervention_on(const ast::Statement& s, const std::string& variable) {
    return is_about(s, variable) && role_if_any(s) == ast::Role::Intervened;
  }

  Slice slice(const ast::Statement& s) const {
    Diagnostics unneeded;
    const ast::Assignment elements{.target = *target_if_any(s), .value = ast::number(0, s.span), .span = s.span};
    const auto meaning = check_intervention(model_, elements, unneeded);
    return meaning ? slice_of(model_, meaning->mask) : Slice{};
  }

  bool overrules(const ast::Statement& later, const ast::Statement& earlier) const {
    return ast::print(*target_if_any(later)) == ast::print(*target_if_any(earlier)) || covers(slice(later), slice(earlier));
  }

  bool goes_before(const ast::Statement& added, const ast::Statement& other) const {
    const auto a = slice(added), b = slice(other);
    const auto key = [](const Slice& s) {
      std::vector<std::pair<double, std::string>> starts;
      for (const auto& [dim, stretch] : s) starts.emplace_back(stretch.first.value_or(0), stretch.label);
      return starts;
    };
    return are_disjoint(a, b) && key(a) < key(b);
  }

  /// A whole variable is written with its dimensions: they cannot be inferred from a value that has none.
  ast::Target whole(const ast::Target& target, const Variable& variable) const {
    ast::Target result = target;
    result.items.clear();
    for (const DimId dim : variable.dims) result.items.push_back({"", ast::name(model_[dim].name, target.span), target.span});
    return result;
  }

  ast::Statement statement(const ast::Assignment& assignment, const Intervention& meaning) const {
    const auto target = meaning.mask ? assignment.target : whole(assignment.target, model_[meaning.target]);
    ast::Statement result{.span = assignment.span, .node = ast::UseStatement{}};
    if (assignment.stochastic)
      result.node = ast::DrawStatement{.role = ast::Role::Intervened, .target = target, .distribution = assignment.value};
    else result.node = ast::LetStatement{.role = ast::Role::Intervened, .target = target, .value = assignment.value};
    return result;
  }

  static ast::Statement with_layout(ast::Statement statement, const ast::Statement& former) {
    statement.comments = former.comments, statement.trailing = former.trailing, statement.continues_line = former.continues_line;
    return statement;
  }

  /// What was measured downstream of the intervention was measured without it. A natural value that nothing reaches keeps its mark.
  void unmark(const std::vector<Intervention>& interventions) {
    std::vector<VariableId> set;
    for (const auto& intervention : interventions) set.push_back(intervention.target);
    const auto touched = descendants(model_, set);
    for (auto& s : result_.statements)
      if (role_if_any(s) == ast::Role::Observed && is_touched(target_if_any(s)->name, touched)) set_role(s, ast::Role::Mechanism);
  }

  /// A mark belongs to the mechanism: to the natural half, where a `do` stands beside it.
  bool is_touched(const std::string& name, const std::vector<bool>& touched) const {
    const auto natural = natural_half(model_, name);
    return natural && touched[index(*natural)];
  }

  const Checked& model_;
  ast::Model result_;
};

}  // namespace

std::optional<ast::Model> intervene(const Checked& model, const std::vector<ast::Assignment>& assignments, Diagnostics& diagnostics) {
  const auto interventions = check_assignments(model, assignments, diagnostics);
  if (!interventions) return std::nullopt;
  for (std::size_t i = 0; i < assignments.size(); ++i)
    if (assignments[i].stochastic && keeps_natural(assignments[i], (*interventions)[i])) {
      diagnostics.report(errors::not_yet_supported(assignments[i].target.span,
                                                   "as a text, a stochastic `do` on a slice, or one that names the natural value",
                                                   "ask for it by `scmc run --do`, or set the slice to a value"));
      return std::nullopt;
    }
  Surgery surgery(model);
  for (std::size_t i = 0; i < assignments.size(); ++i) surgery.set(assignments[i], (*interventions)[i]);
  return surgery.finish(*interventions);
}

}  // namespace scmc
