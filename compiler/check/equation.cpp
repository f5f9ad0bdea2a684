/// `ode(f, initial, times, theta... over t, k)`: a differential equation, its right-hand side a function of the model.
#include <algorithm>
#include <map>

#include "compiler/ast/print.h"
#include "compiler/check/elaborate.h"
#include "compiler/check/errors.h"

namespace scmc {
namespace {

const std::string form = "ode(f, initial, times, a, b over t, k)";

std::vector<DimId> minus(std::vector<DimId> dims, const std::vector<DimId>& others) {
  std::erase_if(dims, [&](DimId dim) { return contains(others, dim); });
  return dims;
}

TermPtr stand_in(const std::shared_ptr<const Recursion>& token, std::vector<DimId> dims) {
  return make_term(token->span, {.kind = ScalarKind::Real, .dims = std::move(dims)}, SelfTerm{token});
}

/// What was written behind the times: parameters of f, and by name how to solve.
struct Settings {
  std::vector<const ast::Argument*> parameters;
  std::map<std::string, double> numbers = {{"start", 0}, {"tolerance", 1e-6}, {"absolute_tolerance", 1e-8}, {"max_steps", 1e5}, {"stiff", 0}};
};

}  // namespace

TermPtr Elaborator::ode(const ast::Call& call, const ast::ExprPtr& expr, const Scope& scope) {
  const Span where = at(expr, scope);
  if (call.args.size() < 3 || call.over.empty()) return fail(errors::argument_count(expr->span, "ode", call.args.size(), form));
  const auto* name = std::get_if<ast::Name>(&call.args.front().value->node);
  bool of_library = false;
  const auto* f = name ? find_function(name->id, of_library) : nullptr;
  if (!f) return fail(errors::ode_without_function(call.args.front().span, ast::print(call.args.front().value)));
  auto initial = this->expr(call.args[1].value, scope), times = this->expr(call.args[2].value, scope);
  if (!initial || !times) return nullptr;
  for (const auto id : references(times))
    if (names_.is_data && !names_.is_data(id)) return fail(errors::ode_times(call.args[2].span));

  Settings settings;
  for (std::size_t i = 3; i < call.args.size(); ++i) {
    const auto& arg = call.args[i];
    const auto setting = settings.numbers.find(arg.name);
    if (arg.name.empty()) {
      settings.parameters.push_back(&arg);
    } else if (setting == settings.numbers.end()) {
      return fail(errors::argument_unknown(arg.span, "ode", arg.name, "ode(..., start = 0, tolerance = 1e-6, absolute_tolerance = 1e-8, stiff = 0)"));
    } else {
      const auto value = this->expr(arg.value, scope);
      const auto number = value ? constant_value(value) : std::nullopt;
      if (value && !number) return fail(errors::ode_setting(arg.span, arg.name));
      if (!value) return nullptr;
      setting->second = *number;
    }
  }
  if (f->params.size() != 2 + settings.parameters.size() || f->over.size() != call.over.size() - 1)
    return fail(errors::ode_function(call.args.front().span, signature(f->name.name, f->params, f->over), settings.parameters.size(), form));

  std::vector<DimId> over;
  for (const auto& one : call.over) {
    const auto dim = find_dim(one, scope);
    if (!dim) return fail(errors::unknown_dimension(call.callee_span, one, ""));
    over.push_back(*dim);
  }
  if (!contains(times->type.dims, over.front()))
    return fail(errors::over_without_dimension(expr->span, names_.dims[scmc::index(over.front())].name, call.args[2].span));
  std::vector<TermPtr> parameters;
  for (const auto* arg : settings.parameters) {
    parameters.push_back(this->expr(arg->value, scope));
    if (!parameters.back()) return nullptr;
  }

  auto equation = std::make_shared<Equation>();
  const auto token = [&](const std::string& what) { return std::make_shared<const Recursion>(what, where); };
  equation->state = token(f->params[0].name.name), equation->time = token(f->params[1].name.name);
  const std::vector<DimId> inner(over.begin() + 1, over.end());
  for (DimId dim : inner)
    if (contains(initial->type.dims, dim)) equation->state_dims = unite(equation->state_dims, {dim});
  Scope body{.sees_variables = false, .sees_dims = !of_library, .at = where, .callers = scope.callers};
  body.callers.insert(f->name.name);
  for (std::size_t i = 0; i < inner.size(); ++i) body.dims.emplace(f->over[i].name, inner[i]);
  body.terms.emplace(f->params[1].name.name, stand_in(equation->time, {}));
  // Units, of which each has an equation of its own, are the dims of parameters that f does not name.
  std::vector<DimId> units = unite(minus(initial->type.dims, equation->state_dims), minus(times->type.dims, {over.front()}));
  std::vector<TermPtr> varying;
  for (std::size_t i = 0; i < parameters.size(); ++i) {
    const auto& name = f->params[2 + i].name.name;
    if (constant_value(parameters[i])) {  // no derivative by it is ever asked for
      body.terms.emplace(name, parameters[i]);
      continue;
    }
    std::vector<DimId> own;
    for (DimId dim : parameters[i]->type.dims) {
      auto& whose = std::ranges::count(inner, dim) ? own : units;
      whose = unite(whose, {dim});
    }
    equation->parameters.push_back(token(name));
    equation->own_dims.push_back(own);
    body.terms.emplace(name, stand_in(equation->parameters.back(), own));
    varying.push_back(parameters[i]);
  }
  // A state whose elements begin alike runs over what its rate runs over.
  for (bool settled = false; !settled;) {
    body.terms.insert_or_assign(f->params[0].name.name, stand_in(equation->state, equation->state_dims));
    equation->rate = this->body(f->body, body);
    if (!equation->rate) return nullptr;
    settled = minus(equation->rate->type.dims, equation->state_dims).empty();
    equation->state_dims = unite(equation->state_dims, equation->rate->type.dims);
  }
  auto& numbers = settings.numbers;
  equation->start = numbers["start"], equation->relative_tolerance = numbers["tolerance"], equation->absolute_tolerance = numbers["absolute_tolerance"];
  equation->max_steps = numbers["max_steps"], equation->stiff = numbers["stiff"] != 0;
  const auto dims = unite(unite(units, equation->state_dims), {over.front()});
  return make_term(where, {.kind = ScalarKind::Real, .dims = dims},
                   OdeTerm{std::move(equation), std::move(initial), std::move(times), std::move(varying), over.front()});
}

}  // namespace scmc
