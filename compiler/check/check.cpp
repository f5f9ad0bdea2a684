#include <algorithm>

#include "compiler/ast/print.h"
#include "compiler/check/checker.h"
#include "compiler/check/errors.h"
#include "compiler/source/match.h"
#include "compiler/source/suggest.h"

namespace scmc {

const ast::Target& target_of(const ast::Statement& statement) {
  const auto* draw = std::get_if<ast::DrawStatement>(&statement.node);
  return draw ? draw->target : std::get<ast::LetStatement>(statement.node).target;
}

namespace {

ast::Role role_of(const ast::Statement& statement) {
  const auto* draw = std::get_if<ast::DrawStatement>(&statement.node);
  return draw ? draw->role : std::get<ast::LetStatement>(statement.node).role;
}

const std::optional<ast::NameWithSpan>& in_of(const ast::Statement& statement) {
  const auto* draw = std::get_if<ast::DrawStatement>(&statement.node);
  return draw ? draw->in : std::get<ast::LetStatement>(statement.node).in;
}

const std::optional<std::string>& from_of(const ast::Statement& statement) {
  const auto* draw = std::get_if<ast::DrawStatement>(&statement.node);
  return draw ? draw->from : std::get<ast::LetStatement>(statement.node).from;
}

/// Does the expression read elements of this variable: `x[t - 1]`?
bool is_indexed(const ast::ExprPtr& expr, const std::string& id) {
  bool found = false;
  ast::for_each_expr(expr, [&](const ast::ExprPtr& e) {
    const auto* index = std::get_if<ast::Index>(&e->node);
    const auto* base = index ? std::get_if<ast::Name>(&index->base->node) : nullptr;
    found = found || (base && base->id == id);
  });
  return found;
}

bool asks(const ast::ExprPtr& expr) {
  bool found = false;
  ast::for_each_expr(expr, [&](const ast::ExprPtr& e) { found = found || std::holds_alternative<ast::Question>(e->node); });
  return found;
}

}  // namespace

Checker::Checker(ast::Model model, Library& library, Diagnostics& diagnostics)
    : checked_{.model = std::make_shared<const ast::Model>(std::move(model)), .library = &library},
      diagnostics_(diagnostics),
      names_{.dims = checked_.dims,
             .variable = [this](const std::string& name, Span span) { return reference(name, span); },
             .all_names = [this] { return all_names(); },
             .declared_dims = [this](VariableId id) { return checked_[id].dims; },
             .definitions = checked_.definitions,
             .library = library,
             .diagnostics = diagnostics,
             .new_dim = [this](const std::string& name, std::size_t size, Span span) { return new_dim(name, size, span); },
             .partner = [this](DimId dim) { return partner(dim, {dim}); },
             .is_data = [this](VariableId id) { return checked_[id].kind == VariableKind::Data; },
             .noise = [this](const std::string& name, Span span) { return noise(name, span); }},
      elaborator_(names_) {}

std::optional<Checked> Checker::run() {
  collect_definitions();
  declare_dims();
  declare_variables();
  if (diagnostics_.has_errors()) return std::nullopt;
  resolve_dims();
  for (std::size_t i = 0; i < checked_.variables.size(); ++i) elaborate(VariableId(i));
  elaborate_rest();
  if (diagnostics_.has_errors()) return std::nullopt;
  order_causes(checked_, diagnostics_);
  check_supports(checked_, diagnostics_);
  if (diagnostics_.has_errors()) return std::nullopt;
  return std::move(checked_);
}

void Checker::collect_definitions() {
  for (const auto& s : checked_.model->statements)
    if (const auto* use = std::get_if<ast::UseStatement>(&s.node)) {
      const auto before = diagnostics_.all().size();
      if (const auto* file = checked_.library->file(use->name.name, diagnostics_)) define(*file, false);
      else if (diagnostics_.all().size() == before) diagnostics_.report(errors::no_such_library_file(use->name.span, use->name.name));
    }
  define(*checked_.model, true);
}

void Checker::define(const ast::Model& model, bool own) {
  auto& d = checked_.definitions;
  const auto add = [&](auto& table, const auto& definition) {
    const auto [at, fresh] = table.emplace(definition.name.name, &definition);
    if (!fresh && own && at->second->name.span.file == definition.name.span.file)
      diagnostics_.report(errors::declared_twice(definition.name.span, at->second->name.span, definition.name.name));
    if (!fresh) at->second = &definition;
  };
  for (const auto& s : model.statements) {
    if (const auto* f = std::get_if<ast::FunctionStatement>(&s.node)) add(d.functions, *f);
    if (const auto* f = std::get_if<ast::DistributionStatement>(&s.node)) add(d.distributions, *f);
    if (const auto* f = std::get_if<ast::TransformStatement>(&s.node)) add(d.transforms, *f);
  }
}

void Checker::declare_dims() {
  for (const auto& s : checked_.model->statements) {
    const auto* dim = std::get_if<ast::DimStatement>(&s.node);
    if (!dim) continue;
    if (const auto again = checked_.find_dim(dim->name.name)) {
      diagnostics_.report(errors::declared_twice(dim->name.span, checked_[*again].span, dim->name.name));
      continue;
    }
    Dimension d{.name = dim->name.name, .span = dim->name.span};
    if (dim->labels)
      for (const auto& label : *dim->labels) d.labels.push_back(label.text);
    if (dim->like) {
      d.like = checked_.find_dim(dim->like->name);
      if (!d.like) diagnostics_.report(errors::unknown_dimension(dim->like->span, dim->like->name, closest(dim->like->name, all_names())));
    }
    checked_.dims.push_back(std::move(d));
  }
}

/// Sizes may name other dimensions and scalar data, so they are read after the variables are declared.
void Checker::resolve_dims() {
  const Scope scope = data_scope();
  for (const auto& s : checked_.model->statements) {
    const auto* dim = std::get_if<ast::DimStatement>(&s.node);
    if (!dim || !dim->size) continue;
    auto& d = checked_.dims[index(*checked_.find_dim(dim->name.name))];
    const auto* range = std::get_if<ast::Binary>(&dim->size->node);
    if (range && range->op == ast::BinaryOp::Range) {
      d.first = elaborator_.expr(range->left, scope), d.last = elaborator_.expr(range->right, scope);
    } else {
      d.size = elaborator_.expr(dim->size, scope);
    }
  }
}

VariableId Checker::add_variable(Variable variable) {
  checked_.variables.push_back(std::move(variable));
  declarations_.emplace_back();
  return VariableId(checked_.variables.size() - 1);
}

void Checker::declare_variables() {
  for (std::size_t i = 0; i < checked_.model->statements.size(); ++i) {
    const auto& node = statement(i).node;
    if (std::holds_alternative<ast::DataStatement>(node)) declare_data(i);
    if (std::holds_alternative<ast::DrawStatement>(node) || std::holds_alternative<ast::LetStatement>(node)) declare_variable(i);
  }
  for (std::size_t i = 0; i < checked_.variables.size(); ++i) settle_dims(VariableId(i));
  for (std::size_t i = 0; i < checked_.variables.size(); ++i) settle_kind(VariableId(i));
}

void Checker::declare_data(std::size_t i) {
  const auto& data = std::get<ast::DataStatement>(statement(i).node);
  if (by_name_.contains(data.name.name))
    return diagnostics_.report(errors::declared_twice(data.name.span, checked_[by_name_.at(data.name.name)].span, data.name.name));
  Variable v{.name = data.name.name,
             .span = data.name.span,
             .kind = VariableKind::Data,
             .type = {},
             .dims = {},
             .column = data.from.value_or(data.name.name),
             .explicit_column = data.from.has_value()};
  for (const auto& name : data.dims) {
    const auto dim = checked_.find_dim(name.name);
    if (!dim) return diagnostics_.report(errors::unknown_dimension(name.span, name.name, closest(name.name, all_names())));
    v.dims.push_back(*dim);
  }
  v.type.kind = data.integer ? ScalarKind::Integer : ScalarKind::Real;
  const auto id = add_variable(std::move(v));
  by_name_.emplace(data.name.name, id);
  declarations_[index(id)].mechanisms.push_back(i);
}

void Checker::declare_variable(std::size_t i) {
  const auto& target = target_of(statement(i));
  const bool draw = std::holds_alternative<ast::DrawStatement>(statement(i).node);
  const bool intervention = role_of(statement(i)) == ast::Role::Intervened;
  if (checked_.find_dim(target.name))
    return diagnostics_.report(errors::reserved_name(target.name_span, target.name, "a dimension has this name"));
  if (!by_name_.contains(target.name)) {
    Variable v{.name = target.name,
               .span = target.name_span,
               .kind = draw ? VariableKind::Random : VariableKind::Deterministic,
               .type = {},
               .dims = {},
               .column = target.name};
    by_name_.emplace(target.name, add_variable(std::move(v)));
  }
  const auto id = by_name_.at(target.name);
  auto& v = checked_.variables[index(id)];
  auto& d = declarations_[index(id)];
  if (!intervention && v.kind == VariableKind::Data)
    return diagnostics_.report(errors::declared_twice(target.name_span, v.span, target.name));
  if (!intervention && !d.mechanisms.empty()) {
    const auto& first = target_of(statement(d.mechanisms.front()));
    const bool sliced = !target.items.empty() || !first.items.empty();
    if (!sliced || draw != (v.kind == VariableKind::Random))
      return diagnostics_.report(errors::declared_twice(target.name_span, v.span, target.name));
  }
  if (!intervention && d.mechanisms.empty()) v.kind = draw ? VariableKind::Random : VariableKind::Deterministic;
  if (const auto& from = from_of(statement(i))) v.column = *from, v.explicit_column = true;
  v.marked_observed = v.marked_observed || role_of(statement(i)) == ast::Role::Observed;
  checked_.has_observe_marks = checked_.has_observe_marks || v.marked_observed;
  (intervention ? d.interventions : d.mechanisms).push_back(i);
}

/// The declared dimensions are those of the mechanism whose left-hand side has bare dimensions only.
void Checker::settle_dims(VariableId id) {
  auto& v = checked_.variables[index(id)];
  const auto& d = declarations_[index(id)];
  if (v.kind != VariableKind::Data) {
    const auto& statements = d.mechanisms.empty() ? d.interventions : d.mechanisms;
    for (std::size_t i : statements) {
      std::vector<DimId> dims;
      for (const auto& item : target_of(statement(i)).items) {
        const auto* name = std::get_if<ast::Name>(&item.value->node);
        const auto dim = !item.dim.empty() ? checked_.find_dim(item.dim) : name ? checked_.find_dim(name->id) : std::nullopt;
        if (dim) dims.push_back(*dim);
      }
      if (dims.size() == target_of(statement(i)).items.size() && dims.size() >= v.dims.size()) v.dims = dims;
    }
    const auto& items = target_of(statement(statements.front())).items;
    if (v.dims.empty() && !items.empty()) {
      const auto* name = std::get_if<ast::Name>(&items.front().value->node);
      diagnostics_.report(name && items.size() == 1
                              ? errors::unknown_dimension(items.front().span, name->id, closest(name->id, all_names()))
                              : errors::slice_needs_whole(target_of(statement(statements.front())).span, v.name));
    }
  }
  v.type.dims = v.dims;
  std::ranges::sort(v.type.dims);
  const auto repeated = std::ranges::adjacent_find(v.type.dims);
  if (repeated != v.type.dims.end()) diagnostics_.report(errors::index_bound_twice(v.span, v.name, checked_[*repeated].name));
}

void Checker::settle_kind(VariableId id) {
  auto& v = checked_.variables[index(id)];
  const auto& d = declarations_[index(id)];
  const auto set_index = [&](const ast::NameWithSpan& in) {
    const auto dim = checked_.find_dim(in.name);
    if (!dim) return diagnostics_.report(errors::unknown_dimension(in.span, in.name, closest(in.name, all_names())));
    v.type.kind = ScalarKind::Index, v.type.carries = dim;
  };
  for (std::size_t i : d.mechanisms.empty() ? d.interventions : d.mechanisms) {
    const auto* data = std::get_if<ast::DataStatement>(&statement(i).node);
    const auto& in = data ? data->in : in_of(statement(i));
    if (in) set_index(*in);
    const auto* draw = std::get_if<ast::DrawStatement>(&statement(i).node);
    const auto support = draw && !in ? elaborator_.written_support(draw->distribution) : nullptr;
    if (!support) continue;
    const auto* name = std::get_if<ast::Name>(&support->node);
    const auto* range = std::get_if<ast::Binary>(&support->node);
    if ((name && (name->id == "integer" || name->id == "count")) || (range && range->op == ast::BinaryOp::Range))
      v.type.kind = ScalarKind::Integer;
  }
}

std::vector<std::string> Checker::all_names() const {
  std::vector<std::string> names;
  for (const auto& [name, id] : by_name_) names.push_back(name);
  for (const auto& dim : checked_.dims) names.push_back(dim.name);
  return names;
}

TermPtr Checker::refer(VariableId id, Span span) const { return make_term(span, checked_[id].type, ReferenceTerm{id}); }

TermPtr Checker::reference(const std::string& name, Span span) {
  const auto found = by_name_.find(name);
  if (found == by_name_.end()) return nullptr;
  const auto id = found->second;
  const auto& d = declarations_[index(id)];
  const bool types_are_known = checked_[id].kind != VariableKind::Deterministic ||
                               (!d.mechanisms.empty() && !target_of(statement(d.mechanisms.front())).items.empty());
  if (!types_are_known || !d.interventions.empty()) {
    if (d.in_progress && !types_are_known) {
      const auto* let = d.mechanisms.empty() ? nullptr : std::get_if<ast::LetStatement>(&statement(d.mechanisms.front()).node);
      const bool in_time = let && is_indexed(let->value, name);
      return diagnostics_.report(in_time ? errors::dimensions_not_inferable(span, name) : errors::recursive_deterministic(span, name)),
             nullptr;
    }
    const auto before = diagnostics_.has_errors();
    if (!d.in_progress) elaborate(id);
    if (!before && diagnostics_.has_errors()) return nullptr;
  }
  return refer(by_name_.find(name)->second, span);
}

void Checker::elaborate(VariableId id) {
  if (declarations_[index(id)].done || declarations_[index(id)].in_progress) return;
  declarations_[index(id)].in_progress = true;
  if (splits_early(id)) split(id);
  const auto mechanisms = declarations_[index(id)].mechanisms;
  for (std::size_t i : mechanisms) {
    if (checked_[id].kind == VariableKind::Data) elaborate_data(id);
    else if (checked_[id].kind == VariableKind::Random) elaborate_random(id, i);
    else elaborate_deterministic(id, i, Scope{});
  }
  auto& all = checked_.variables[index(id)].mechanisms;
  std::stable_partition(all.begin(), all.end(), [](const Mechanism& m) { return m.mask != nullptr; });
  if (!declarations_[index(id)].interventions.empty()) intervene(id);
  if (auto& v = checked_.variables[index(id)]; by_name_.at(v.name) != id) v.name = "natural " + v.name;
  declarations_[index(id)].in_progress = false;
  declarations_[index(id)].done = true;
}

/// What is computed once from data reads the data themselves, also where a `do` sets the variable for everybody else.
Scope Checker::data_scope() const {
  Scope scope;
  for (std::size_t v = 0; v < declarations_.size(); ++v) {
    if (declarations_[v].mechanisms.empty() || declarations_[v].interventions.empty()) continue;
    const auto* data = std::get_if<ast::DataStatement>(&statement(declarations_[v].mechanisms.front()).node);
    if (data) scope.terms.emplace(data->name.name, refer(VariableId(v), data->name.span));
  }
  return scope;
}

void Checker::elaborate_data(VariableId id) {
  const auto& data = std::get<ast::DataStatement>(statement(declarations_[index(id)].mechanisms.front()).node);
  if (!data.value) return;
  auto value = elaborator_.expr(data.value, data_scope());
  if (!value) return;
  for (const auto cause : references(value))
    if (checked_[cause].kind != VariableKind::Data)
      return diagnostics_.report(errors::data_depends_on_model(data.value->span, data.name.name, checked_[cause].name));
  auto& v = checked_.variables[index(id)];
  check_dims(v, value, {}, data.name.span);
  v.default_value = std::move(value);
}

bool Checker::is_whole(VariableId id, const ast::Target& target) const {
  return std::ranges::all_of(target.items, [&](const ast::IndexItem& item) {
    const auto* name = std::get_if<ast::Name>(&item.value->node);
    const auto dim = name ? checked_.find_dim(name->id) : std::nullopt;
    return dim && contains(checked_[id].dims, *dim);
  });
}

TermPtr Checker::mask(VariableId id, const ast::Target& target) { return element_mask(checked_, id, target, elaborator_, diagnostics_); }

/// Of a vector that is written out.
DimId Checker::new_dim(const std::string& name, std::size_t size, Span span) {
  checked_.dims.push_back({.name = name, .span = span, .size = constant_term(static_cast<double>(size), span)});
  return DimId(checked_.dims.size() - 1);
}

TermPtr Checker::noise(const std::string& name, Span span) {
  if (!reference(name, span)) return nullptr;
  const auto natural = natural_.find(name);
  const auto id = natural == natural_.end() ? by_name_.find(name)->second : natural->second;
  if (checked_[id].kind != VariableKind::Random) return nullptr;
  return make_term(span, {.kind = ScalarKind::Real, .dims = checked_[id].type.dims}, NoiseTerm{id});
}

/// A second axis like `dim`, for sums over pairs of its positions; one is made where the model declares none.
DimId Checker::partner(DimId dim, const std::vector<DimId>& except) {
  dim = root(checked_.dims, dim);
  for (std::size_t i = 0; i < checked_.dims.size(); ++i)
    if ((checked_.dims[i].like == dim || DimId(i) == dim) && !std::ranges::count(except, DimId(i))) return DimId(i);
  checked_.dims.push_back({.name = checked_[dim].name + std::string(except.size(), '\''), .span = checked_[dim].span, .like = dim, .implied = true});
  return DimId(checked_.dims.size() - 1);
}

void Checker::elaborate_random(VariableId id, std::size_t i) {
  const auto& draw = std::get<ast::DrawStatement>(statement(i).node);
  const auto in = checked_[id].type.kind == ScalarKind::Index ? checked_[id].type.carries : std::nullopt;
  auto instance = elaborator_.instance(draw.distribution, Scope{}, checked_[id].dims, in);
  if (!instance) return;
  if (instance->event && !instance->partner) instance->partner = partner(*instance->event, {*instance->event});
  if (instance->joint.size() == 2) instance->third = partner(*instance->event, {*instance->event, *instance->partner});
  for (auto& arg : instance->args) arg = elaborator_.with_axes(arg, *instance);
  if (!check_members(*instance)) return;
  Mechanism mechanism{
      .statement = i, .span = statement(i).span, .mask = mask(id, draw.target), .slice = {}, .kind = RandomMechanism{*instance}};
  check_dims_of_arguments(checked_[id], *instance, {}, draw.target.span);
  auto& v = checked_.variables[index(id)];
  v.support = elaborator_.support(*instance);
  if (v.type.kind == ScalarKind::Index && v.support.shape != Support::Shape::Index)
    diagnostics_.report(errors::index_variable_needs_index(draw.distribution->span, v.name, checked_[*v.type.carries].name));
  v.mechanisms.push_back(std::move(mechanism));
}

/// Dims that parameters declare are consumed by the draw, those of distributions within by these.
void Checker::check_dims_of_arguments(const Variable& variable, const Instance& instance, const std::vector<DimId>& outer, Span left) {
  for (std::size_t a = 0; a < instance.args.size(); ++a) {
    std::vector<DimId> own = outer;
    if (instance.event && !instance.distribution->params[a].dims.empty()) own.insert(own.end(), {*instance.event, *instance.partner});
    for (const auto& [name, dim] : instance.own) own.push_back(dim);
    if (const auto* inner = std::get_if<DistributionTerm>(&instance.args[a]->node))
      for (const auto& one : inner->instances) check_dims_of_arguments(variable, *one, own, left);
    else check_dims(variable, instance.args[a], own, left);
  }
}

/// What a distribution of distributions asks of them, they must have.
bool Checker::check_members(const Instance& instance) {
  if (std::ranges::none_of(instance.distribution->params, takes_distribution)) return true;
  const auto x = make_term(instance.span, {.dims = instance.joint}, HoleTerm{});
  const auto before = diagnostics_.all().size();
  if (elaborator_.member(instance, "log_density", {x})) return true;
  if (diagnostics_.all().size() == before && elaborator_.lacking())
    diagnostics_.report(errors::inner_lacks(instance.span, instance.distribution->name.name, elaborator_.lacking()->distribution,
                                            elaborator_.lacking()->member));
  return false;
}

void Checker::elaborate_deterministic(VariableId id, std::size_t i, const Scope& scope) {
  const auto& let = std::get<ast::LetStatement>(statement(i).node);
  const auto carries_label = checked_[id].type.carries;
  const auto* label = carries_label ? std::get_if<ast::String>(&let.value->node) : nullptr;
  auto value =
      label ? make_term(let.value->span, {.kind = ScalarKind::Integer, .carries = carries_label}, LabelTerm{*carries_label, label->text})
            : elaborator_.expr(let.value, scope);
  if (!value) return;
  auto& v = checked_.variables[index(id)];
  if (let.target.items.empty() && v.dims.empty()) {
    v.dims = value->type.dims;
    warn_of_joined_dims(v, value);
    const bool declared_in = v.type.kind == ScalarKind::Index;
    const auto carries = v.type.carries;
    v.type = value->type;
    if (declared_in) v.type.kind = ScalarKind::Index, v.type.carries = carries;
    else if (v.type.kind == ScalarKind::Index) v.type.kind = ScalarKind::Integer;
  } else {
    check_dims(v, value, {}, let.target.span);
    const bool is_real = value->type.kind == ScalarKind::Real;  // one real slice makes a variable real
    if (v.type.kind != ScalarKind::Index && (v.mechanisms.empty() || is_real))
      v.type.kind = is_real ? ScalarKind::Real : ScalarKind::Integer;
  }
  v.mechanisms.push_back({.statement = i,
                          .span = statement(i).span,
                          .mask = mask(id, let.target),
                          .slice = {},
                          .kind = DeterministicMechanism{std::move(value)}});
}

namespace {
/// Where in a term a dimension comes from: the first variable that runs over it.
const Term* source_of(const TermPtr& term, DimId dim) {
  if (std::holds_alternative<ReferenceTerm>(term->node) || std::holds_alternative<PositionTerm>(term->node))
    return contains(term->type.dims, dim) ? term.get() : nullptr;
  for (const auto& operand : operands(*term))
    if (contains(operand->type.dims, dim))
      if (const auto* found = source_of(operand, dim)) return found;
  return nullptr;
}
}  // namespace

void Checker::check_dims(const Variable& variable, const TermPtr& term, const std::vector<DimId>& own, Span left) {
  for (DimId dim : term->type.dims) {
    if (contains(variable.dims, dim) || std::ranges::count(own, dim)) continue;
    const auto& d = checked_[dim];
    errors::DimensionMismatch mismatch{.variable = variable.name, .extra = d.name, .expr = term->span, .left = left, .expr_text = "this"};
    if (const auto* source = source_of(term, dim)) {
      mismatch.expr = source->span;
      if (const auto* reference = std::get_if<ReferenceTerm>(&source->node)) {
        mismatch.expr_text = "`" + checked_[reference->variable].name + "`";
        mismatch.sources.push_back(
            {checked_[reference->variable].span, "`" + checked_[reference->variable].name + "` runs over `" + d.name + "`"});
      }
    }
    mismatch.sources.push_back({left, "the left-hand side"});
    for (const auto& v : checked_.variables)
      if (v.type.kind == ScalarKind::Index && v.type.carries == dim) mismatch.has_group_variable = true, mismatch.group = v.name;
    return diagnostics_.report(errors::dimension_mismatch(mismatch));
  }
}

namespace {
bool joins(const TermPtr& term, DimId a, DimId b) {
  const bool both = contains(term->type.dims, a) && contains(term->type.dims, b);
  if (!both) return false;
  if (std::holds_alternative<ReferenceTerm>(term->node) || std::holds_alternative<GatherTerm>(term->node)) return true;
  if (std::holds_alternative<OdeTerm>(term->node)) return true;
  return std::ranges::any_of(operands(*term), [&](const TermPtr& operand) { return joins(operand, a, b); });
}
}  // namespace

void Checker::warn_of_joined_dims(const Variable& variable, const TermPtr& value) {
  for (DimId a : value->type.dims)
    for (DimId b : value->type.dims)
      if (a < b && !joins(value, a, b))
        diagnostics_.report(errors::joined_dimensions(variable.span, variable.name, checked_[a].name, checked_[b].name));
}

void Checker::elaborate_rest() {
  for (std::size_t i = 0; i < checked_.model->statements.size(); ++i) {
    const auto& s = statement(i);
    if (const auto* factor = std::get_if<ast::FactorStatement>(&s.node))
      if (auto value = elaborator_.expr(factor->value, Scope{})) checked_.factors.emplace_back(value, s.span);
    if (const auto* query = std::get_if<ast::QueryStatement>(&s.node)) {
      CheckedQuery q{query->name.name, query->name.span, nullptr, i};
      if (!asks(query->value) && query->dims.empty()) q.value = elaborator_.expr(query->value, Scope{});
      checked_.queries.push_back(std::move(q));
    }
  }
}

std::optional<Checked> check(ast::Model model, Library& library, Diagnostics& diagnostics) {
  return Checker(std::move(model), library, diagnostics).run();
}

}  // namespace scmc
