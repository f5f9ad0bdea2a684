/// `scmc check`: errors, or the variables with kinds, dimensions, supports and causes.
#include <cmath>
#include <iostream>
#include <nlohmann/json.hpp>

#include "cli/command.h"
#include "runtime/data/write.h"
#include "runtime/report/layout.h"

namespace scmc::cli {
namespace {

struct CheckOptions {
  CommonOptions common;
  DataOptions data;
};

/// A bound as a number or a name; of longer ones, that there is one.
std::string bound_text(const Checked& model, const TermPtr& bound) {
  if (const auto value = constant_value(bound)) return data::shortest(*value);
  const auto* reference = std::get_if<ReferenceTerm>(&bound->node);
  return reference ? model[reference->variable].name : "..";
}

/// `interval(lower, upper)` of the library, with the bounds that it has here.
std::string support_of(const Checked& model, const Support& support) {
  if (!support.name.starts_with("interval(") || !support.lower || !support.upper) return support.name;
  const auto lower = constant_value(support.lower), upper = constant_value(support.upper);
  if (lower && upper && std::isinf(*lower) && std::isinf(*upper)) return "real";
  return "interval(" + bound_text(model, support.lower) + ", " + bound_text(model, support.upper) + ")";
}

std::string kind_of(const Checked& model, const Variable& v) {
  const bool random = v.kind == VariableKind::Random;
  const std::string values = v.type.kind == ScalarKind::Index     ? "position of " + model[*v.type.carries].name
                             : v.type.kind == ScalarKind::Integer ? "integer"
                                                                  : "real";
  if (v.intervened && !random) return "set, " + values;
  return v.kind == VariableKind::Data ? "data, " + values
         : random                     ? "random, " + (v.support.name.empty() ? values : support_of(model, v.support))
                                      : "computed, " + values;
}

std::string dims_of(const Checked& model, const Variable& v) {
  std::string text;
  for (DimId d : v.dims) text += (text.empty() ? "" : ", ") + model[d].name;
  return text.empty() ? v.name : v.name + "[" + text + "]";
}

std::string causes_of(const Checked& model, const Variable& v) {
  std::string text;
  for (VariableId cause : v.causes) text += (text.empty() ? "" : ", ") + model[cause].name;
  return text;
}

std::string text(const Checked& model, const Bound* bound) {
  std::vector<report::TableRow> rows;
  for (VariableId id : model.order) {
    const auto& v = model[id];
    report::TableRow row{.cells = {dims_of(model, v), kind_of(model, v)}};
    if (bound) row.cells.push_back(bound->columns[index(id)] ? "observed" : "");
    row.remark = v.causes.empty() ? "" : "from " + causes_of(model, v);
    rows.push_back(std::move(row));
  }
  std::vector<report::TableColumn> columns = {{"", report::Align::Left}, {"", report::Align::Left}};
  if (bound) columns.push_back({"", report::Align::Left});
  std::string out = report::layout_table(columns, rows);
  if (!bound) return out;
  for (std::size_t d = 0; d < model.dims.size(); ++d)
    out += (d ? ", " : "\n  sizes: ") + model.dims[d].name + " = " + std::to_string(bound->axes[d].size);
  return out + "\n";
}

std::string json(const Checked& model, const Bound* bound) {
  using Json = nlohmann::ordered_json;
  Json out = {{"ok", true}, {"dimensions", Json::array()}, {"variables", Json::array()}};
  for (std::size_t d = 0; d < model.dims.size(); ++d) {
    Json dim = {{"name", model.dims[d].name}};
    if (bound) dim["size"] = bound->axes[d].size;
    out["dimensions"].push_back(std::move(dim));
  }
  for (VariableId id : model.order) {
    const auto& v = model[id];
    Json dims = Json::array(), causes = Json::array();
    for (DimId d : v.dims) dims.push_back(model[d].name);
    for (VariableId c : v.causes) causes.push_back(model[c].name);
    Json variable = {{"name", v.name}, {"kind", kind_of(model, v)}, {"dims", dims}, {"causes", causes}, {"recurrent", v.recurrent}};
    if (bound) variable["observed"] = bound->is_observed(id);
    out["variables"].push_back(std::move(variable));
  }
  return out.dump(2) + "\n";
}

int run(const CheckOptions& options) {
  Session session(options.common);
  const auto model = session.load();
  std::optional<Bound> bound;
  if (!options.data.observe.empty() || !options.data.data.empty()) bound = session.bind(model, session.read_data(options.data));
  std::cout << (options.common.json() ? json(*model, bound ? &*bound : nullptr) : text(*model, bound ? &*bound : nullptr));
  return 0;
}

}  // namespace

void add_check(CLI::App& app, Action& action) {
  auto* command = app.add_subcommand("check", "errors, or the variables with kinds, dimensions, supports and causes");
  auto options = std::make_shared<CheckOptions>();
  add_common(*command, options->common, false);
  add_data(*command, options->data);
  command->callback([options, &action] { action = [options] { return run(*options); }; });
}

}  // namespace scmc::cli
