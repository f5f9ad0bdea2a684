/// A run under way: the folder `fit.nc.partial` beside the file that will keep it. It holds what the run was begun with, as a fit without
/// draws, and the journal of its chains; `scmc run --resume fit.nc` goes on from there.
#pragma once
#include <memory>
#include <string>
#include <vector>

#include "cli/keep.h"
#include "runtime/sample/journal.h"

namespace scmc::cli {

/// What was asked of the command that began a run, beside the fit itself.
struct Request {
  std::vector<std::string> interventions, queries;
  std::vector<std::string> outputs;  ///< the run is known by the first one
  std::string draws_out;
  bool predictive = false, prior = false;
};

class Underway {
 public:
  /// A new folder. Refused: where an unfinished run is already, unless it is to be forgotten, and where none can be made.
  static Underway begin(Session& session, const Bound& bound, const Origin& origin, const Request& request, bool forget);
  /// The folder of `output`. Refused: where there is none, or another process is at it.
  static Underway open(Session& session, const std::string& output);
  ~Underway();
  Underway(Underway&&) noexcept;

  KeptFit begun_with(Session& session) const;
  Request request(const KeptFit& begun_with) const;
  sample::Journal& journal() { return *journal_; }
  /// The run is kept elsewhere: its folder goes.
  void forget();
  /// A run that was refused before it began leaves nothing to go on with.
  void forget_unless_begun();

 private:
  Underway(std::string output, int lock);

  std::string output_;
  int lock_;
  std::unique_ptr<sample::Journal> journal_;
};

/// Why a run could not go on, as diagnostics.
Diagnostic cannot_go_on(const sample::Journal& journal, const sample::Damaged& damaged);
Diagnostic cannot_keep(const sample::Journal& journal, const sample::JournalFailure& failure);
/// `scmc run --resume fit.nc`
std::string how_to_go_on(const sample::Journal& journal);

}  // namespace scmc::cli
