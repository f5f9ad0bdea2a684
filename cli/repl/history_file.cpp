#include "cli/repl/history_file.h"

#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "runtime/data/write.h"

namespace scmc::cli::repl {
namespace {

constexpr std::size_t most_entries = 5000;

}  // namespace

std::optional<std::string> history_path() {
  if (const char* own = std::getenv("SCMC_HISTORY")) return *own ? std::optional<std::string>(own) : std::nullopt;
  const char *state = std::getenv("XDG_STATE_HOME"), *home = std::getenv("HOME");
  if (state && *state) return std::string(state) + "/scmc/history";
  if (home && *home) return std::string(home) + "/.local/state/scmc/history";
  return std::nullopt;
}

std::vector<std::string> read_history(const std::string& path) {
  std::vector<std::string> entries;
  std::ifstream file(path);
  for (std::string line; std::getline(file, line);)
    if (!line.empty()) entries.push_back(line);
  if (entries.size() <= 2 * most_entries) return entries;
  entries.erase(entries.begin(), entries.end() - most_entries);
  std::string text;
  for (const auto& entry : entries) text += entry + "\n";
  (void)data::write_file(path, text);
  return entries;
}

void append_history(const std::string& path, const std::string& entry) {
  std::error_code ignored;
  std::filesystem::create_directories(std::filesystem::path(path).parent_path(), ignored);
  std::ofstream(path, std::ios::app) << entry + "\n";
}

}  // namespace scmc::cli::repl
