/// From classified cells to a column: what kind of column they make, and which cells contradict it.
#include "runtime/data/build_column.h"

#include <algorithm>
#include <limits>
#include <numeric>
#include <unordered_map>
#include <utility>

namespace scmc::data {
namespace {

ColumnType number_type(const Census& census) {
  const std::size_t numbers = census.numbers();
  if (numbers == 0) return ColumnType::Real;
  if (census[CellKind::Logical] == numbers) return ColumnType::Logical;
  return census[CellKind::Real] == 0 ? ColumnType::Integer : ColumnType::Real;
}

/// Labels to positions, in the order of first appearance. Keys refer to the texts of the file, which outlive it.
class Dictionary {
 public:
  double position(std::string_view label) {
    const auto [entry, inserted] = positions_.try_emplace(label, positions_.size());
    if (inserted) labels_.emplace_back(label);
    return static_cast<double>(entry->second);
  }
  std::vector<std::string> take() && { return std::move(labels_); }

 private:
  std::unordered_map<std::string_view, std::size_t> positions_;
  std::vector<std::string> labels_;
};

/// Dates in one form ascend as texts do.
bool all_dates(const Census& census, const std::vector<std::string>& labels) {
  if (labels.empty() || census[CellKind::Date] != census.texts() || census.numbers() > 0) return false;
  return std::ranges::all_of(labels, [&](const std::string& label) { return label.size() == labels.front().size(); });
}

void sort_labels(Column& column) {
  std::vector<std::size_t> order(column.labels.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::ranges::sort(order, {}, [&](std::size_t label) -> const std::string& { return column.labels[label]; });
  std::vector<double> position(order.size());
  for (std::size_t i = 0; i < order.size(); ++i) position[order[i]] = static_cast<double>(i);
  for (double& value : column.values)
    if (!std::isnan(value)) value = position[static_cast<std::size_t>(value)];
  std::ranges::sort(column.labels);
}

void fill_labels(Column& column, const RawColumn& raw) {
  Dictionary dictionary;
  for (std::size_t cell = 0; cell < column.values.size(); ++cell) {
    const std::string_view text = raw.text_of(cell);
    const bool missing = classify(text).kind == CellKind::Missing;
    column.values[cell] = missing ? std::numeric_limits<double>::quiet_NaN() : dictionary.position(text);
  }
  column.labels = std::move(dictionary).take();
}

}  // namespace

bool holds_labels(const Census& census) { return census.texts() > 0 && census.texts() >= census.numbers(); }

std::vector<Misfit> misfits(const Census& census) {
  if (holds_labels(census)) return {};
  std::vector<Misfit> found;
  for (CellKind kind : {CellKind::Text, CellKind::Date, CellKind::Grouped, CellKind::HugeInteger})
    if (census[kind] > 0) found.push_back({kind, census.first_of(kind), census[kind] - 1});
  return found;
}

Column build_column(RawColumn raw) {
  Column column;
  column.name = raw.name;
  column.shape = raw.shape;
  column.values = std::move(raw.values);
  column.missing = raw.census[CellKind::Missing];
  if (!holds_labels(raw.census)) {
    column.type = number_type(raw.census);
    return column;
  }
  column.type = ColumnType::Label;
  fill_labels(column, raw);
  column.dates = all_dates(raw.census, column.labels);
  if (column.dates) sort_labels(column);
  return column;
}

std::vector<bool> Column::missing_mask() const {
  std::vector<bool> mask(values.size());
  for (std::size_t cell = 0; cell < values.size(); ++cell) mask[cell] = is_missing(cell);
  return mask;
}

Column label_column(std::string name, const std::vector<std::string>& texts) {
  RawColumn raw{.name = std::move(name), .shape = {texts.size()}, .values = std::vector<double>(texts.size()), .census = {}, .text_of = {}};
  for (std::size_t cell = 0; cell < texts.size(); ++cell) {
    const CellKind kind = classify(texts[cell]).kind;
    raw.census.add(kind == CellKind::Missing || kind == CellKind::Date ? kind : CellKind::Text, cell);
  }
  raw.text_of = [&texts](std::size_t cell) { return std::string_view(texts[cell]); };
  return build_column(std::move(raw));
}

Column number_column(std::string name, std::vector<double> values) {
  const std::size_t size = values.size();
  return number_column(std::move(name), std::move(values), {size});
}

Column number_column(std::string name, std::vector<double> values, std::vector<std::size_t> shape) {
  RawColumn raw{.name = std::move(name), .shape = std::move(shape), .values = std::move(values), .census = {}, .text_of = {}};
  for (std::size_t cell = 0; cell < raw.values.size(); ++cell) raw.census.add(number_cell(raw.values[cell]).kind, cell);
  return build_column(std::move(raw));
}

}  // namespace scmc::data
