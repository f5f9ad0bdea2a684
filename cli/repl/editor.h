/// Lines that are edited on a terminal: by libedit, which is loaded when the first one is asked for, and linked with nothing.
#pragma once
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "cli/repl/complete.h"

namespace scmc::cli::repl {

struct TypedLine {
  enum class Kind { Text, Dropped, End };  ///< Enter, Ctrl-C, Ctrl-D
  Kind kind = Kind::Text;
  std::string text = {};
};

using Completer = std::function<Completion(const std::string& line, std::size_t cursor)>;

class Editor {
 public:
  virtual ~Editor() = default;
  virtual TypedLine read(const std::string& prompt) = 0;
  virtual void remember(const std::string& entry) = 0;
};

/// Keys, history and Tab. Where libedit is not installed: plain lines, which is said.
std::unique_ptr<Editor> open_editor(const std::vector<std::string>& history, Completer complete);

}  // namespace scmc::cli::repl
