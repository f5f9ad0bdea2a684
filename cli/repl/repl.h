/// The loop without its terminal: a line in, a text out, and a history of states behind it.
#pragma once
#include <sstream>
#include <string>
#include <vector>

#include "cli/repl/commands.h"

namespace scmc::cli::repl {

struct Options {
  CommonOptions common;
  DataOptions data;
  sample::Options sampler;
  bool colour = false;    ///< of diagnostics
  bool progress = false;  ///< of fits, on the terminal
};

struct Reply {
  std::string text;    ///< the answer, with headings and warnings as reports have them
  std::string errors;  ///< diagnostics, rendered
  bool is_plain = false;  ///< no answer: without headings
  bool failed = false, leave = false;
  double seconds = 0;
  bool timed = false;  ///< the seconds are to be shown
};

class Repl {
 public:
  explicit Repl(Options options);
  Repl(const Repl&) = delete;
  Repl& operator=(const Repl&) = delete;

  /// The model and the data of the command line.
  Reply begin();

  /// A whole entry: a command, statements or a question. After a mistake nothing has changed.
  Reply read(const std::string& text);

  /// The input ended within a statement.
  Reply broken_off(const std::string& text);

  const State& state() const { return history_.back(); }
  const Library& library() const { return *session_.library; }
  void set_timed(bool timed) { timed_ = timed; }

 private:
  template <class Step>
  Reply respond(Step&& step);
  void accept(Outcome outcome, Reply& reply);
  Outcome run(Desk& desk, const Command& command, const std::string& argument);
  Outcome enter(const std::string& text);
  void require_meaning(const std::string& text);

  Options options_;
  std::ostringstream errors_;
  Session session_;
  std::vector<State> history_;         ///< the last is the present one
  std::vector<std::string> changes_;   ///< what made each state but the first
  bool timed_ = false;
};

}  // namespace scmc::cli::repl
