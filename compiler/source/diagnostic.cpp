/// The list of diagnostics, and its form for programs.
#include "compiler/source/diagnostic.h"

#include <algorithm>
#include <nlohmann/json.hpp>

namespace scmc {
namespace {

using Json = nlohmann::ordered_json;

bool says_the_same(const Diagnostic& a, const Diagnostic& b) {
  if (a.code != b.code || a.severity != b.severity || a.place != b.place || a.primary.has_value() != b.primary.has_value()) return false;
  if (a.primary) return a.primary->where == b.primary->where;
  return !a.place.empty() || a.title == b.title;
}

Json place_to_json(Span span, const Sources& sources) {
  const Position begin = sources.position(span.file, span.begin), end = sources.position(span.file, span.end);
  return {{"file", sources[span.file].path},
          {"line", begin.line},
          {"column", begin.column},
          {"end_line", end.line},
          {"end_column", end.column}};
}

Json label_to_json(const Label& label, const Sources& sources, bool is_primary) {
  Json json = place_to_json(label.where, sources);
  json["text"] = label.text;
  json["primary"] = is_primary;
  return json;
}

Json labels_to_json(const Diagnostic& diagnostic, const Sources& sources) {
  Json labels = Json::array();
  if (diagnostic.primary) labels.push_back(label_to_json(*diagnostic.primary, sources, true));
  for (const Label& label : diagnostic.secondary) labels.push_back(label_to_json(label, sources, false));
  return labels;
}

Json hint_to_json(const std::optional<Hint>& hint, const Sources& sources) {
  if (!hint) return nullptr;
  Json edits = Json::array();
  for (const Edit& edit : hint->edits) {
    edits.push_back(place_to_json(edit.where, sources));
    edits.back()["replacement"] = edit.replacement;
  }
  return {{"text", hint->text}, {"edits", edits}};
}

}  // namespace

void Diagnostics::report(Diagnostic diagnostic) {
  if (std::ranges::none_of(all_, [&](const Diagnostic& other) { return says_the_same(diagnostic, other); })) {
    all_.push_back(std::move(diagnostic));
  }
}

bool Diagnostics::has_errors() const {
  return std::ranges::any_of(all_, [](const Diagnostic& diagnostic) { return diagnostic.severity == Severity::Error; });
}

std::string to_json(const Diagnostic& diagnostic, const Sources& sources) {
  Json json = {
      {"severity", diagnostic.severity == Severity::Error ? "error" : "warning"}, {"code", diagnostic.code}, {"title", diagnostic.title}};
  const Json place = diagnostic.primary ? place_to_json(diagnostic.primary->where, sources) : Json::object();
  for (const char* key : {"file", "line", "column"}) json[key] = place.contains(key) ? place[key] : Json();
  json["place"] = diagnostic.place;
  json["labels"] = labels_to_json(diagnostic, sources);
  json["notes"] = diagnostic.notes;
  json["hint"] = hint_to_json(diagnostic.hint, sources);
  return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

}  // namespace scmc
