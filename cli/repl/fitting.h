/// The fit that answers come from: made when it is first needed, and again after what it rests on has changed.
#pragma once
#include "cli/repl/state.h"

namespace scmc::cli::repl {

/// The state with a fit, and what there is to say of it: nothing where it was there before.
struct Ready {
  State state;
  std::string said;
};
Ready with_fit(Desk& desk, const State& state);

/// `fit --draws 4000`: a new fit, with options that later fits keep.
Outcome fit_command(Desk& desk, const State& state, const std::string& argument);

/// A model with the state's data, which need not observe anything of it unless they must.
Bound bound_of(Desk& desk, const State& state, std::shared_ptr<const Checked> model, bool must_observe = false);

/// Is there a file that may observe something?
bool has_data(const State& state);
/// `100 days; observed c, z, y`
std::string data_line(const Bound& bound);
/// The model's text joins the sources, so that a fit can be kept with it.
std::shared_ptr<const Checked> check_model(Desk& desk, const std::string& name, ast::Model model);

}  // namespace scmc::cli::repl
