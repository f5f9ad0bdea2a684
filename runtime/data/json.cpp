/// Reads JSON: an object of numbers, strings, and nested arrays of them.
#include <algorithm>
#include <nlohmann/json.hpp>
#include <utility>

#include "runtime/data/build_column.h"
#include "runtime/data/json_infinities.h"
#include "runtime/data/problems.h"
#include "runtime/data/table.h"
#include "runtime/data/utf8.h"

namespace scmc::data {
namespace {

/// The entry that is being read: its cells so far, and the shape as far as it is known.
struct Entry {
  RawColumn raw;
  std::vector<std::string> texts;                 ///< of the cells, where they are not plain numbers
  std::vector<std::optional<std::size_t>> shape;  ///< by depth, once the first array of that depth has closed
  std::optional<std::size_t> depth;               ///< of the cells
  std::vector<std::size_t> counts;                ///< items seen in each of the open arrays
  int open_objects = 0;
  bool faulty = false;  ///< one mistake an entry is reported
};

/// `y[2,3]` for the item that is being read; items count from 1.
std::string item_name(const std::string& name, const std::vector<std::size_t>& counts) {
  if (counts.empty()) return name;
  std::string text = name + "[";
  for (std::size_t i = 0; i < counts.size(); ++i) text += (i == 0 ? "" : ",") + std::to_string(counts[i] + 1);
  return text + "]";
}

/// The same for a cell of a whole array.
std::string cell_name(const RawColumn& raw, std::size_t cell) {
  std::vector<std::size_t> position(raw.shape.size());
  for (std::size_t axis = raw.shape.size(); axis-- > 0; cell /= raw.shape[axis]) position[axis] = cell % raw.shape[axis];
  return item_name(raw.name, position);
}

/// The events of nlohmann's parser, collected entry by entry. What it returns tells the parser whether to go on.
class Collector : public nlohmann::json_sax<nlohmann::json> {
 public:
  explicit Collector(std::string file) : file_(std::move(file)) {}

  bool null() override { return cell({CellKind::Missing, std::numeric_limits<double>::quiet_NaN()}, ""); }
  bool boolean(bool value) override { return cell({CellKind::Logical, value ? 1.0 : 0.0}, value ? "true" : "false"); }
  bool number_integer(number_integer_t value) override { return integer(std::to_string(value)); }
  bool number_unsigned(number_unsigned_t value) override { return integer(std::to_string(value)); }
  bool number_float(number_float_t value, const string_t& text) override {
    const Cell huge = classify(text);
    return cell(huge.kind == CellKind::HugeInteger ? huge : number_cell(value), text);
  }
  bool string(string_t& value) override {
    const Cell read = classify(value);
    const bool special = read.kind == CellKind::Missing || read.kind == CellKind::Date || std::isinf(read.value);
    return cell(special ? read : Cell{CellKind::Text, std::numeric_limits<double>::quiet_NaN()}, value);
  }
  bool binary(binary_t&) override { return true; }

  bool start_object(std::size_t) override {
    if (!opened_) return opened_ = true;
    if (!entry_) return reject_top_level();
    if (entry_->open_objects++ == 0) fault(problems::nested_object({.file = file_, .column = entry_->raw.name}));
    return true;
  }
  bool key(string_t& name) override {
    if (!entry_ || entry_->open_objects == 0) begin_entry(name);
    return true;
  }
  bool end_object() override {
    if (entry_ && entry_->open_objects > 0) --entry_->open_objects;
    else finish_entry();
    return true;
  }

  bool start_array(std::size_t) override {
    if (!entry_) return reject_top_level();
    if (entry_->open_objects == 0) entry_->counts.push_back(0);
    return true;
  }
  bool end_array() override {
    if (entry_->open_objects > 0) return true;
    const std::size_t depth = entry_->counts.size(), found = entry_->counts.back();
    entry_->counts.pop_back();
    close_array(depth, found);
    if (!entry_->counts.empty()) ++entry_->counts.back();
    return true;
  }

  bool parse_error(std::size_t position, const std::string& token, const nlohmann::detail::exception& error) override {
    syntax_error_ = SyntaxError{position, token, error.id, error.what()};
    return false;
  }

  struct SyntaxError {
    std::size_t position;
    std::string token;
    int id;
    std::string message;
  };
  const std::optional<SyntaxError>& syntax_error() const { return syntax_error_; }
  const Problems& problems() const { return problems_; }
  Table take() && { return std::move(table_); }

 private:
  bool reject_top_level() {
    problems_.push_back(problems::not_an_object(file_));
    return false;
  }

  void fault(Problem problem) {
    if (!entry_->faulty) problems_.push_back(std::move(problem));
    entry_->faulty = true;
  }

  void ragged(const std::string& where, const std::string& what) {
    fault(problems::ragged_array({.file = file_, .column = entry_->raw.name}, where, what));
  }

  bool integer(const std::string& text) { return cell(classify(text), text); }

  bool cell(Cell read, std::string_view text) {
    if (!entry_) return reject_top_level();
    if (entry_->open_objects > 0) return true;
    const std::size_t depth = entry_->counts.size();
    if (!entry_->depth) entry_->depth = depth;
    if (*entry_->depth != depth) ragged(item_name(entry_->raw.name, entry_->counts), "is a value where others are arrays, or the reverse");
    add(read, text);
    if (depth > 0) ++entry_->counts.back();
    return true;
  }

  void add(Cell read, std::string_view text) {
    RawColumn& raw = entry_->raw;
    const std::size_t at = raw.values.size();
    raw.values.push_back(read.value);
    raw.census.add(read.kind, at);
    if (read.kind == CellKind::Integer || read.kind == CellKind::Real) return;
    entry_->texts.resize(at);
    entry_->texts.emplace_back(text);
  }

