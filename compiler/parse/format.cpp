/// Statements to lines: which of them share one, which are aligned, which are broken.
#include "compiler/parse/format.h"

#include <algorithm>
#include <span>
#include <stdexcept>

#include "ScmLexer.h"
#include "compiler/parse/outline.h"
#include "compiler/parse/parse.h"
#include "compiler/parse/phrase.h"
#include "compiler/source/display.h"

namespace scmc {
namespace parse {
namespace {

constexpr int step = 2;
constexpr int unlimited = 1 << 28;

int columns(const std::string& text) { return static_cast<int>(display_width(text)); }
std::string spaces(int number) { return std::string(static_cast<std::size_t>(std::max(number, 0)), ' '); }

// ---------------------------------------------------------------- what fits on one line

std::optional<std::string> flat(const Block& block);

/// Nothing where it holds comments, or braces that are not closed on their line.
std::optional<std::string> flat(const Entry& entry, int padding = 0) {
  const Doc doc = phrase(entry, padding);
  if (has_remark(doc)) return {};
  const std::string text = render(doc, 0, unlimited);
  if (entry.body.empty()) return text;
  const auto body = flat(entry.body.front());
  return body ? std::optional{text + " " + *body} : std::nullopt;
}

std::optional<std::string> flat(const Block& block) {
  std::string text;
  if (!block.opening.empty() || !block.closing.empty()) return {};
  if (block.entries.empty()) return "{ }";
  if (!block.is_inline) return {};
  for (const Entry& entry : block.entries) {
    const auto one = flat(entry);
    const bool stays = &entry == &block.entries.front() || entry.continues_line;
    if (!one || !stays || !entry.trailing.empty() || !entry.before.empty()) return {};
    text += (text.empty() ? "" : ";  ") + *one;
  }
  return "{ " + text + " }";
}

// ---------------------------------------------------------------- lines

/// Statements that share a line, of which only the last may hold newlines or have a comment behind it.
struct Line {
  std::vector<const Entry*> entries;
  int padding = 0;  ///< before the `~` or `=` of an only entry
  std::string text = {};

