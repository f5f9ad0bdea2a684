/// What the parts of an emission's text have in common.
#pragma once
#include <string>
#include <vector>

namespace scmc::cli {

/// The line above a part of a header.
inline std::string rule(const std::string& title) { return "\n// " + std::string(64, '-') + " " + title + "\n\n"; }

inline std::string without_folder(const std::string& path) { return path.substr(path.rfind('/') + 1); }

inline std::string listed_files(const std::vector<std::string>& files) {
  std::string text;
  for (const auto& file : files) text += (text.empty() ? "" : ", ") + without_folder(file);
  return text;
}

}  // namespace scmc::cli