  void close_array(std::size_t depth, std::size_t found) {
    Entry& entry = *entry_;
    const std::string where = item_name(entry.raw.name, entry.counts);
    if (!entry.depth && found == 0) entry.depth = depth;
    if (depth > *entry.depth) return ragged(where, "is an array where others are values");
    if (entry.shape.size() < depth) entry.shape.resize(depth);
    auto& expected = entry.shape[depth - 1];
    if (!expected) expected = found;
    if (*expected != found) ragged(where, "has length " + std::to_string(found) + ", where " + std::to_string(*expected) + " is expected");
  }

  void begin_entry(const std::string& name) {
    finish_entry();
    entry_.emplace();
    entry_->raw.name = name;
    if (name.empty()) fault(problems::unnamed_column(file_, table_.columns.size() + 1));
    if (table_.find(name) != nullptr) fault(problems::duplicate_column(file_, name));
  }

  void finish_entry() {
    if (!entry_) return;
    RawColumn& raw = entry_->raw;
    for (const auto& length : entry_->shape) raw.shape.push_back(length.value_or(0));
    entry_->texts.resize(raw.values.size());
    raw.text_of = [texts = std::move(entry_->texts)](std::size_t cell) { return std::string_view(texts[cell]); };
    if (!entry_->faulty) check_cells(raw);
    table_.columns.push_back(build_column(std::move(raw)));
    entry_.reset();
  }

  /// JSON says what is a string, so numbers among strings are as wrong as strings among numbers.
  void check_cells(const RawColumn& raw) {
    for (const Misfit& misfit : misfits(raw.census)) report(raw, misfit);
    if (!holds_labels(raw.census)) return;
    std::optional<std::size_t> first;
    for (CellKind kind : {CellKind::Logical, CellKind::Integer, CellKind::HugeInteger, CellKind::Real})
      if (raw.census[kind] > 0) first = std::min(first.value_or(raw.census.first_of(kind)), raw.census.first_of(kind));
    if (first) fault(problems::mixed_array(bad_cell(raw, *first, raw.census.numbers() - 1), false));
  }

  void report(const RawColumn& raw, const Misfit& misfit) {
    const problems::BadCell cell = bad_cell(raw, misfit.cell, misfit.others);
    problems_.push_back(misfit.kind == CellKind::HugeInteger ? problems::huge_integer(cell) : problems::mixed_array(cell, true));
  }

  problems::BadCell bad_cell(const RawColumn& raw, std::size_t cell, std::size_t others) const {
    const std::string_view text = raw.text_of(cell);
    return {.place = {.file = file_, .column = raw.name},
            .text = text.empty() ? nlohmann::json(raw.values[cell]).dump() : std::string(text),
            .where = cell_name(raw, cell),
            .others = others};
  }

  std::string file_;
  Table table_{.file = file_, .format = Format::Json, .columns = {}, .rows = 0, .lines = {}};
  Problems problems_;
  std::optional<SyntaxError> syntax_error_;
  std::optional<Entry> entry_;
  bool opened_ = false;
};

/// What nlohmann says after its own account of the place: "unexpected '}'; expected string literal".
std::string reason(const Collector::SyntaxError& error) {
  if (error.id == 406) return "`" + error.token + "` is too large for a number";
  const std::string_view marker = "syntax error while parsing ";
  const std::size_t at = error.message.find(marker);
  if (at == std::string::npos) return "the JSON cannot be parsed";
  std::string text = error.message.substr(at + marker.size());
  const std::size_t last_read = text.find("; last read: "), expected = text.find("; expected ");
  if (last_read != std::string::npos && (expected == std::string::npos || last_read < expected)) {
    text.erase(last_read, expected == std::string::npos ? std::string::npos : expected - last_read);
  }
  std::ranges::replace(text, '\n', ' ');
  return "the JSON cannot be parsed: in the " + text;
}

/// Line and character of a byte.
Problem place_in(std::string_view text, const std::string& file, std::size_t position) {
  const std::string_view before = text.substr(0, std::min(position, text.size()));
  const std::string_view line = before.substr(before.rfind('\n') + 1);
  Problem where;
  where.file = file;
  where.row = 1 + std::ranges::count(before, '\n');
  where.character = 1 + std::ranges::count_if(line, [](char c) { return (static_cast<unsigned char>(c) & 0xc0) != 0x80; });
  return where;
}

std::optional<Problem> text_problem(std::string_view text, const std::string& file) {
  if (text.starts_with("\xFF\xFE") || text.starts_with("\xFE\xFF")) return problems::not_utf8_but_utf16(file);
  if (const auto invalid = first_invalid_utf8(text)) return problems::not_utf8(place_in(text, file, *invalid));
  if (text.find_first_not_of(" \t\r\n") == std::string_view::npos) return problems::empty_file(file);
  return std::nullopt;
}

}  // namespace

Outcome<Table> read_json(std::string_view text, const std::string& file) {
  if (text.starts_with(byte_order_mark)) text.remove_prefix(byte_order_mark.size());
  if (const auto problem = text_problem(text, file)) return *problem;
  const StandardJson standard = standardize_json(text);
  Collector collector(file);
  nlohmann::json::sax_parse(standard.text, &collector);
  if (const auto& error = collector.syntax_error()) {
    const std::size_t position = standard.original_position(error->position > 0 ? error->position - 1 : 0);
    return problems::bad_json(place_in(text, file, position), reason(*error));
  }
  if (!collector.problems().empty()) return collector.problems();
  Table table = std::move(collector).take();
  if (table.columns.empty()) return problems::empty_file(file);
  return table;
}

}  // namespace scmc::data
