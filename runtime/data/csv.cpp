/// Reads CSV (RFC 4180, header first): libcsv finds the cells, the census of each column decides its type.
#include <csv.h>

#include <algorithm>
#include <memory>
#include <utility>

#include "runtime/data/build_column.h"
#include "runtime/data/problems.h"
#include "runtime/data/table.h"
#include "runtime/data/utf8.h"

namespace scmc::data {
namespace {

struct RaggedRow {
  long line;
  std::size_t found;
  std::size_t others;
};

/// All cells of a file, row by row, in one string.
struct Cells {
  std::string text;
  std::vector<std::size_t> ends;  ///< where each cell ends in `text`
  std::size_t rows = 0;
  std::vector<long> lines;  ///< where each row begins in the file; empty while row r (from 0) begins in line r + 2
  std::vector<std::string> header;
  std::optional<RaggedRow> ragged;
  std::optional<Problem> unreadable;  ///< by its encoding or its quotes; nothing behind it was read

  long line_of(std::size_t row) const { return lines.empty() ? static_cast<long>(row) + 2 : lines[row]; }

  void add_row(long line) {
    const bool regular = lines.empty() && line == static_cast<long>(rows) + 2;
    if (!regular && lines.empty())
      for (std::size_t row = 0; row < rows; ++row) lines.push_back(static_cast<long>(row) + 2);
    if (!regular) lines.push_back(line);
    ++rows;
  }

  std::string_view cell(std::size_t row, std::size_t column) const {
    const std::size_t at = row * header.size() + column;
    const std::size_t begin = at == 0 ? 0 : ends[at - 1];
    return std::string_view(text).substr(begin, ends[at] - begin);
  }
};

struct FreeParser {
  void operator()(csv_parser* parser) const {
    csv_free(parser);
    delete parser;
  }
};

std::optional<Problem> encoding_problem(std::string_view text, const std::string& file, long line) {
  if (text.starts_with("\xFF\xFE") || text.starts_with("\xFE\xFF")) return problems::not_utf8_but_utf16(file);
  const auto invalid = first_invalid_utf8(text);
  if (!invalid) return std::nullopt;
  Problem where;
  where.file = file;
  where.row = line + std::ranges::count(text.substr(0, *invalid), '\n');
  return problems::not_utf8(where);
}

/// Feeds libcsv line by line, so that every record knows the line it begins in.
class Tokenizer {
 public:
  /// `size`: of the file, where it is known.
  Tokenizer(const std::string& file, std::size_t size) : file_(file), parser_(new csv_parser) {
    if (csv_init(parser_.get(), CSV_STRICT | CSV_STRICT_FINI) != 0) throw std::bad_alloc();
    cells_.text.reserve(size);
    cells_.ends.reserve(size / 8);
  }

  /// A part of the file that ends where a line ends, or the file does.
  void read(std::string_view text) {
    if (cells_.unreadable) return;
    if (first_ && text.starts_with(byte_order_mark)) text.remove_prefix(byte_order_mark.size());
    first_ = false;
    cells_.unreadable = encoding_problem(text, file_, line_);
    for (std::size_t at = 0; at < text.size() && !cells_.unreadable; ++line_) {
      const std::string_view line = line_at(text, at);
      feed(line);
      at += line.size();
    }
  }

  Cells take() && {
    if (!cells_.unreadable && csv_fini(parser_.get(), on_cell, on_row, this) != 0) {
      cells_.unreadable = problems::unclosed_quote({.file = file_, .row = record_line_, .column = current_column()});
    }
    return std::move(cells_);
  }

 private:
  static void on_cell(void* content, std::size_t size, void* self) {
    static_cast<Tokenizer*>(self)->add_cell({static_cast<const char*>(content), size});
  }
  static void on_row(int, void* self) { static_cast<Tokenizer*>(self)->end_row(); }

  /// With its line end: LF, CRLF, or the CR of old files.
  static std::string_view line_at(std::string_view text, std::size_t at) {
    const std::string_view rest = text.substr(at);
    std::string_view line = rest.substr(0, std::min(rest.find('\n'), rest.size() - 1) + 1);
    const std::size_t cr = line.find('\r');
    return cr == std::string_view::npos || (cr + 2 == line.size() && line.back() == '\n') ? line : line.substr(0, cr + 1);
  }

  void feed(std::string_view line) {
    if (!in_record_) {
      if (line.find_first_not_of(" \t\r\n") == std::string_view::npos) return note_blank_line();
      fill_blank_lines();
      record_line_ = line_;
      in_record_ = true;
    }
    if (csv_parse(parser_.get(), line.data(), line.size(), on_cell, on_row, this) != line.size()) {
      cells_.unreadable = problems::stray_quote({.file = file_, .row = line_, .column = current_column()});
    }
  }

  /// In a file of one column a blank line is an empty cell, unless only blank lines follow.
  void note_blank_line() {
    if (cells_.header.size() == 1) blank_lines_.push_back(line_);
  }
  void fill_blank_lines() {
    for (long line : blank_lines_) {
      cells_.ends.push_back(cells_.text.size());
      cells_.add_row(line);
    }
    blank_lines_.clear();
  }

  std::string current_column() const { return cells_in_row_ < cells_.header.size() ? cells_.header[cells_in_row_] : ""; }

  void add_cell(std::string_view content) {
    ++cells_in_row_;
    if (header_read_ && cells_in_row_ > cells_.header.size()) return;
    if (!header_read_) {
      cells_.header.emplace_back(content);
    } else {
      cells_.text += content;
      cells_.ends.push_back(cells_.text.size());
    }
  }

