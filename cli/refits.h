/// Refitting: the same data and sampler, another model or changed columns.
#pragma once
#include <functional>

#include "cli/refute.h"
#include "runtime/math/random.h"

namespace scmc::cli {

/// Each use of random numbers has streams of its own, so that no check depends on which others were run.
enum class Draws : std::uint64_t { Placebo = 1, Cause = 2, Subset = 3 };
math::Stream stream_of(std::uint64_t seed, Draws use, int repeat);

class Refits {
 public:
  Refits(Session& session, const RefuteOptions& options, std::uint64_t seed);

  Bound bind(const std::shared_ptr<const Checked>& model) { return session_.bind(model, data_); }
  Fit fit(Bound bound) const;
  std::vector<Refit> answers(const Fit& fit) const;
  Refit refit(Bound bound) const { return answers(fit(std::move(bound))).front(); }
  Refit refit(ast::Model text) { return refit(bind(session_.check(std::move(text)))); }
  /// Could it be fitted? Asked without a word to the user.
  bool can_fit(const Bound& bound) const;
  Session& session() const { return session_; }
  std::uint64_t seed() const { return seed_; }

 private:
  Session& session_;
  FitOptions fit_;
  std::uint64_t seed_;
  BindOptions data_;
};

/// The mixture of several answers.
Refit pooled(const std::vector<Refit>& refits);

void set_column(BoundColumn& column, std::vector<double> values);
void shuffle(std::vector<double>& values, math::Stream random);
/// A random variable of the text that the data lack gets values: it is measured from now on.
void measure(Bound& bound, VariableId id, std::vector<double> values);

}  // namespace scmc::cli
