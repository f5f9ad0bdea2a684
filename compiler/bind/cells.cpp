/// From rows or nested arrays to the cells of each variable.
#include <algorithm>
#include <cmath>
#include <limits>

#include "compiler/bind/binder.h"

namespace scmc {
namespace {
constexpr double missing = std::numeric_limits<double>::quiet_NaN();
constexpr auto unset = static_cast<std::size_t>(-1);
}  // namespace

errors::DataPlace Binder::place(const Match& match, std::size_t cell) const {
  const bool rows = match.file->table.format == data::Format::Csv;
  return {match.file->table.file, rows ? match.file->table.line_of(cell) : 0, match.columns.front()->name};
}

/// The 0-based position that a cell names; NaN where it is missing; nothing after an error.
std::optional<double> Binder::position(const Variable& variable, DimId dim, const data::Column& column, std::size_t cell,
                                       const DataFile& file) {
  if (column.is_missing(cell)) return missing;
  const auto& axis = bound_.axes[index(dim)];
  const double value = column.values[cell];
  const errors::DataPlace where{file.table.file, file.table.format == data::Format::Csv ? file.table.line_of(cell) : 0, column.name};
  if (column.type == data::ColumnType::Label) {
    const auto& label = column.labels[static_cast<std::size_t>(value)];
    const auto found = std::ranges::find(axis.labels, label);
    if (found == axis.labels.end()) return report(errors::unknown_label(variable, model()[dim], label, where)), std::nullopt;
    return static_cast<double>(found - axis.labels.begin());
  }
  if (value != std::floor(value)) return report(errors::not_an_integer(variable, value, where)), std::nullopt;
  const double position = value - static_cast<double>(axis.first);
  if (position < 0 || position >= static_cast<double>(axis.size))
    return report(errors::position_out_of_range(variable, model()[dim], value, axis.first, axis.first + axis.size - 1, where)),
           std::nullopt;
  return position;
}

void Binder::read_cells() {
  for (const auto& match : matches_) {
    if (!match) continue;
    const auto& v = model()[match->variable];
    auto& column = bound_.columns[index(match->variable)].emplace();
    column.file = match->file->table.file;
    column.values.assign(static_cast<std::size_t>(bound_.size(v.dims)), missing);
    const bool text = std::ranges::any_of(
        match->columns, [](const auto* c) { return c->type == data::ColumnType::Label && c->missing < c->values.size(); });
    if (text && v.type.kind != ScalarKind::Index) {
      report(errors::text_for_number(v, {match->file->table.file, 0, v.column}));
      continue;
    }
    if (match->file->table.format == data::Format::Csv) read_rows(*match);
    else read_shaped(*match);
    if (!diagnostics_.has_errors()) check_cells(match->variable, *match);
  }
}

void Binder::read_shaped(const Match& match) {
  const auto& v = model()[match.variable];
  const auto& column = *match.columns.front();
  auto& values = bound_.columns[index(match.variable)]->values;
  for (std::size_t cell = 0; cell < values.size(); ++cell) {
    const auto value =
        v.type.kind == ScalarKind::Index ? position(v, *v.type.carries, column, cell, *match.file) : std::optional(column.values[cell]);
    if (!value) return;
    values[cell] = *value;
  }
}

void Binder::read_rows(const Match& match) {
  const auto& v = model()[match.variable];
  const auto& layout = layouts_[match.file];
  auto& values = bound_.columns[index(match.variable)]->values;
  cell_of_file_.assign(values.size(), unset);
  std::string dims;
  for (DimId dim : v.dims) dims += (dims.empty() ? "`" : ", `") + model()[dim].name + "`";
  for (std::size_t row = 0; row < match.file->table.rows; ++row)
    for (std::size_t w = 0; w < match.columns.size(); ++w) {
      std::size_t cell = 0;
      for (DimId dim : v.dims) {
        const auto named = std::ranges::find(layout.named, dim, [](const auto& n) { return n.first; });
        std::optional<double> at = static_cast<double>(row);
        if (match.wide == dim) {
          const auto& labels = bound_.axes[index(dim)].labels;
          const auto found = std::ranges::find(labels, match.wide_labels[w]);
          if (found == labels.end())
            return report(
                errors::unknown_label(v, model()[dim], match.wide_labels[w], {match.file->table.file, 0, match.columns[w]->name}));
          at = static_cast<double>(found - labels.begin());
        } else if (named != layout.named.end()) {
          at = position(v, dim, *named->second, row, *match.file);
        }
        if (!at) return;
        if (std::isnan(*at))
          return report(errors::missing_in_data(v, {match.file->table.file, match.file->table.line_of(row), model()[dim].name}, 0));
        cell = cell * static_cast<std::size_t>(bound_.axes[index(dim)].size) + static_cast<std::size_t>(*at);
      }
      const auto& column = *match.columns[w];
      const auto value =
          v.type.kind == ScalarKind::Index ? position(v, *v.type.carries, column, row, *match.file) : std::optional(column.values[row]);
      if (!value) return;
      const bool differs = cell_of_file_[cell] != unset && values[cell] != *value && !(std::isnan(values[cell]) && std::isnan(*value));
      if (differs) return report(errors::not_constant(v, dims.empty() ? "whole file" : dims, *value, values[cell], place(match, row)));
      values[cell] = *value, cell_of_file_[cell] = row * match.columns.size() + w;
    }
}

void Binder::check_cells(VariableId id, const Match& match) {
  const auto& v = model()[id];
  auto& column = *bound_.columns[index(id)];
  const auto low = v.support.lower ? constant_value(v.support.lower) : std::nullopt,
             high = v.support.upper ? constant_value(v.support.upper) : std::nullopt;
  const auto where = [&](std::size_t cell) -> errors::DataPlace {
    const bool written = match.file->table.format == data::Format::Csv && cell_of_file_[cell] != unset;
    if (!written) return {match.file->table.file, 0, v.column};
    const auto width = match.columns.size();
    return {match.file->table.file, match.file->table.line_of(cell_of_file_[cell] / width),
            match.columns[cell_of_file_[cell] % width]->name};
  };
  for (std::size_t cell = 0; cell < column.values.size(); ++cell) {
    const double x = column.values[cell];
    if (std::isnan(x)) {
      column.missing.push_back(cell);
      continue;
    }
    if (v.type.kind == ScalarKind::Integer && x != std::floor(x)) return report(errors::not_an_integer(v, x, where(cell)));
    const bool open = v.support.shape == Support::Shape::Real;
    const bool outside = (low && (x < *low || (open && x == *low && v.support.name == "positive"))) || (high && x > *high) || std::isinf(x);
    if (v.kind == VariableKind::Random && outside) return report(errors::outside_support(v, x, v.support.name, where(cell)));
  }
  if (v.kind == VariableKind::Data && !column.missing.empty())
    report(errors::missing_in_data(v, where(column.missing.front()), column.missing.size() - 1));
}

}  // namespace scmc
