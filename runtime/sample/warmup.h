/// The schedule of warmup: what step size and metric learn from, and when they forget.
///
/// Two windows overlap: the metric comes from the older; when the younger holds enough draws it becomes the older. In the first 30 % of
/// warmup that is every 10 draws, so the way in is soon forgotten; then from 80 draws on, growing by 1.5, so the last estimate rests on
/// many. In the last 15 % only the step size moves. Dual averaging runs through, but for one fresh start at the first metric that draws
/// have taught. A trajectory that diverges after the first third brings the target acceptance closer to 1, and so does a posterior far from
/// normal: its narrow places are entered by small steps alone.
#pragma once
#include "runtime/sample/archive.h"
#include "runtime/sample/metric.h"
#include "runtime/sample/nuts.h"
#include "runtime/sample/step_size.h"

namespace scmc::sample {

class Warmup {
 public:
  struct Options {
    int draws = 1000;
    double target_accept = 0.9;
    bool cautious = true;  ///< the target is raised where the posterior asks for it
    bool low_rank = true;  ///< the metric may be more than a diagonal
    double jitter = 0.1;   ///< relative half-width of the step size's variation, against resonance with a period of the trajectory
  };
  /// Sets the first metric, and finds the first step, where the chain starts.
  Warmup(Options options, Nuts& nuts, math::Stream& stream);
  /// Of the same options, as it was when it was kept.
  Warmup(Options options, std::size_t dimension, Loader& kept);

  double next_step(math::Stream& stream);
  void learn(const Transition& transition, Nuts& nuts, math::Stream& stream);
  double averaged_step() const { return step_size_.averaged(); }
  template <class Archive>
  void archive(Archive& a) {
    a(options_.low_rank, window_size_, done_, step_size_, older_, younger_, learned_from_, first_metric_);
  }

 private:
  Warmup(Options options, std::size_t dimension, DualAverage step_size);
  bool in_tail() const { return done_ >= tail_; }
  bool is_early() const { return done_ < early_; }
  int next_window() const;
  bool last_window() const { return done_ + next_window() > tail_; }  ///< no further window would fit
  void take_care(const Transition& transition);
  void aim_at(double target);
  void learn_metric(Nuts& nuts, bool moved);
  void update_metric(Nuts& nuts, bool forgot);

  Options options_;
  int early_, tail_, window_size_ = 80;
  int done_ = 0;
  DualAverage step_size_;
  Window older_, younger_;
  int learned_from_ = 0;  ///< draws in the window when the metric was last more than a diagonal
  bool first_metric_ = true;
};

}  // namespace scmc::sample
