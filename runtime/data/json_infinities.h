/// JSON as Stan writes it, made standard: the bare tokens NaN, Infinity and -Infinity become null and strings.
#pragma once
#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace scmc::data {

struct StandardJson {
  std::string text;
  std::vector<std::pair<std::size_t, std::size_t>> shifts;  ///< (position in `text`, how many characters were added up to there)

  std::size_t original_position(std::size_t position) const;
};

StandardJson standardize_json(std::string_view text);

}  // namespace scmc::data
