/// Library text on demand, after the check: members of distributions, stable forms, transforms.
#include <algorithm>
#include <stdexcept>

#include "compiler/check/checked.h"
#include "compiler/check/elaborate.h"

namespace scmc {
namespace {

/// An elaborator for bodies of the library: they see no variables of the model, and a mistake in them is theirs, not the modeller's.
struct Expansion {
  explicit Expansion(const Checked& model)
      : names{.dims = model.dims,
              .variable = [](const std::string&, Span) { return TermPtr{}; },
              .all_names = [] { return std::vector<std::string>{}; },
              .declared_dims = [&model](VariableId id) { return model[id].dims; },
              .definitions = model.definitions,
              .library = *model.library,
              .diagnostics = diagnostics},
        elaborator(names) {}
  /// A distribution's text that does not check is a bug of whoever wrote it: reported as an exception with the first error's words.
  void finish(const std::string& what) const {
    if (diagnostics.has_errors()) throw std::logic_error("in " + what + ": " + diagnostics.all().front().title);
  }
  Diagnostics diagnostics;
  Names names;
  Elaborator elaborator;
};

/// What a reference stands for if it is a deterministic variable with one equation for all of it.
TermPtr look_through(const Checked& model, TermPtr term) {
  while (const auto* reference = std::get_if<ReferenceTerm>(&term->node)) {
    const auto& variable = model[reference->variable];
    if (variable.kind != VariableKind::Deterministic || variable.mechanisms.size() != 1 || variable.mechanisms.front().mask) break;
    term = std::get<DeterministicMechanism>(variable.mechanisms.front().kind).value;
  }
  return term;
}

/// Does the term have the shape of the pattern? Names of the pattern are bound to what stands in their place.
bool matches(const Checked& model, const ast::ExprPtr& pattern, TermPtr term, Scope& scope) {
  if (const auto* name = std::get_if<ast::Name>(&pattern->node)) return scope.terms.insert_or_assign(name->id, term), true;
  term = look_through(model, term);
  if (const auto* number = std::get_if<ast::Number>(&pattern->node)) return constant_value(term) == number->value;
  const auto* call = std::get_if<ast::Call>(&pattern->node);
  const auto* apply = std::get_if<ApplyTerm>(&term->node);
  if (!call || !apply || apply->op->name != call->callee || apply->args.size() != call->args.size()) return false;
  for (std::size_t i = 0; i < apply->args.size(); ++i)
    if (!matches(model, call->args[i].value, apply->args[i], scope)) return false;
  return true;
}

}  // namespace

TermPtr expand(const Checked& model, const Instance& instance, std::string_view member, const std::vector<TermPtr>& args) {
  Expansion expansion(model);
  auto term = expansion.elaborator.member(instance, member, args);
  expansion.finish(instance.distribution->name.name + "." + std::string(member));
  return term;
}

namespace {

/// The distributions within, each in its stable form.
TermPtr with_stable_forms(const Checked& model, const TermPtr& arg) {
  const auto* term = std::get_if<DistributionTerm>(&arg->node);
  if (!term) return arg;
  DistributionTerm stable{{}, term->over};
  for (const auto& one : term->instances) stable.instances.push_back(std::make_shared<const Instance>(stable_form(model, *one)));
  return make_term(arg->span, arg->type, std::move(stable));
}

}  // namespace

Instance stable_form(const Checked& model, const Instance& given) {
  Instance instance = given;
  for (auto& arg : instance.args) arg = with_stable_forms(model, arg);
  const auto& params = instance.distribution->params;
  for (const auto& form : instance.distribution->members) {
    if (form.name.name != "form" || form.params.empty()) continue;
    Scope scope{.sees_variables = false, .sees_dims = false, .at = instance.span};
    for (std::size_t i = 0; i < params.size(); ++i) scope.terms.insert_or_assign(params[i].name.name, instance.args[i]);
    const bool fits = std::ranges::all_of(form.params, [&](const ast::Parameter& p) {
      const auto slot = std::ranges::find(params, p.name.name, [](const auto& q) { return q.name.name; });
      return slot != params.end() && p.default_value && matches(model, p.default_value, instance.args[slot - params.begin()], scope);
    });
    if (!fits) continue;
    Expansion expansion(model);
    auto stable = expansion.elaborator.instance_like(instance, form.body.result, scope);
    expansion.finish(instance.distribution->name.name + ".form");
    if (stable) return *stable;
  }
  return instance;
}

Instance standard_form(const Checked& model, const Instance& instance) {
  Expansion expansion(model);
  Instance standard = instance;
  for (std::size_t i = 0; i < standard.args.size(); ++i) {
    const auto& param = instance.distribution->params[i];
    if (param.default_value) standard.args[i] = expansion.elaborator.default_of(instance, param);
  }
  return standard;
}

std::vector<DimId> joint_dims(const Variable& variable) {
  if (variable.kind != VariableKind::Random || variable.mechanisms.empty()) return {};
  return std::get<RandomMechanism>(variable.mechanisms.front().kind).instance.joint;
}

std::vector<DimId> joint_axes(const Variable& variable) {
  if (joint_dims(variable).empty()) return {};
  const auto& instance = std::get<RandomMechanism>(variable.mechanisms.front().kind).instance;
  std::vector<DimId> axes{*instance.event, *instance.partner};
  if (instance.third) axes.push_back(*instance.third);
  return axes;
}

Support support_of(const Checked& model, const Instance& instance) {
  Expansion expansion(model);
  return expansion.elaborator.support(instance);
}

TermPtr expand_transform(const Checked& model, std::string_view name, const std::vector<TermPtr>& bounds, std::string_view member,
                         TermPtr u, const std::vector<DimId>& axes) {
  Expansion expansion(model);
  const auto* transform = expansion.elaborator.find_transform(std::string(name));
  if (!transform) throw std::logic_error("the library has no transform " + std::string(name));
  auto term = expansion.elaborator.transform(*transform, bounds, member, std::move(u), axes);
  expansion.finish("transform " + std::string(name));
  return term;
}

}  // namespace scmc
