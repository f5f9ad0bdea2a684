/// The examples in the catalogue's explanations.
#pragma once
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

namespace scmc::testing {

/// The texts behind `wrong:` or `right:`, with the lines that continue them.
inline std::vector<std::string> examples(std::string_view explanation, const std::string& kind) {
  std::vector<std::string> result;
  std::istringstream lines{std::string(explanation)};
  bool is_inside = false;
  for (std::string line; std::getline(lines, line);) {
    const bool begins = line.starts_with("wrong:") || line.starts_with("right:");
    if (begins) is_inside = line.starts_with(kind);
    if (begins && is_inside) result.push_back(line.substr(8) + "\n");
    else if (is_inside && line.starts_with("        ")) result.back() += line.substr(8) + "\n";
  }
  return result;
}

}  // namespace scmc::testing
