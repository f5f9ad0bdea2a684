/// Whole processes: time from start to answer and the memory they take, beside floors measured in the same run. The floors: a process that
/// does nothing, reading the columns once from memory, and the arithmetic of the fit alone.
#include <fcntl.h>
#include <spawn.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <numeric>
#include <sstream>
#include <stdexcept>
#include <string>
#include <vector>

namespace {

using Arguments = std::vector<std::string>;

struct Cost {
  double seconds = 0, megabytes = 0;
};

double seconds_since(std::chrono::steady_clock::time_point start) {
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

Cost run(Arguments arguments, const std::string& output) {
  std::vector<char*> argv;
  for (auto& argument : arguments) argv.push_back(argument.data());
  argv.push_back(nullptr);
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, output.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0600);
  const auto start = std::chrono::steady_clock::now();
  pid_t child = 0;
  const int refused = posix_spawnp(&child, argv[0], &actions, nullptr, argv.data(), environ);
  posix_spawn_file_actions_destroy(&actions);
  if (refused != 0) throw std::runtime_error("cannot run " + arguments.front());
  int status = 0;
  rusage usage{};
  wait4(child, &status, 0, &usage);
  const Cost cost{seconds_since(start), static_cast<double>(usage.ru_maxrss) / 1024};
  if (status != 0) throw std::runtime_error(arguments.front() + " " + arguments.at(1) + " failed");
  return cost;
}

/// Memory counts from before the program is loaded, so it is never less than what this process holds: columns are read last.
/// The median of the times of `repeats` runs.
Cost typical(const Arguments& arguments, const std::string& output, int repeats) {
  std::vector<Cost> costs;
  for (int i = 0; i < repeats; ++i) costs.push_back(run(arguments, output));
  std::ranges::nth_element(costs, costs.begin() + repeats / 2, {}, &Cost::seconds);
  return costs[static_cast<std::size_t>(repeats / 2)];
}

void row(const char* what, double found, const char* unit, double floor, double goal) {
  std::printf("%-52s %9.4g %-3s %9.4g %-3s %8.1f %9.4g %-3s %s\n", what, found, unit, floor, unit, found / floor, goal, unit,
              found <= goal ? "" : "over");
}

double read_of(std::size_t doubles) {
  const std::vector<double> column(doubles, 1.0);
  double best = 1e9;
  volatile double sink = 0;
  for (int i = 0; i < 5; ++i) {
    const auto start = std::chrono::steady_clock::now();
    double sums[8] = {};
    for (std::size_t k = 0; k + 8 <= doubles; k += 8)
      for (std::size_t lane = 0; lane < 8; ++lane) sums[lane] += column[k + lane];
    sink = std::accumulate(sums, sums + 8, 0.0);
    best = std::min(best, seconds_since(start));
  }
  (void)sink;
  return best;
}

nlohmann::json json_of(const std::string& file) { return nlohmann::json::parse(std::ifstream(file)); }

void small(const std::string& scmc, const std::string& example, const std::string& out) {
  const std::string model = example + "/model.scm", data = example + "/data.csv";
  const double nothing = typical({"true", "x"}, out, 41).seconds;
  row("scmc check: google_ads, whole process", 1e3 * typical({scmc, "check", model}, out, 41).seconds, "ms", 1e3 * nothing, 30);
  row("scmc gradient: start to first gradient", 1e3 * typical({scmc, "gradient", model, "--observe", data}, out, 41).seconds, "ms",
      1e3 * nothing, 60);
  const Arguments fit = {scmc, "run", model, "--observe", data, "--do", "z=0", "--do", "z=1", "--quiet", "--format", "json"};
  const double whole = typical(fit, out, 11).seconds;
  const auto cost = json_of(out).at("cost");
  const double arithmetic = cost.at("gradient_evaluations").get<double>() * cost.at("nanoseconds_per_gradient").get<double>() * 1e-9;
  row("scmc run: google_ads, 4 chains of 1000 + 1000", 1e3 * whole, "ms", 1e3 * arithmetic, 500);
}

void large(const std::string& scmc, const std::string& example, const std::string& folder) {
  constexpr std::size_t rows = 1000000, columns = 3;
  const std::string model = example + "/model.scm", data = folder + "/large.csv", truth = folder + "/truth.json", out = folder + "/out";
  std::ofstream(truth) << R"({"beta_z0": 0, "beta_y0": 0, "beta_cz": 1.5, "beta_zy": 0, "beta_cy": 1, "sigma_y": 0.2})";
  run({scmc, "simulate", model, "--do", truth, "--dim", "day=" + std::to_string(rows), "--seed", "42", "-o", data}, out);
  const double bytes = static_cast<double>(rows * columns * sizeof(double));
  const Cost check = run({scmc, "check", model}, out);
  const Cost gradient = run({scmc, "gradient", model, "--observe", data, "--format", "json"}, out);
  const double milliseconds = 1e-6 * json_of(out).at("nanoseconds_per_evaluation").get<double>();
  const Arguments short_fit = {scmc,  "run",     model,      "--observe", data,       "--do", "z=0",     "--do",
                               "z=1", "--quiet", "--chains", "2",         "--warmup", "20",   "--draws", "5"};
  const Cost fit = run(short_fit, out);
  const double data_megabytes = bytes / (1 << 20);
  row("memory of scmc gradient, N = 1,000,000", gradient.megabytes, "MB", data_megabytes, 4 * data_megabytes);
  row("memory of scmc run, N = 1,000,000", fit.megabytes, "MB", data_megabytes, 4 * data_megabytes);
  row("memory of scmc check, without data", check.megabytes, "MB", run({"true", "x"}, out).megabytes, 40);
  row("gradient of google_ads, N = 1,000,000", milliseconds, "ms", 1e3 * read_of(rows * columns), 8);
}

}  // namespace

int main(int, char** argv) {
  const std::filesystem::path program = std::filesystem::canonical(argv[0]);
  const std::string scmc = program.parent_path().parent_path() / "cli" / "scmc", example = SCMC_EXAMPLE;
  std::string folder = std::filesystem::temp_directory_path() / "scmc-bench-XXXXXX";
  if (!mkdtemp(folder.data())) return std::perror("mkdtemp"), 1;
  int result = 0;
  std::printf("%-52s %13s %13s %8s %13s\n", "whole processes", "found", "floor", "ratio", "goal");
  try {
    small(scmc, example, folder + "/out");
    large(scmc, example, folder);
  } catch (const std::exception& error) {
    std::fprintf(stderr, "bench: %s\n", error.what());
    result = 1;
  }
  std::filesystem::remove_all(folder);
  return result;
}
