/// A run on disk while it goes on, so that neither its draws nor its memory depend on whether it comes to its end.
///
/// Of each chain there are two files: its draws, which are only appended to, and its state, which is replaced as a whole. A state says how
/// much of the draws it has seen. A run that goes on from there computes what came after it once more: the same numbers, since a chain is a
/// function of its state.
#pragma once
#include <atomic>
#include <chrono>
#include <cstdint>
#include <optional>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "runtime/sample/archive.h"
#include "runtime/sample/draws.h"

namespace scmc::sample {

/// The system does not let the journal be written or read.
struct JournalFailure : std::runtime_error {
  JournalFailure(const std::string& path, int error_number) : std::runtime_error(path), path(path), error_number(error_number) {}
  std::string path;
  int error_number;
};

/// One draw, and where its trajectory diverged if it did.
struct Draw {
  std::span<const double> position;
  double log_density = 0, accept_statistic = 0, step_size = 0, energy = 0;
  int depth = 0, leapfrogs = 0;
  std::optional<Divergence> divergence = {};
};

void append(Chain& chain, const Draw& draw);

class Journal {
 public:
  /// In a folder that exists. The files of a run with the same number of chains are taken over.
  explicit Journal(std::string folder) : folder_(std::move(folder)) {}

  /// Of the whole run, before the chains begin: `bytes` by which it need not look for their starts again.
  std::optional<std::string> starts() const;
  void keep_starts(std::string_view bytes) const;

  std::string draws_file(int chain) const;
  std::string state_file(int chain) const;
  const std::string& folder() const { return folder_; }

  /// Set when a chain could not write: the others stop, too.
  std::atomic<bool> failed{false};

 private:
  std::string folder_;
};

/// The files of one chain.
class ChainJournal {
 public:
  /// A checkpoint is due after `seconds`, or after twenty times as long as the last one took; with 0 at every draw.
  ChainJournal(Journal& journal, int chain, std::size_t dimension, double seconds = 0.2);
  ~ChainJournal();
  ChainJournal(const ChainJournal&) = delete;
  ChainJournal& operator=(const ChainJournal&) = delete;

  /// The last state that was kept, if there is one; draws behind it are forgotten. Throws Damaged.
  std::optional<std::string> resume();
  void append(const Draw& draw);
  /// Hands what was appended to the system now and then, too: that much outlives a kill.
  bool due();
  /// All draws so far are on disk, and then the state that has seen them.
  void checkpoint(std::string_view state);

 private:
  struct Seen {
    std::uint64_t bytes = 0, checksum = 0;
  };
  void flush();

  Journal& journal_;
  int chain_, file_;
  std::size_t dimension_;
  std::string buffer_;
  Seen written_;
  double interval_, shortest_;
  std::chrono::steady_clock::time_point last_ = std::chrono::steady_clock::now(), flushed_ = last_;
};

/// Appends all whole draws of a chain, those behind its last state included, to `chain`, whose other members are of its state.
void read_draws(const Journal& journal, int number, Chain& chain);

}  // namespace scmc::sample
