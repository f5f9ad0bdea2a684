/// Text in columns of characters: widths, padding, wrapping, and what a terminal may add.
#pragma once
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace scmc::report {

constexpr std::size_t page_width = 80;

/// In code points: what a text in UTF-8 takes on a line.
std::size_t display_width(std::string_view text);

std::string pad_right(std::string text, std::size_t width);
std::string pad_left(std::string text, std::size_t width);

/// Pads all to one width so that their decimal points stand below each other; a text without a point ends before it.
std::vector<std::string> align_decimals(std::vector<std::string> texts);

struct Margins {
  std::size_t first = 0;  ///< where the first line begins; what stands before it is not part of the text
  std::size_t hang = 0;   ///< where the lines after it begin
  std::size_t width = page_width;
};

/// Breaks at spaces and keeps runs of them within a line. A line break in the text is kept. A tab takes no room: the lines after it hang
/// below the place where it stands, to the end of the paragraph. Lines end without spaces; the result ends without a line break.
std::string wrap(std::string_view text, Margins margins);

struct Entry {
  std::string label, text;
  bool warning = false;  ///< marked by `!` in the margin
};

/// `  label       text`, the text wrapped beside the label; every line ends with a line break.
std::string layout_entries(const std::vector<Entry>& entries);

/// For a terminal: headings bold (a line that begins at the margin, up to its first double space), warnings yellow (a line that begins
/// with `!`). Without `colour` the same text.
std::string paint(std::string_view text, bool colour);

}  // namespace scmc::report
