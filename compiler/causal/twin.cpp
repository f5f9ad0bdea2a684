/// In the order of the text, what is set and what follows from it is written once more, under other names.
#include "compiler/causal/twin.h"

#include <algorithm>
#include <set>
#include <utility>

#include "compiler/causal/assignments.h"
#include "compiler/causal/edit.h"
#include "compiler/causal/names.h"
#include "compiler/check/elaborate.h"
#include "compiler/check/errors.h"

namespace scmc {
namespace {

/// The member by which a mechanism gives its value from `noise(x)`; null where that noise is no number, or no formula leads back.
const char* map_of(const Variable& variable, const Instance& instance) {
  if (variable.type.kind == ScalarKind::Index || !instance.joint.empty()) return nullptr;
  if (variable.type.kind == ScalarKind::Real && find_member(*instance.distribution, "location_scale")) return "location_scale";
  return find_member(*instance.distribution, "quantile") ? "quantile" : nullptr;
}

/// The copies of one counterfactual world.
class Twin {
 public:
  Twin(const Checked& model, const std::vector<ast::Assignment>& assignments, const std::vector<Intervention>& meanings,
       Diagnostics& diagnostics)
      : model_(model), assignments_(assignments), meanings_(meanings), diagnostics_(diagnostics) {
    std::vector<VariableId> set;
    for (const auto& meaning : meanings) set.push_back(meaning.target), set_.insert(name_of(meaning));
    touched_ = descendants(model, set);
    while (is_taken()) suffix_ = "_cf" + std::to_string(++number_);
  }

  std::optional<ast::Model> run() {
    std::set<std::string> done;
    for (std::size_t i = 0; i < model_.model->statements.size() && !diagnostics_.has_errors(); ++i) {
      const auto name = ast::declared_name(model_.model->statements[i]);
      const auto id = name ? model_.find(name->name) : std::nullopt;
      if (!id || !is_about(model_.model->statements[i], name->name)) continue;
      if (!set_.contains(name->name)) {
        if (is_touched(*id)) copy(i, *id, name->name);
      } else if (done.insert(name->name).second) {
        set(*id);
      }
    }
    return diagnostics_.has_errors() ? std::nullopt : std::optional(appended());
  }

 private:
  const std::string& name_of(const Intervention& meaning) const { return model_[meaning.target].name; }
  std::string twin_of(const std::string& name) const { return name + suffix_; }
  std::string natural_twin_of(const std::string& name) const { return name + "_natural" + suffix_; }
  bool is_touched(VariableId id) const { return touched_[index(id)]; }
  bool is_moved(const std::string& name) const {
    const auto id = model_.find(name);
    return set_.contains(name) || (id && is_touched(*id));
  }

  bool is_taken() const {
    return std::ranges::any_of(model_.model->statements, [&](const ast::Statement& s) {
      const auto name = ast::declared_name(s);
      return name && std::ranges::any_of(model_.variables, [&](const Variable& v) {
        return name->name == twin_of(v.name) || name->name == natural_twin_of(v.name);
      });
    });
  }

  void refuse(Span where, const std::string& name, const std::string& why) {
    const auto id = model_.find(name);
    const auto asked = id && model_[*id].type.kind == ScalarKind::Index ? "P(" + name + " == 1" : "E[" + name;
    diagnostics_.report(errors::not_yet_supported(
        where, "`" + twin_of(name) + "`, the twin of `" + name + "`, " + why + ",",
        "ask for it by a query: `query q = " + asked + " | cf(" + describe(assignments_) + ")" + (asked.front() == 'P' ? ")`" : "]`")));
  }

  /// Names of this world. The noise is that of the factual variables; a value that names what it sets reads the natural one.
  ast::ExprPtr moved(const ast::ExprPtr& expr, const std::pair<std::string, std::string>& natural = {}) const {
    return ast::rewrite(expr, [&](const ast::ExprPtr& e) -> ast::ExprPtr {
      if (const auto* call = std::get_if<ast::Call>(&e->node); call && !call->receiver && call->callee == "noise") return e;
      const auto* name = std::get_if<ast::Name>(&e->node);
      if (!name) return nullptr;
      if (name->id == natural.first) return ast::name(natural.second, e->span);
      return is_moved(name->id) ? ast::name(twin_of(name->id), e->span) : nullptr;
    });
  }

  ast::Target moved(ast::Target target, const std::string& name) const {
    for (auto& item : target.items) item.value = moved(item.value);
    target.name = name;
    return target;
  }

  ast::Target whole(const std::string& name, const Variable& variable) const {
    ast::Target target{.name = name, .items = {}, .span = variable.span, .name_span = variable.span};
    for (const DimId dim : variable.dims) target.items.push_back({"", ast::name(model_[dim].name, variable.span), variable.span});
    return target;
  }

  /// Of positions, the dimension that they are positions of.
  std::optional<ast::NameWithSpan> place(const Variable& variable) const {
    if (variable.type.kind != ScalarKind::Index) return std::nullopt;
    return ast::NameWithSpan{model_[*variable.type.carries].name, variable.span};
  }

  void let(ast::Target target, ast::ExprPtr value, const Variable& variable) {
    const Span span = value->span;
    copies_.push_back(
        {.span = span, .node = ast::LetStatement{.target = std::move(target), .in = place(variable), .value = std::move(value)}});
  }

