/// Source texts: byte offsets to lines and columns.
#include "compiler/source/source.h"

#include <algorithm>
#include <utility>

namespace scmc {
namespace {

bool is_continuation_byte(char c) { return (static_cast<unsigned char>(c) & 0xC0) == 0x80; }

}  // namespace

Span cover(Span a, Span b) { return {a.file, std::min(a.begin, b.begin), std::max(a.end, b.end)}; }

FileId Sources::add(std::string path, std::string text) {
  sources_.push_back({std::move(path), std::move(text)});
  return static_cast<FileId>(sources_.size() - 1);
}

Position Sources::position(FileId file, std::uint32_t offset) const {
  const std::string_view before = std::string_view{(*this)[file].text}.substr(0, offset);
  const std::size_t last_newline = before.rfind('\n');
  const std::string_view on_line = last_newline == std::string_view::npos ? before : before.substr(last_newline + 1);
  return {.line = 1 + static_cast<int>(std::ranges::count(before, '\n')),
          .column = 1 + static_cast<int>(std::ranges::count_if(on_line, [](char c) { return !is_continuation_byte(c); }))};
}

std::string_view Sources::line(FileId file, int line) const {
  std::string_view rest = (*this)[file].text;
  for (int skipped = 1; skipped < line; ++skipped) {
    const std::size_t newline = rest.find('\n');
    if (newline == std::string_view::npos) return {};
    rest.remove_prefix(newline + 1);
  }
  rest = rest.substr(0, rest.find('\n'));
  if (rest.ends_with('\r')) rest.remove_suffix(1);
  return rest;
}

std::string_view Sources::text(Span span) const {
  return std::string_view{(*this)[span.file].text}.substr(span.begin, span.end - span.begin);
}

}  // namespace scmc
