/// The terminal display of a run.
#include "runtime/sample/progress.h"

#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <iostream>
#include <numeric>

namespace scmc::sample {

namespace {

const char* name(Phase phase) {
  switch (phase) {
    case Phase::Waiting:
      return "waiting";
    case Phase::Warmup:
      return "warmup";
    case Phase::Sampling:
      return "sampling";
    case Phase::Done:
      return "done";
  }
  return "";
}

/// Chains that wait count as work to do, so this is the time left for all of them.
std::string time_left(const Progress& progress, double elapsed) {
  double done = 0, total = 0;
  for (const ChainProgress& chain : progress.chains()) done += chain.iteration, total += chain.total;
  if (done == 0 || elapsed <= 0) return "";
  char text[48];
  const double left = elapsed * (total - done) / done;
  std::snprintf(text, sizeof text, left < 90 ? "%.0f s left" : "%.1f min left", left < 90 ? left : left / 60);
  return text;
}

std::string line(std::size_t number, const ChainProgress& chain) {
  char text[160];
  std::snprintf(text, sizeof text, "chain %zu  %-8s %6d / %d   step %.3g   %lld divergences\n", number, name(chain.phase),
                chain.iteration.load(), chain.total.load(), chain.step_size.load(), static_cast<long long>(chain.divergences.load()));
  return text;
}

}  // namespace

std::string render(const Progress& progress, double elapsed_seconds) {
  std::string text;
  std::size_t number = 0;
  for (const ChainProgress& chain : progress.chains()) text += line(++number, chain);
  return text + time_left(progress, elapsed_seconds) + "\n";
}

Display::Display(const Progress& progress, std::ostream& out) : progress_(progress), out_(out), thread_([this] { run(); }) {}

Display::~Display() {
  {
    const std::lock_guard lock(mutex_);
    over_ = true;
  }
  wake_.notify_one();
  thread_.join();
}

/// A run of less than a tenth of a second shows nothing.
void Display::run() {
  std::unique_lock lock(mutex_);
  while (!wake_.wait_for(lock, std::chrono::milliseconds(100), [this] { return over_; })) draw();
  wipe();
}

void Display::draw() {
  wipe();
  out_ << render(progress_, std::chrono::duration<double>(std::chrono::steady_clock::now() - begin_).count()) << std::flush;
  drawn_ = true;
}

/// Up by the lines that were drawn, and clear to the end of the screen.
void Display::wipe() {
  if (drawn_) out_ << "\x1b[" << progress_.chains().size() + 1 << "A\x1b[J" << std::flush;
  drawn_ = false;
}

std::unique_ptr<Display> display_on_terminal(const Progress& progress) {
  return isatty(STDERR_FILENO) ? std::make_unique<Display>(progress, std::cerr) : nullptr;
}

}  // namespace scmc::sample