  void end_row() {
    if (header_read_) {
      if (cells_in_row_ != cells_.header.size()) note_ragged_row();
      cells_.add_row(record_line_);
      cells_.ends.resize(cells_.rows * cells_.header.size(), cells_.text.size());
    }
    header_read_ = true;
    in_record_ = false;
    cells_in_row_ = 0;
  }

  void note_ragged_row() {
    if (cells_.ragged) {
      ++cells_.ragged->others;
    } else {
      cells_.ragged = RaggedRow{record_line_, cells_in_row_, 0};
    }
  }

  std::string file_;
  std::unique_ptr<csv_parser, FreeParser> parser_;
  Cells cells_;
  std::vector<long> blank_lines_;
  long line_ = 1, record_line_ = 1;
  std::size_t cells_in_row_ = 0;
  bool first_ = true, header_read_ = false, in_record_ = false;
};

// ---------------------------------------------------------------- problems of the file as a whole

std::optional<Problem> separator_problem(const Cells& cells, const std::string& file) {
  if (cells.header.size() != 1) return std::nullopt;
  for (char separator : {';', '\t', '|'})
    if (cells.header[0].find(separator) != std::string::npos) return problems::other_separator(file, separator);
  return std::nullopt;
}

bool all_numbers(const std::vector<std::string>& names) {
  return std::ranges::all_of(names, [](const std::string& name) {
    const CellKind kind = classify(name).kind;
    return kind == CellKind::Integer || kind == CellKind::Real;
  });
}

Problems header_problems(const Cells& cells, const std::string& file) {
  if (all_numbers(cells.header)) return {problems::no_header(file)};
  Problems found;
  std::vector<std::string> seen, repeated;
  for (std::size_t c = 0; c < cells.header.size(); ++c) {
    const std::string& name = cells.header[c];
    if (name.empty()) found.push_back(problems::unnamed_column(file, c + 1));
    else if (std::ranges::count(seen, name) > 0) repeated.push_back(name);
    else seen.push_back(name);
  }
  std::ranges::sort(repeated);
  repeated.erase(std::ranges::unique(repeated).begin(), repeated.end());
  for (const auto& name : repeated) found.push_back(problems::duplicate_column(file, name));
  return found;
}

Problems structure_problems(const Cells& cells, const std::string& file) {
  if (cells.unreadable) return {*cells.unreadable};
  if (cells.header.empty()) return {problems::empty_file(file)};
  if (const auto problem = separator_problem(cells, file)) return {*problem};
  Problems found = header_problems(cells, file);
  if (cells.ragged) {
    const RaggedRow& row = *cells.ragged;
    found.push_back(
        problems::ragged_row({.file = file, .row = row.line}, {.expected = cells.header.size(), .found = row.found, .others = row.others}));
  }
  if (found.empty() && cells.rows == 0) found.push_back(problems::header_only(file));
  return found;
}

// ---------------------------------------------------------------- columns

RawColumn raw_column(const Cells& cells, std::size_t column) {
  const std::size_t rows = cells.rows;
  RawColumn raw{.name = cells.header[column], .shape = {rows}, .values = std::vector<double>(rows), .census = {}, .text_of = {}};
  for (std::size_t row = 0; row < rows; ++row) {
    const Cell cell = classify(cells.cell(row, column));
    raw.values[row] = cell.value;
    raw.census.add(cell.kind, row);
  }
  raw.text_of = [&cells, column](std::size_t row) { return cells.cell(row, column); };
  return raw;
}

Problem misfit_problem(const RawColumn& raw, const Misfit& misfit, problems::Place place) {
  const problems::BadCell cell{.place = std::move(place), .text = std::string(raw.text_of(misfit.cell)), .others = misfit.others};
  if (misfit.kind == CellKind::Grouped) return problems::thousands_separator(cell);
  if (misfit.kind == CellKind::HugeInteger) return problems::huge_integer(cell);
  return problems::not_a_number(cell);
}

Outcome<Table> table_of(Cells cells, const std::string& file) {
  Problems found = structure_problems(cells, file);
  if (!found.empty()) return found;
  Table table{.file = file, .format = Format::Csv, .columns = {}, .rows = cells.rows, .lines = {}};
  for (std::size_t column = 0; column < cells.header.size(); ++column) {
    RawColumn raw = raw_column(cells, column);
    for (const Misfit& misfit : misfits(raw.census))
      found.push_back(misfit_problem(raw, misfit, {.file = file, .row = cells.line_of(misfit.cell), .column = raw.name}));
    table.columns.push_back(build_column(std::move(raw)));
  }
  table.lines = std::move(cells.lines);
  if (!found.empty()) return found;
  return table;
}

}  // namespace

Outcome<Table> read_csv(std::string_view text, const std::string& file) {
  Tokenizer tokenizer(file, text.size());
  tokenizer.read(text);
  return table_of(std::move(tokenizer).take(), file);
}

Outcome<Table> read_csv_file(const std::string& path) {
  std::optional<Tokenizer> tokenizer;
  std::string pending;
  const auto problem = for_each_block(path, [&](std::string_view block, std::size_t size) {
    if (!tokenizer) tokenizer.emplace(path, size);
    const std::size_t whole = block.rfind('\n') + 1;
    pending += block.substr(0, whole);
    if (whole > 0) tokenizer->read(pending), pending.clear();
    pending += block.substr(whole);
  });
  if (problem) return *problem;
  if (!tokenizer) tokenizer.emplace(path, 0);
  tokenizer->read(pending);
  return table_of(std::move(*tokenizer).take(), path);
}

}  // namespace scmc::data
