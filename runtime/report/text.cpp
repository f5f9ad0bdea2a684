/// Text in columns of characters: widths, padding, wrapping, and what a terminal may add.
#include "runtime/report/text.h"

#include <algorithm>
#include <utility>

namespace scmc::report {
namespace {

constexpr std::size_t entry_indent = 2, shortest_label = 10, longest_label = 24, entry_gap = 2;

/// A word with the spaces before it.
std::string_view next_piece(std::string_view text) {
  const std::size_t word = std::min(text.find_first_not_of(' '), text.size());
  return text.substr(0, text.find(' ', word));
}

std::vector<std::string_view> split_lines(std::string_view text) {
  std::vector<std::string_view> lines;
  for (std::size_t at = 0; at <= text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    lines.push_back(text.substr(at, end - at));
    at = end + 1;
  }
  return lines;
}

/// One paragraph, laid out word by word.
class Paragraph {
 public:
  explicit Paragraph(Margins margins) : margins_(margins), used_(margins.first) {}

  std::string fill(std::string_view text) && {
    while (!text.empty()) {
      const std::string_view piece = next_piece(text);
      text.remove_prefix(piece.size());
      place(piece);
    }
    trim();
    return std::move(result_);
  }

 private:
  void place(std::string_view piece) {
    const std::size_t word = std::min(piece.find_first_not_of(' '), piece.size());
    const std::size_t tab = piece.find('\t');
    std::string shown(piece);
    std::erase(shown, '\t');
    if (!at_start_ && used_ + display_width(shown) > margins_.width) {
      trim();
      result_ += "\n" + std::string(margins_.hang, ' ');
      used_ = margins_.hang;
      shown.erase(0, word);
    }
    if (tab != std::string_view::npos) margins_.hang = used_ + display_width(piece.substr(0, tab));
    result_ += shown;
    used_ += display_width(shown);
    at_start_ = false;
  }

  void trim() { result_.erase(result_.find_last_not_of(' ') + 1); }

  Margins margins_;
  std::size_t used_;
  std::string result_;
  bool at_start_ = true;
};

/// Where the point stands, or would.
std::size_t before_point(const std::string& text) { return display_width(text.substr(0, std::min(text.find('.'), text.size()))); }

std::string paint_line(std::string_view line) {
  if (line.starts_with('!')) return "\x1b[33m" + std::string(line) + "\x1b[0m";
  if (line.empty() || line.starts_with(' ')) return std::string(line);
  const std::size_t end = std::min(line.find("  "), line.size());
  return "\x1b[1m" + std::string(line.substr(0, end)) + "\x1b[0m" + std::string(line.substr(end));
}

}  // namespace

std::size_t display_width(std::string_view text) {
  return static_cast<std::size_t>(std::ranges::count_if(text, [](char c) { return (static_cast<unsigned char>(c) & 0xc0) != 0x80; }));
}

std::string pad_right(std::string text, std::size_t width) {
  const std::size_t used = display_width(text);
  return used < width ? text + std::string(width - used, ' ') : text;
}

std::string pad_left(std::string text, std::size_t width) {
  const std::size_t used = display_width(text);
  return used < width ? std::string(width - used, ' ') + text : text;
}

std::vector<std::string> align_decimals(std::vector<std::string> texts) {
  std::size_t before = 0, width = 0;
  for (const auto& text : texts) before = std::max(before, before_point(text));
  for (auto& text : texts) {
    if (!text.empty()) text = std::string(before - before_point(text), ' ') + text;
    width = std::max(width, display_width(text));
  }
  for (auto& text : texts) text = pad_right(std::move(text), width);
  return texts;
}

std::string wrap(std::string_view text, Margins margins) {
  std::string result;
  bool first = true;
  for (std::string_view line : split_lines(text)) {
    if (!first) result += line.empty() ? "\n" : "\n" + std::string(margins.hang, ' ');
    result += Paragraph({.first = first ? margins.first : margins.hang, .hang = margins.hang, .width = margins.width}).fill(line);
    first = false;
  }
  return result;
}

std::string layout_entries(const std::vector<Entry>& entries) {
  std::size_t label_width = shortest_label;
  for (const Entry& entry : entries) label_width = std::max(label_width, std::min(display_width(entry.label), longest_label));
  const std::size_t hang = entry_indent + label_width + entry_gap;
  std::string result;
  for (const Entry& entry : entries) {
    std::string label = (entry.warning ? "! " : "  ") + entry.label;
    if (entry.text.empty()) {
      result += label + "\n";
      continue;
    }
    const bool beside = display_width(entry.label) <= label_width;
    result += beside ? pad_right(label, hang) : label + "\n" + std::string(hang, ' ');
    result += wrap(entry.text, {.first = hang, .hang = hang}) + "\n";
  }
  return result;
}

std::string paint(std::string_view text, bool colour) {
  if (!colour) return std::string(text);
  std::string result;
  for (std::string_view line : split_lines(text)) result += (result.empty() ? "" : "\n") + paint_line(line);
  return result;
}

}  // namespace scmc::report
