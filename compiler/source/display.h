/// How wide a text stands on a terminal, and how many of a thing are said.
#pragma once
#include <cstddef>
#include <string>
#include <string_view>

namespace scmc {

/// Tabs become spaces up to the next multiple of four columns.
std::string expand_tabs(std::string_view text);

/// Columns of a UTF-8 text that begins at the left margin: tabs as above, combining marks 0, East Asian wide characters 2.
std::size_t display_width(std::string_view text);

/// "days", "counties", "classes", and of what ends as a plural does, "species", itself.
std::string plural(const std::string& noun);

/// "1 day", "20 days".
std::string counted(std::size_t number, const std::string& noun);

}  // namespace scmc
