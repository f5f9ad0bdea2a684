/// Lists in a line.
#pragma once
#include <string>
#include <vector>

namespace scmc::cli::repl {

inline std::string joined(const std::vector<std::string>& parts, const std::string& between = ", ") {
  std::string text;
  for (const auto& part : parts) text += (text.empty() ? "" : between) + part;
  return text;
}

}  // namespace scmc::cli::repl