  // ---------------------------------------------------------------- what follows

  /// The statement, of the variable `id`, for the variable `name` of this world.
  void copy(std::size_t i, VariableId id, const std::string& original, bool natural = false) {
    const auto& variable = model_[id];
    const auto& statement = model_.model->statements[i];
    if (natural_half(model_, original) != id)
      return refuse(statement.span, original, "beside which a `do` stands");
    const auto name = natural ? natural_twin_of(original) : twin_of(original);
    if (const auto* computed = std::get_if<ast::LetStatement>(&statement.node)) {
      const bool needs_dims = computed->target.items.empty() && variable.recurrent;
      let(needs_dims ? whole(name, variable) : moved(computed->target, name), moved(computed->value), variable);
    } else if (const auto* drawn = std::get_if<ast::DrawStatement>(&statement.node)) {
      if (const auto value = by_noise(i, variable, *drawn)) let(moved(drawn->target, name), value, variable);
    }
  }

  /// `Normal(mu_cf, s).location_scale(noise(y))`. Null after reporting that it cannot be said.
  ast::ExprPtr by_noise(std::size_t i, const Variable& variable, const ast::DrawStatement& drawn) {
    const auto mechanism = std::ranges::find(variable.mechanisms, i, &Mechanism::statement);
    const auto& instance = std::get<RandomMechanism>(mechanism->kind).instance;
    const Span span = drawn.distribution->span;
    const auto* map = map_of(variable, instance);
    if (!map) return refuse(span, variable.name, "which is drawn by `" + instance.distribution->name.name + "`"), nullptr;
    const auto argument = [&](ast::ExprPtr value) {
      return std::vector{ast::Argument{.name = "", .value = std::move(value), .span = span}};
    };
    const auto noise = ast::make(span, ast::Call{.callee = "noise", .callee_span = span, .args = argument(ast::name(variable.name, span))});
    return ast::make(span, ast::Call{.receiver = moved(drawn.distribution), .callee = map, .callee_span = span, .args = argument(noise)});
  }

  // ---------------------------------------------------------------- what is set

  void set(VariableId id) {
    const auto& variable = model_[id];
    bool has_rest = true, reads_natural = false;
    for (std::size_t a = 0; a < assignments_.size(); ++a) {
      if (meanings_[a].target != id) continue;
      has_rest = has_rest && meanings_[a].mask;
      reads_natural = reads_natural || keeps_natural(assignments_[a], meanings_[a]);
    }
    const auto natural = reads_natural && is_touched(id) ? natural_copy(id) : variable.name;
    for (std::size_t a = 0; a < assignments_.size(); ++a)
      if (meanings_[a].target == id) set(assignments_[a], meanings_[a], {variable.name, natural});
    if (has_rest) let(whole(twin_of(variable.name), variable), ast::name(natural, variable.span), variable);
  }

  /// The natural value in this world, where it is another one than the factual: the mechanism reads what was set at earlier positions.
  std::string natural_copy(VariableId id) {
    const auto& name = model_[id].name;
    for (std::size_t i = 0; i < model_.model->statements.size(); ++i)
      if (is_about(model_.model->statements[i], name) && !diagnostics_.has_errors()) copy(i, id, name, true);
    return natural_twin_of(name);
  }

  void set(const ast::Assignment& assignment, const Intervention& meaning, const std::pair<std::string, std::string>& natural) {
    const auto& variable = model_[meaning.target];
    const auto name = twin_of(variable.name);
    auto target = meaning.mask ? moved(assignment.target, name) : whole(name, variable);
    auto value = moved(assignment.value, natural);
    if (!assignment.stochastic) return let(std::move(target), std::move(value), variable);
    if (keeps_natural(assignment, meaning))
      return refuse(assignment.span, variable.name, "drawn for a slice or from the natural value");
    copies_.push_back({.span = assignment.span,
                       .node = ast::DrawStatement{.target = std::move(target), .in = place(variable), .distribution = std::move(value)}});
  }

  // ---------------------------------------------------------------- the text

  ast::Model appended() {
    ast::Model result = *model_.model;
    auto& comments = copies_.front().comments;
    comments = std::exchange(result.comments, {});
    if (comments.empty() || !comments.back().empty()) comments.emplace_back();
    comments.push_back("# as it would have been under cf(" + describe(assignments_) + "): the same noise, other causes");
    std::ranges::move(copies_, std::back_inserter(result.statements));
    return result;
  }

  const Checked& model_;
  const std::vector<ast::Assignment>& assignments_;
  const std::vector<Intervention>& meanings_;
  Diagnostics& diagnostics_;
  std::set<std::string> set_;
  std::vector<bool> touched_;
  std::string suffix_ = "_cf";
  int number_ = 1;
  Statements copies_;
};

}  // namespace

std::optional<ast::Model> twin(const Checked& model, const std::vector<ast::Assignment>& assignments, Diagnostics& diagnostics) {
  const auto meanings = check_assignments(model, assignments, diagnostics);
  return meanings ? Twin(model, assignments, *meanings, diagnostics).run() : std::nullopt;
}

}  // namespace scmc
