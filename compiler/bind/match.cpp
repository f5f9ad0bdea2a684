/// Which column holds which variable.
#include <algorithm>
#include <set>

#include "compiler/bind/binder.h"

namespace scmc {
namespace {

bool allowed(const DataFile& file, const std::string& column) {
  return file.columns.empty() || std::ranges::count(file.columns, column) > 0;
}

std::vector<std::string> columns_of(const std::vector<DataFile>& files) {
  std::vector<std::string> names;
  for (const auto& file : files)
    for (const auto& column : file.table.columns)
      if (allowed(file, column.name)) names.push_back(column.name);
  return names;
}

}  // namespace

std::string Binder::files() const {
  std::string text;
  for (const auto& file : options_.files) text += (text.empty() ? "" : ", ") + file.table.file;
  return text;
}

/// As on a left-hand side: `x[day]`.
std::string Binder::written(const Variable& variable) const {
  std::string dims;
  for (DimId dim : variable.dims) dims += (dims.empty() ? "" : ", ") + model()[dim].name;
  return dims.empty() ? variable.name : variable.name + "[" + dims + "]";
}

/// Data always; random variables where they are marked `observe`, or nothing is.
bool Binder::wants_column(const Variable& variable) const {
  if (variable.column.empty()) return false;
  if (variable.kind == VariableKind::Data) return true;
  if (options_.latent.contains(variable.name)) return false;
  return model().has_observe_marks ? variable.marked_observed : true;
}

void Binder::match_columns() {
  matches_.resize(model().variables.size());
  for (const auto& file : options_.files)
    for (const auto& chosen : file.columns)
      if (!file.table.find(chosen)) {
        const auto near = data::near_name(chosen, file.table.names());
        report(errors::unknown_column(chosen, {file.table.file}, near.value_or("")));
      }
  for (std::size_t i = 0; i < matches_.size(); ++i) match(VariableId(i));
  std::set<std::pair<const DataFile*, std::string>> used;
  for (const auto& match : matches_)
    if (match)
      for (const auto* column : match->columns) used.emplace(match->file, column->name);
  for (const auto& file : options_.files)
    for (const auto& column : file.table.columns)
      if (!used.contains({&file, column.name}) && allowed(file, column.name) && !model().find_dim(column.name))
        bound_.unused.push_back(column.name);
}

void Binder::match(VariableId id) {
  const auto& v = model()[id];
  if (!wants_column(v)) return;
  auto found = find_column(id);
  if (!found) return refuse_missing(id);
  if (v.kind == VariableKind::Deterministic && v.intervened) return report(errors::observed_after_do(v, {found->file->table.file, 0, v.column}));
  const bool rows =
      found->file->table.format == data::Format::Csv ? found->file->table.rows > 1 : found->columns.front()->values.size() > 1;
  if (v.kind != VariableKind::Data && v.dims.empty() && rows) {
    const bool one = model().dims.size() == 1;
    return report(errors::scalar_meets_rows(v, found->columns.front()->values.size(), one ? model().dims.front().name : "",
                                            {found->file->table.file, 0, v.column}));
  }
  matches_[index(id)] = std::move(found);
}

/// A column of its name, or wide columns `name.label` over one of its dimensions.
std::optional<Match> Binder::find_column(VariableId id) {
  const auto& v = model()[id];
  std::optional<Match> found;
  for (const auto& file : options_.files) {
    if (file.inputs_only && v.kind != VariableKind::Data) continue;
    Match match{id, &file, {}};
    if (const auto* column = file.table.find(v.column); column && allowed(file, v.column)) match.columns = {column};
    for (const auto& column : file.table.columns) {
      if (!match.columns.empty() && !match.wide) break;
      if (!column.name.starts_with(v.column + ".") || v.dims.empty() || !allowed(file, column.name)) continue;
      match.wide = v.dims.back();
      match.wide_labels.push_back(column.name.substr(v.column.size() + 1));
      match.columns.push_back(&column);
    }
    if (match.columns.empty()) continue;
    if (found) return report(errors::column_in_two_files(v, found->file->table.file, file.table.file)), std::nullopt;
    found = std::move(match);
  }
  return found;
}

void Binder::refuse_missing(VariableId id) {
  const auto& v = model()[id];
  if (diagnostics_.has_errors()) return;
  const auto near = data::near_name(v.column, columns_of(options_.files)).value_or("");
  if (v.kind == VariableKind::Data && !v.default_value) return report(errors::data_without_value(v, written(v), files(), near));
  const bool has_to = v.kind != VariableKind::Data && (v.marked_observed || v.explicit_column) && options_.must_observe;
  if (has_to) report(errors::observed_without_column(v, files(), near));
}

/// Computed variables that are measured tell of the random variables behind them.
void Binder::find_preimages() {
  const std::function<bool(VariableId)> is_measured = [&](VariableId id) { return matches_[index(id)].has_value(); };
  for (std::size_t i = 0; i < matches_.size(); ++i) {
    const auto& v = model().variables[i];
    if (!matches_[i] || v.kind != VariableKind::Deterministic) continue;
    const errors::DataPlace at{matches_[i]->file->table.file, 0, v.column};
    auto result = preimage(model(), VariableId(i), is_measured);
    if (const auto* failure = std::get_if<NotInvertible>(&result)) return report(errors::not_invertible(v, *failure, at));
    auto found = std::get<Preimage>(std::move(result));
    if (const auto* other = bound_.preimage_of(found.latent))
      return report(errors::not_invertible(v, {v.span, "`" + model()[other->measured].name + "` tells of `" + model()[found.latent].name + "` already"}, at));
    bound_.preimages.push_back(std::move(found));
  }
}

/// Before the sizes: where no column is found, that no size is known is a consequence.
void Binder::require_observed() {
  if (!options_.must_observe) return;
  std::string candidates;
  for (VariableId id : model().order) {
    const auto& v = model()[id];
    if (v.kind != VariableKind::Data && matches_[index(id)]) return;
    if (v.kind != VariableKind::Random) continue;
    candidates += (candidates.empty() ? "`" : ", `") + v.name + "`";
  }
  if (!diagnostics_.has_errors()) report(errors::nothing_observed(files(), candidates));
}

/// A column that nothing uses and an unmeasured variable whose names differ by an edit: more likely a slip than a coincidence.
void Binder::check_near_misses() {
  for (std::size_t i = 0; i < matches_.size(); ++i) {
    const auto& v = model().variables[i];
    if (matches_[i] || v.kind != VariableKind::Random || options_.latent.contains(v.name) || v.marked_observed || model().has_observe_marks)
      continue;
    const auto near = data::near_name(v.column, bound_.unused);
    if (!near || *near == v.column) continue;
    for (const auto& file : options_.files)
      if (const auto* column = file.table.find(*near); column && column->shape.empty() == v.dims.empty())
        return report(errors::near_miss(v, written(v), {file.table.file, 0, *near}));
  }
}

}  // namespace scmc
