#include "compiler/causal/names.h"

#include <algorithm>

#include "compiler/check/library.h"
#include "compiler/source/suggest.h"

namespace scmc {
namespace {

constexpr std::string_view natural = "natural ";

/// Not a name of the model's text, but of the library's or of the language.
std::optional<std::string> kind_in_library(const Checked& model, const std::string& name) {
  const auto holds = [&](const char* folder) { return std::ranges::count(model.library->names(folder), name) > 0; };
  if (holds("functions") || ir::find_primitive(name)) return "a function";
  if (holds("distributions")) return "a distribution";
  return std::nullopt;
}

}  // namespace

std::optional<errors::OtherThing> other_thing(const Checked& model, const std::string& name) {
  const auto thing = [&](std::string kind, std::optional<Span> declared) {
    return errors::OtherThing{.name = name, .kind = std::move(kind), .verb = "", .declared = declared};
  };
  if (const auto dim = model.find_dim(name)) return thing("a dimension", model[*dim].span);
  for (const auto& query : model.queries)
    if (query.name == name) return thing("a query", query.span);
  const auto& own = model.definitions;
  if (const auto found = own.functions.find(name); found != own.functions.end()) return thing("a function", found->second->name.span);
  if (const auto found = own.distributions.find(name); found != own.distributions.end())
    return thing("a distribution", found->second->name.span);
  if (const auto kind = kind_in_library(model, name)) return thing(*kind, std::nullopt);
  return std::nullopt;
}

std::optional<VariableId> find_variable(const Checked& model, const Wanted& wanted, Diagnostics& diagnostics) {
  if (const auto id = model.find(wanted.name)) return id;
  if (auto thing = other_thing(model, wanted.name)) {
    thing->verb = wanted.done;
    diagnostics.report(errors::not_a_variable(*thing));
  } else {
    diagnostics.report(
        errors::no_such_variable({.name = wanted.name, .near = closest(wanted.name, variable_names(model)), .verb = wanted.verb}));
  }
  return std::nullopt;
}

std::vector<std::string> variable_names(const Checked& model) {
  std::vector<std::string> names;
  for (const auto& variable : model.variables)
    if (!is_natural_half(variable)) names.push_back(variable.name);
  return names;
}

std::optional<VariableId> natural_half(const Checked& model, const std::string& name) {
  const auto half = model.find(std::string(natural) + name);
  return half ? half : model.find(name);
}

bool is_natural_half(const Variable& variable) { return variable.name.starts_with(natural); }

std::string text_name(const Variable& variable) { return is_natural_half(variable) ? variable.name.substr(natural.size()) : variable.name; }

bool names_dims_only(const Checked& model, const ast::Target& target) {
  return std::ranges::all_of(target.items, [&](const ast::IndexItem& item) {
    const auto* name = std::get_if<ast::Name>(&item.value->node);
    return item.dim.empty() && name && model.find_dim(name->id);
  });
}

}  // namespace scmc
