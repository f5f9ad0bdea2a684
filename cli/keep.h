/// Fits that are kept: all that an answer needs, as the groups of a file (docs/fits.md), and back.
#pragma once
#include <memory>
#include <string>

#include "cli/answering.h"
#include "runtime/store/inference.h"

namespace scmc::cli {

/// What of a fit is kept beside its draws and its data.
struct Kept {
  bool densities = true;    ///< `log_likelihood`, `log_prior`
  bool predictive = false;  ///< `posterior_predictive`; of the scenarios, `predictions`
  bool prior = false;       ///< `prior`, `prior_predictive`
  std::vector<Scenario> scenarios = {};
};

/// The text of the model is the session's. Densities of single cells are left out where they would be very many, unless all is kept.
store::Inference to_inference(Session& session, const Fit& fit, const Origin& origin, const Kept& kept = {});

/// What a fit will be made of, before its first draw.
store::Inference to_inference_without_draws(Session& session, const Bound& bound, const Origin& origin);

/// A file with a fit, opened.
struct KeptFit {
  std::string path;
  store::Inference inference;
  std::string model_text;
  Origin origin;
};

/// Refused: a file that cannot be read, or that scmc did not write. The files that the model uses join the session's library.
KeptFit open_fit(Session& session, const std::string& path);

/// The data of the fit, bound to the model that was read from the file's text.
Bound restore_bound(Session& session, const KeptFit& kept, std::shared_ptr<const Checked> model);

/// The fit of the model that was read from the file's text. Refused where the draws are not of this model and these data.
Fit restore(Session& session, const KeptFit& kept, std::shared_ptr<const Checked> model);

/// The data in the file, to be bound to its model or to another one.
BindOptions data_of(Session& session, const KeptFit& kept, std::shared_ptr<const Checked> model);

namespace layout {

constexpr std::int64_t version = 1;

/// A name of the model in the file, where `chain` and `draw` are taken: those get an underscore more.
std::string stored_name(const std::string& name);
/// Coordinates of a dimension: its labels, or its positions as the model counts them.
store::Values coordinates(const Axis& axis);

}  // namespace layout

}  // namespace scmc::cli