  const Entry& first() const { return *entries.front(); }
  const Entry& last() const { return *entries.back(); }
};

/// The text of several entries on one line; nothing where one of them needs more.
std::optional<std::string> shared(const std::vector<const Entry*>& entries) {
  std::string text;
  for (const Entry* entry : entries) {
    const auto one = flat(*entry);
    if (!one) return {};
    text += (text.empty() ? "" : ";  ") + *one;
  }
  return text;
}

bool can_join(const Line& line, const Entry& entry, int width) {
  if (!entry.continues_line || !line.last().trailing.empty()) return false;
  std::vector<const Entry*> entries = line.entries;
  entries.push_back(&entry);
  const auto text = shared(entries);
  return text && columns(*text) <= width;
}

/// Those that a `;` joined stay together, as many as fit.
std::vector<Line> join(const Block& block, int width) {
  std::vector<Line> lines;
  for (const Entry& entry : block.entries) {
    if (!lines.empty() && can_join(lines.back(), entry, width)) lines.back().entries.push_back(&entry);
    else lines.push_back({{&entry}});
  }
  return lines;
}

/// Calls `align` on each run of neighbouring lines of which all belong, with no comment or blank line between them.
template <class Belongs, class Align>
void for_each_run(std::vector<Line>& lines, Belongs&& belongs, Align&& align) {
  for (auto begin = lines.begin(); begin != lines.end();) {
    auto end = begin;
    while (end != lines.end() && belongs(*end) && (end == begin || end->first().before.empty())) ++end;
    if (end - begin > 1) align(std::span(begin, end));
    begin = end == begin ? std::next(begin) : end;
  }
}

int columns_before_sign(const Entry& entry) {
  const auto sign = entry.pieces.begin() + static_cast<std::ptrdiff_t>(definition(entry));
  const Entry left{.before = {}, .pieces = {entry.pieces.begin(), sign}, .body = {}, .trailing = {}};
  return columns(render(phrase(left, 0), 0, unlimited));
}

void align_signs(std::vector<Line>& lines) {
  const auto belongs = [](const Line& line) {
    const Entry& entry = line.first();
    return line.entries.size() == 1 && definition(entry) < entry.pieces.size() && flat(entry);
  };
  for_each_run(lines, belongs, [](std::span<Line> run) {
    const auto is_set_apart = [](const Line& line) { return line.first().pieces[definition(line.first())].distance > 1; };
    if (std::ranges::none_of(run, is_set_apart)) return;
    int most = 0;
    for (const Line& line : run) most = std::max(most, columns_before_sign(line.first()));
    for (Line& line : run) line.padding = most - columns_before_sign(line.first());
  });
}

void add_trailing_comments(std::vector<Line>& lines) {
  const auto belongs = [](const Line& line) { return !line.last().trailing.empty() && line.text.find('\n') == std::string::npos; };
  for_each_run(lines, belongs, [](std::span<Line> run) {
    if (std::ranges::none_of(run, [](const Line& line) { return line.last().distance > step; })) return;
    int most = 0;
    for (const Line& line : run) most = std::max(most, columns(line.text));
    for (Line& line : run) line.text += spaces(most - columns(line.text));
  });
  for (Line& line : lines) {
    if (!line.last().trailing.empty()) line.text += "  " + line.last().trailing;
  }
}

// ---------------------------------------------------------------- blocks

/// The columns between which a block stands.
struct Margins {
  int left = 0, right = format_width;
  int width() const { return right - left; }
};

std::string text_of(const Block& block, Margins margins);

std::string braces(const Block& block, Margins margins) {
  const std::string opening = block.opening.empty() ? "" : "  " + block.opening;
  return " {" + opening + "\n" + text_of(block, {margins.left + step, margins.right}) + spaces(margins.left) + "}";
}

std::string text_of(const Line& line, Margins margins) {
  if (line.entries.size() > 1) return *shared(line.entries);
  const Entry& entry = line.first();
  const auto one = flat(entry, line.padding);
  if (one && columns(*one) <= margins.width()) return *one;
  const int brace = entry.body.empty() ? 0 : 2;
  const std::string head = render(phrase(entry, line.padding), margins.left, margins.right - brace);
  return head + (entry.body.empty() ? "" : braces(entry.body.front(), margins));
}

std::string comment_lines(const std::vector<std::string>& comments, int indent) {
  std::string text;
  for (const std::string& comment : comments) text += (comment.empty() ? "" : spaces(indent) + comment) + "\n";
  return text;
}

std::string text_of(const Block& block, Margins margins) {
  std::vector<Line> lines = join(block, margins.width());
  align_signs(lines);
  for (Line& line : lines) line.text = text_of(line, margins);
  add_trailing_comments(lines);
  std::string text;
  for (const Line& line : lines) text += comment_lines(line.first().before, margins.left) + spaces(margins.left) + line.text + "\n";
  return text + comment_lines(block.closing, margins.left);
}

// ---------------------------------------------------------------- what a layout must keep

std::vector<std::string> comments(const Sources& sources, FileId file) {
  Diagnostics ignored;
  std::vector<std::string> texts;
  for (const Lexeme& lexeme : lex(sources, file, ignored).value_or(std::vector<Lexeme>{})) {
    if (lexeme.type == ScmLexer::COMMENT) texts.emplace_back(lexeme.text.substr(0, lexeme.text.find_last_not_of(" \t") + 1));
  }
  return texts;
}

bool is_kept(const ast::Model& model, Sources& sources, FileId file, const std::string& text) {
  Diagnostics ignored;
  const FileId result = sources.add(sources[file].path, text);
  const auto again = parse_model(sources, result, ignored);
  return again && ast::same(model, *again) && comments(sources, file) == comments(sources, result);
}

}  // namespace
}  // namespace parse

std::optional<std::string> format(Sources& sources, FileId file, Diagnostics& diagnostics) {
  const auto model = parse_model(sources, file, diagnostics);
  if (!model) return {};
  const parse::Block block = parse::outline(*parse::lex(sources, file, diagnostics));
  // A line that begins with a variable named `data` might read as a statement, where it was broken: then none is broken.
  for (const int width : {format_width, parse::unlimited}) {
    std::string text = parse::text_of(block, {0, width});
    if (parse::is_kept(*model, sources, file, text)) return text;
  }
  throw std::logic_error("no layout of " + sources[file].path + " keeps what it says");
}

}  // namespace scmc
