/// Widths of Unicode characters on a terminal.
#include "compiler/source/display.h"

#include <algorithm>
#include <array>

namespace scmc {
namespace {

constexpr std::size_t tab_width = 4;

struct Range {
  char32_t first, last;
};
// The blocks of Unicode's EastAsianWidth.txt that are wide throughout, and of combining marks; finer distinctions do not matter for carets.
constexpr std::array wide = {Range{0x1100, 0x115F}, Range{0x2E80, 0x303E},   Range{0x3041, 0xA4CF},
                             Range{0xAC00, 0xD7A3}, Range{0xF900, 0xFAFF},   Range{0xFE30, 0xFE6F},
                             Range{0xFF00, 0xFF60}, Range{0x1F300, 0x1FAFF}, Range{0x20000, 0x3FFFD}};
constexpr std::array combining = {Range{0x0300, 0x036F}, Range{0x200B, 0x200F}, Range{0x20D0, 0x20FF}, Range{0xFE00, 0xFE0F},
                                  Range{0xFEFF, 0xFEFF}};

template <std::size_t n>
bool is_in(const std::array<Range, n>& ranges, char32_t c) {
  return std::ranges::any_of(ranges, [c](Range range) { return range.first <= c && c <= range.last; });
}

struct Decoded {
  char32_t character;
  std::size_t size;
};

/// A broken sequence counts byte by byte.
Decoded decode(std::string_view text) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  const std::size_t size = byte(0) < 0xC0 ? 1 : byte(0) < 0xE0 ? 2 : byte(0) < 0xF0 ? 3 : 4;
  if (size == 1 || size > text.size()) return {byte(0), 1};
  char32_t character = byte(0) & (0xFF >> (size + 1));
  for (std::size_t i = 1; i < size; ++i) character = (character << 6) | (byte(i) & 0x3F);
  return {character, size};
}

std::size_t width_at(char32_t character, std::size_t column) {
  if (character == '\t') return tab_width - column % tab_width;
  return is_in(combining, character) ? 0 : is_in(wide, character) ? 2 : 1;
}

}  // namespace

std::string expand_tabs(std::string_view text) {
  std::string result;
  for (std::size_t column = 0, i = 0; i < text.size();) {
    const auto [character, size] = decode(text.substr(i));
    const std::size_t width = width_at(character, column);
    if (character == '\t') result.append(width, ' ');
    else result.append(text.substr(i, size));
    column += width;
    i += size;
  }
  return result;
}

std::size_t display_width(std::string_view text) {
  std::size_t column = 0;
  while (!text.empty()) {
    const auto [character, size] = decode(text);
    column += width_at(character, column);
    text.remove_prefix(size);
  }
  return column;
}

std::string plural(const std::string& noun) {
  const auto ends = [&](std::string_view ending) { return noun.ends_with(ending); };
  if (ends("ss") || ends("x") || ends("ch") || ends("sh")) return noun + "es";
  if (ends("s")) return noun;
  constexpr std::string_view vowels = "aeiou";
  const bool turns = noun.size() > 1 && ends("y") && vowels.find(noun[noun.size() - 2]) == std::string_view::npos;
  return turns ? noun.substr(0, noun.size() - 1) + "ies" : noun + "s";
}

std::string counted(std::size_t number, const std::string& noun) {
  return std::to_string(number) + " " + (number == 1 ? noun : plural(noun));
}

}  // namespace scmc
