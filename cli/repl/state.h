/// What is known between two lines. States are values: a line makes a new one, and `undo` takes the one before.
#pragma once
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "cli/answering.h"

namespace scmc::cli::repl {

/// A fit of the state's model to its data.
struct Fitted {
  Fit fit;
  Origin origin;
  bool is_prior = false;  ///< nothing was observed
};

struct State {
  std::string name = "model.scm";
  std::shared_ptr<const Checked> model;
  std::shared_ptr<const BindOptions> data = std::make_shared<const BindOptions>();
  std::vector<std::string> scenarios = {};  ///< as typed behind `do`
  sample::Options sampler = {};
  std::vector<std::string> centred = {};
  std::shared_ptr<const Fitted> fitted = {};  ///< null: not yet, or no longer, since something changed
};

/// What one line did.
struct Outcome {
  enum class Then { Stay, Undo, Leave };
  std::string text = {};
  bool is_plain = false;  ///< the text is no answer: it has no headings, and nobody asks how long it took
  std::optional<State> next = {};
  std::string change = {};  ///< in words, for `undo`; empty: nothing that could be undone, as a fit
  Then then = Then::Stay;
  std::optional<bool> timed = {};  ///< whether answers end with the seconds that they took, from now on
};

/// What commands work with.
struct Desk {
  Session& session;
  bool progress = false;  ///< of a fit, on the terminal
};

}  // namespace scmc::cli::repl
