/// Runs that are kept on disk while they go on: stopped and killed at any moment, they go on to the same draws.
#include "runtime/sample/journal.h"

#include <gtest/gtest.h>
#include <sys/resource.h>
#include <unistd.h>

#include <atomic>
#include <cmath>
#include <csignal>
#include <filesystem>
#include <fstream>

#include "runtime/sample/run.h"
#include "tests/sample/density_models.h"

namespace scmc::sample {
namespace {

namespace fs = std::filesystem;

class JournalTest : public testing::Test {
 protected:
  JournalTest() : root_(fs::temp_directory_path() / ("scmc_journal_" + std::to_string(getpid()))) { fs::create_directories(root_); }
  ~JournalTest() override { fs::remove_all(root_); }
  std::string folder(const std::string& name) const {
    fs::create_directories(root_ / name);
    return (root_ / name).string();
  }

 private:
  fs::path root_;
};

/// Neal's: trajectories diverge in its neck.
TestModel funnel() {
  return {5, [](auto q, auto g) {
            double squares = 0;
            for (std::size_t i = 1; i < q.size(); ++i) squares += q[i] * q[i], g[i] = -q[i] * std::exp(-q[0]);
            g[0] = -q[0] / 9 - 0.5 * 4 + 0.5 * squares * std::exp(-q[0]);
            return -q[0] * q[0] / 18 - 0.5 * 4 * q[0] - 0.5 * squares * std::exp(-q[0]);
          }};
}

/// A hundred, with one direction far wider than the others: the metric becomes more than a diagonal.
TestModel one_wide_direction() {
  return {100, [](auto q, auto g) {
            double sum = 0, squares = 0;
            for (const double x : q) sum += x, squares += x * x;
            for (std::size_t i = 0; i < q.size(); ++i) g[i] = -q[i] + 0.0099 * sum;
            return -0.5 * squares + 0.5 * 0.0099 * sum * sum;
          }};
}

struct Case {
  const char* name;
  TestModel model;
  Options options;
};

std::vector<Case> cases() {
  return {{"banana", banana(), {.chains = 3, .warmup = 300, .draws = 200, .seed = 5, .threads = 1}},
          {"funnel", funnel(), {.chains = 2, .warmup = 250, .draws = 150, .seed = 7, .threads = 1}},
          {"many_dimensions", one_wide_direction(), {.chains = 2, .warmup = 250, .draws = 50, .seed = 9, .threads = 1}},
          {"no_warmup", banana(), {.chains = 2, .warmup = 0, .draws = 60, .seed = 5, .threads = 1}}};
}

Draws drawn(const scmc_model& model, const Options& options) { return std::get<Draws>(run(model, options)); }

void expect_same(const Draws& a, const Draws& b) {
  ASSERT_EQ(a.chains.size(), b.chains.size());
  EXPECT_EQ(a.interrupted, b.interrupted);
  for (std::size_t i = 0; i < a.chains.size(); ++i) {
    const Chain &x = a.chains[i], &y = b.chains[i];
    EXPECT_EQ(x.positions, y.positions);
    EXPECT_EQ(x.log_density, y.log_density);
    EXPECT_EQ(x.accept_statistic, y.accept_statistic);
    EXPECT_EQ(x.step_size, y.step_size);
    EXPECT_EQ(x.energy, y.energy);
    EXPECT_EQ(x.depth, y.depth);
    EXPECT_EQ(x.leapfrogs, y.leapfrogs);
    EXPECT_EQ(x.divergent, y.divergent);
    EXPECT_EQ(x.warmup_draws, y.warmup_draws);
    EXPECT_EQ(x.warmup_leapfrogs, y.warmup_leapfrogs);
    EXPECT_EQ(x.warmup_divergences, y.warmup_divergences);
    EXPECT_EQ(x.adapted_step, y.adapted_step);
    EXPECT_EQ(x.metric, y.metric);
    ASSERT_EQ(x.divergences.size(), y.divergences.size());
    for (std::size_t d = 0; d < x.divergences.size(); ++d) {
      EXPECT_EQ(x.divergences[d].draw, y.divergences[d].draw);
      EXPECT_EQ(x.divergences[d].position, y.divergences[d].position);
    }
  }
}

/// The same density, and `at(n)` before its n-th evaluation.
TestModel watched(const TestModel& model, std::function<void(std::int64_t)> at) {
  const scmc_model inner = model;
  auto count = std::make_shared<std::int64_t>(0);
  return TestModel(inner.dimension, [&model, count, at = std::move(at)](std::span<const double> q, std::span<double> gradient) {
    at(++*count);
    const scmc_model of = model;
    return of.log_density_gradient(of.handle, nullptr, q.data(), gradient.data());
  });
}

std::int64_t evaluations(const Case& c) {
  std::int64_t total = 0;
  drawn(watched(c.model, [&](std::int64_t n) { total = n; }), c.options);
  return total;
}

TEST_F(JournalTest, TakesNothingFromARun) {
  for (const auto& c : cases()) {
    SCOPED_TRACE(c.name);
    Journal journal(folder(c.name));
    auto options = c.options;
    options.journal = &journal, options.threads = 3;
    expect_same(drawn(c.model, options), drawn(c.model, c.options));
    Journal finished(folder(c.name));
    options.journal = &finished;
    expect_same(drawn(c.model, options), drawn(c.model, c.options));  // nothing is left to do
  }
}

TEST_F(JournalTest, GoesOnAfterStops) {
  for (const auto& c : cases()) {
    const auto whole = drawn(c.model, c.options);
    const auto all = evaluations(c);
    for (const double seconds : {0.0, 1e9}) {
      SCOPED_TRACE(std::string(c.name) + ", a checkpoint every " + std::to_string(seconds) + " s");
      const auto where = folder(c.name + std::to_string(seconds));
      int runs = 0;
      for (bool interrupted = true; interrupted; ++runs) {
        ASSERT_LT(runs, 1000);
        Journal journal(where);
        std::atomic<bool> stop{false};
        auto options = c.options;
        options.journal = &journal, options.stop = &stop, options.seconds_between_checkpoints = seconds;
        const auto patience = all / 4 * (seconds == 0 ? 2 : runs + 1);
        const auto model = watched(c.model, [&](std::int64_t n) { stop = n >= patience; });
        const auto draws = drawn(model, options);
        interrupted = draws.interrupted;
        if (!interrupted) expect_same(draws, whole);
      }
      EXPECT_GE(runs, 2);
    }
  }
}

/// What a kill leaves is the folder as it is at that moment.
TEST_F(JournalTest, GoesOnAfterKills) {
  for (const auto& c : cases()) {
    const auto whole = drawn(c.model, c.options);
    const auto all = evaluations(c);
    for (std::int64_t part = 0; part < 12; ++part) {
      SCOPED_TRACE(std::string(c.name) + ", " + std::to_string(part));
      const auto where = folder(c.name + std::to_string(part)), left = where + "_left";
      Journal journal(where);
      auto options = c.options;
      options.journal = &journal, options.seconds_between_checkpoints = part % 3 == 0 ? 0.0 : 0.001;
      drawn(watched(c.model, [&](std::int64_t n) {
              if (n == 1 + part * all / 12) fs::copy(where, left);
            }), options);
      std::ofstream(left + "/chain-1.draws", std::ios::app | std::ios::binary) << "half a draw";
      std::ofstream(left + "/chain-1.state.new", std::ios::binary) << "half a state";
      Journal after(left);
      options.journal = &after;
      expect_same(drawn(c.model, options), whole);
    }
  }
}

std::string reason(const Case& c, const TestModel& model, Journal& journal) {
  auto options = c.options;
  options.journal = &journal;
  try {
    run(model, options);
  } catch (const Damaged& damaged) { return damaged.what(); }
  return "";
}

TEST_F(JournalTest, RefusesWhatIsDamaged) {
  const auto c = cases().front();
  const auto where = folder("sound");
  Journal journal(where);
  auto options = c.options;
  options.journal = &journal;
  drawn(c.model, options);
  for (const auto* file : {"chain-2.state", "chain-2.draws", "starts"})
    for (const bool shortened : {false, true}) {
      const auto damaged = where + "_" + file + (shortened ? "_short" : "");
      fs::copy(where, damaged);
      const auto path = damaged + "/" + file;
      const auto size = fs::file_size(path);
      if (shortened) fs::resize_file(path, size - 5);
      else {
        std::fstream bytes(path, std::ios::in | std::ios::out | std::ios::binary);
        bytes.seekg(static_cast<std::streamoff>(size / 2));
        const char flipped = static_cast<char>(bytes.get() ^ 16);
        bytes.seekp(static_cast<std::streamoff>(size / 2)).put(flipped);
      }
      Journal after(damaged);
      EXPECT_NE(reason(c, c.model, after).find(file), std::string::npos) << file << shortened << reason(c, c.model, after);
    }
  Journal again(where);
  EXPECT_EQ(reason(c, c.model, again), "");
  EXPECT_NE(reason(c, independent_normal({0, 0}, {1, 1}), again).find("log-density"), std::string::npos);
}

/// A limit of the system stands in for a full disk: both make `write` fail.
TEST_F(JournalTest, ADiskThatIsFullEndsTheRunAndLosesNothing) {
  auto c = cases().front();
  c.options.draws = 2000;
  const auto whole = drawn(c.model, c.options);
  const auto where = folder("full");
  Journal journal(where);
  auto options = c.options;
  options.journal = &journal, options.seconds_between_checkpoints = 0.001, options.threads = 2;
  rlimit before{};
  getrlimit(RLIMIT_FSIZE, &before);
  const auto handler = std::signal(SIGXFSZ, SIG_IGN);
  const rlimit little{50'000, before.rlim_max};
  setrlimit(RLIMIT_FSIZE, &little);
  std::string full;
  try {
    run(c.model, options);
  } catch (const JournalFailure& failure) { full = failure.path; }
  setrlimit(RLIMIT_FSIZE, &before);
  std::signal(SIGXFSZ, handler);
  ASSERT_TRUE(full.ends_with(".draws")) << full;
  EXPECT_GT(fs::file_size(full), 10'000u);
  Journal after(where);
  options.journal = &after;
  expect_same(drawn(c.model, options), whole);
}

}  // namespace
}  // namespace scmc::sample
