/// The counters that chains keep, and their display.
#include "runtime/sample/progress.h"

#include <gtest/gtest.h>

#include <sstream>

#include "runtime/sample/run.h"
#include "tests/sample/density_models.h"

namespace scmc::sample {
namespace {

TEST(Progress, EndsWithEverythingDone) {
  const TestModel model = independent_normal({0, 0}, {1, 1});
  Progress progress(3);
  const auto result = run(model, {.chains = 3, .warmup = 40, .draws = 60, .progress = &progress});
  const Draws& draws = std::get<Draws>(result);
  for (std::size_t i = 0; i < 3; ++i) {
    std::int64_t leapfrogs = draws.chains[i].warmup_leapfrogs;
    for (const int n : draws.chains[i].leapfrogs) leapfrogs += n;
    EXPECT_EQ(progress[i].phase, Phase::Done);
    EXPECT_EQ(progress[i].iteration, 100);
    EXPECT_EQ(progress[i].total, 100);
    EXPECT_EQ(progress[i].leapfrogs, leapfrogs);
    EXPECT_EQ(progress[i].step_size, draws.chains[i].step_size.back());
  }
}

TEST(Progress, Render) {
  Progress progress(2);
  progress[0].phase = Phase::Sampling, progress[0].iteration = 1500, progress[0].total = 2000, progress[0].step_size = 0.4321;
  progress[0].divergences = 3;
  progress[1].total = 2000;
  EXPECT_EQ(render(progress, 3.0),
            "chain 1  sampling   1500 / 2000   step 0.432   3 divergences\n"
            "chain 2  waiting       0 / 2000   step 0   0 divergences\n"
            "5 s left\n");
}

/// What was shown is wiped: as many lines up as were written, at most ten times a second.
TEST(Display, WipesWhatItWrote) {
  std::ostringstream out;
  Progress progress(2);
  const auto begin = std::chrono::steady_clock::now();
  {
    const Display display(progress, out);
    std::this_thread::sleep_for(std::chrono::milliseconds(350));
  }
  const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
  const std::string text = out.str(), up = "\x1b[3A\x1b[J";
  std::size_t wipes = 0;
  for (std::size_t at = text.find(up); at != std::string::npos; at = text.find(up, at + 1)) ++wipes;
  EXPECT_GE(wipes, 1u);
  EXPECT_LE(static_cast<double>(wipes), 10 * seconds);
  EXPECT_TRUE(text.ends_with(up));
}

TEST(Display, ShowsNothingOfAShortRun) {
  std::ostringstream out;
  Progress progress(2);
  { const Display display(progress, out); }
  EXPECT_EQ(out.str(), "");
}

}  // namespace
}  // namespace scmc::sample
