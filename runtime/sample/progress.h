/// How far the chains are, shared by atomics, and its display on a terminal.
#pragma once
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <memory>
#include <mutex>
#include <ostream>
#include <span>
#include <string>
#include <thread>
#include <vector>

namespace scmc::sample {

enum class Phase : int { Waiting, Warmup, Sampling, Done };

/// Written by one chain, read by anyone, at any time.
struct alignas(64) ChainProgress {
  std::atomic<Phase> phase{Phase::Waiting};
  std::atomic<int> iteration{0}, total{0};  ///< warmup included
  std::atomic<double> step_size{0};
  std::atomic<std::int64_t> divergences{0}, leapfrogs{0};
};

class Progress {
 public:
  explicit Progress(std::size_t chains) : chains_(chains) {}
  ChainProgress& operator[](std::size_t chain) { return chains_[chain]; }
  std::span<const ChainProgress> chains() const { return chains_; }

 private:
  std::vector<ChainProgress> chains_;
};

/// One line a chain: number, phase, draws, step size, divergences, time left.
std::string render(const Progress& progress, double elapsed_seconds);

/// Draws the progress anew ten times a second from a thread of its own until it is destroyed, and then wipes it away.
class Display {
 public:
  Display(const Progress& progress, std::ostream& out);
  ~Display();
  Display(const Display&) = delete;
  Display& operator=(const Display&) = delete;

 private:
  void run();
  void draw();
  void wipe();

  const Progress& progress_;
  std::ostream& out_;
  std::chrono::steady_clock::time_point begin_ = std::chrono::steady_clock::now();
  bool drawn_ = false;
  std::mutex mutex_;
  std::condition_variable wake_;
  bool over_ = false;
  std::thread thread_;
};

/// A display on standard error where that is a terminal; else nothing.
std::unique_ptr<Display> display_on_terminal(const Progress& progress);

}  // namespace scmc::sample
