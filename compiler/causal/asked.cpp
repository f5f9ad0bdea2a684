/// The names of an effect as variables of a model.
#include <algorithm>

#include "compiler/causal/judged.h"
#include "compiler/causal/names.h"
#include "compiler/identify/errors.h"

namespace scmc {
namespace {

/// `spend["tv"]` as name and label; what stands in brackets and is no quoted text is no label.
std::pair<std::string, std::optional<std::string>> split_label(const std::string& name) {
  const auto open = name.find('[');
  if (open == std::string::npos) return {name, std::nullopt};
  std::string label = name.substr(open + 1, name.size() - open - 2);
  const bool quoted = label.size() >= 2 && label.front() == '"' && label.back() == '"';
  return {name.substr(0, open), quoted ? std::optional(label.substr(1, label.size() - 2)) : std::nullopt};
}

/// Over units: what has a dimension.
std::vector<std::string> names_over_units(const Checked& model) {
  std::vector<std::string> names;
  for (const auto& v : model.variables)
    if (!v.dims.empty()) names.push_back(v.name);
  return names;
}

/// Does a dimension of the variable have the label? Where none lists its labels in the text, they may stand in the data.
bool may_have(const Checked& model, const Variable& v, const std::string& label) {
  bool listed = false, in_data = false;
  for (DimId d : v.dims) {
    const auto& dim = model[root(model.dims, d)];
    if (std::ranges::count(dim.labels, label)) return true;
    listed = listed || !dim.labels.empty();
    in_data = in_data || (dim.labels.empty() && !dim.size && !dim.first);
  }
  return in_data && !listed;
}

std::vector<std::string> labels_of(const Checked& model, const Variable& v) {
  std::vector<std::string> labels;
  for (DimId d : v.dims)
    for (const auto& label : model[root(model.dims, d)].labels) labels.push_back(v.name + "[\"" + label + "\"]");
  return labels;
}

std::optional<AskedElement> resolve_element(const Checked& model, const identify::Named& name, Diagnostics& diagnostics) {
  const auto fail = [&](Diagnostic diagnostic) {
    diagnostics.report(std::move(diagnostic));
    return std::nullopt;
  };
  const auto [variable, label] = split_label(name.name);
  const auto id = model.find(variable);
  if (!id) return fail(identify::errors::unknown({variable, name.span}, names_over_units(model)));
  const auto& v = model[*id];
  if (v.dims.empty()) return fail(errors::parameter_in_effect(name.name, name.span, v.span));
  if (name.name.size() > variable.size() && !label) return fail(errors::element_in_effect(name.name, name.span));
  if (label && !may_have(model, v, *label)) return fail(identify::errors::unknown(name, labels_of(model, v)));
  return AskedElement{*id, label, name.span};
}

}  // namespace

std::optional<std::vector<AskedElement>> resolve_elements(const Checked& model, const std::vector<identify::Named>& names,
                                                          Diagnostics& diagnostics) {
  std::vector<AskedElement> elements;
  for (const auto& name : names) {
    const auto element = resolve_element(model, name, diagnostics);
    if (!element) return std::nullopt;
    elements.push_back(*element);
  }
  return elements;
}

std::optional<AskedEffect> resolve_effect(const Checked& model, const identify::EffectText& text, Diagnostics& diagnostics) {
  auto treatments = resolve_elements(model, text.treatments, diagnostics);
  auto outcomes = treatments ? resolve_elements(model, text.outcomes, diagnostics) : std::nullopt;
  auto given = outcomes ? resolve_elements(model, text.given, diagnostics) : std::nullopt;
  if (!given) return std::nullopt;
  return AskedEffect{std::move(*treatments), std::move(*outcomes), std::move(*given)};
}

}  // namespace scmc
