/// What was typed before, also by earlier runs: a plain text, an entry a line.
#pragma once
#include <optional>
#include <string>
#include <vector>

namespace scmc::cli::repl {

/// `SCMC_HISTORY`, or `scmc/history` in the folder for the state of programs ($XDG_STATE_HOME, or ~/.local/state). Nothing where the
/// variable is empty, or no home is known.
std::optional<std::string> history_path();

/// The last entries; what is older leaves the file, too.
std::vector<std::string> read_history(const std::string& path);

/// Behind what other runs wrote meanwhile. A file that cannot be written is done without.
void append_history(const std::string& path, const std::string& entry);

}  // namespace scmc::cli::repl
