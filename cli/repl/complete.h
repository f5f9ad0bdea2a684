/// What a word that is being typed may become.
#pragma once
#include <string>
#include <vector>

#include "cli/repl/state.h"

namespace scmc::cli::repl {

struct Completion {
  std::size_t begin = 0;                ///< of the word within the line; it ends at the cursor
  std::vector<std::string> words = {};  ///< sorted, each once; a function with its `(`, a folder with its `/`
  std::string common = {};              ///< what all of them begin with
  bool is_file = false;
};

/// Commands and the words that begin statements at the start of a line, files behind `observe`, names of the model and of the library
/// elsewhere, distributions behind `~`.
Completion complete(const State& state, const Library& library, const std::string& line, std::size_t cursor);

}  // namespace scmc::cli::repl
