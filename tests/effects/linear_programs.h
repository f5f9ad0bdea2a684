/// The rows of linear_programs.txt, which linear_programs.py writes.
#pragma once
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

namespace scmc::effects {

inline std::vector<std::vector<double>> linear_programs(const std::string& kind) {
  std::ifstream file(SCMC_SOURCE_DIR "/tests/effects/linear_programs.txt");
  std::vector<std::vector<double>> rows;
  for (std::string line; std::getline(file, line);) {
    std::istringstream fields(line);
    std::string name;
    fields >> name;
    if (name != kind) continue;
    rows.emplace_back();
    for (double value; fields >> value;) rows.back().push_back(value);
  }
  return rows;
}

}  // namespace scmc::effects
