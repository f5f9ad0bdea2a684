/// JSON by the reader of data files.
#include "runtime/emitted/data.h"

#include <algorithm>
#include <fstream>
#include <sstream>

#include "runtime/data/table.h"

namespace scmc::emitted {
namespace {

[[noreturn]] void refuse(const std::string& why) { throw std::invalid_argument(why); }

std::string count(std::size_t n) { return std::to_string(n) + (n == 1 ? " value" : " values"); }

Entries entries_of(const data::Outcome<data::Table>& table) {
  if (!table) refuse(table.problems.empty() ? "the data cannot be read" : table.problems.front().title);
  Entries entries;
  for (const auto& column : table->columns) {
    if (column.type == data::ColumnType::Label) refuse("`" + column.name + "` holds texts; give positions, counted from 0");
    entries[column.name] = column.values;
  }
  return entries;
}

}  // namespace

void Arrange::column(const Quantity& quantity, std::vector<double>& values) const {
  if (values.size() != quantity.size())
    refuse("`" + quantity.name + "` has " + count(values.size()) + ", its dimensions have room for " + std::to_string(quantity.size()));
  if (!quantity.held.empty()) values = held_order({quantity}, values.data());
}

Entries read_entries(const std::string& json) { return entries_of(data::read_json(json, "data")); }

Entries read_entries_of_file(const std::string& path) {
  std::ifstream file(path);
  std::ostringstream text;
  if (!file || !(text << file.rdbuf())) refuse("`" + path + "` cannot be read");
  return read_entries(text.str());
}

const std::vector<double>* Fill::take(const std::string& name) {
  known_.push_back(name);
  const auto found = entries_.find(name);
  if (found == entries_.end()) return nullptr;
  taken_.push_back(name);
  return &found->second;
}

void Fill::size(const std::string& name, std::int64_t& value) {
  const auto* entry = take(name);
  if (!entry) return;
  if (entry->size() != 1) refuse("`" + name + "` is a size, one number");
  const auto given = static_cast<std::int64_t>(entry->front());
  if (!may_resize_ && given != value) refuse("`" + name + "` is " + std::to_string(value) + " and cannot become " + std::to_string(given));
  value = given;
}

void Fill::number(const std::string& name, double& value) {
  const auto* entry = take(name);
  if (!entry) return;
  if (entry->size() != 1) refuse("`" + name + "` is one number, not " + count(entry->size()));
  value = entry->front();
}

void Fill::column(const Quantity& quantity, std::vector<double>& values) {
  const auto* entry = take(quantity.name);
  if (!entry) return;
  if (!may_resize_ && entry->size() != values.size())
    refuse("`" + quantity.name + "` has " + count(entry->size()) + ", the model was emitted with " + std::to_string(values.size()));
  if (std::any_of(entry->begin(), entry->end(), [](double x) { return x != x; })) refuse("`" + quantity.name + "` has missing values");
  values = *entry;
}

void Fill::finish() const {
  for (const auto& [name, values] : entries_) {
    if (std::find(taken_.begin(), taken_.end(), name) != taken_.end()) continue;
    std::string all;
    for (const auto& known : known_) all += (all.empty() ? "" : ", ") + known;
    refuse("the model has no data `" + name + "`; there are " + all);
  }
}

}  // namespace scmc::emitted
