/// Times gradients of compiled models against kernels written by hand: `bench_gradient [nest|llvm|assembly MODEL]`.
#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <functional>
#include <iostream>
#include <optional>
#include <string>

#include "bench/kernels/kernels.h"
#include "bench/models.h"
#include "compiler/codegen/llvm/compiled.h"
#include "compiler/interpret/interpret.h"

namespace {

using namespace scmc;
using Clock = std::chrono::steady_clock;
using ByHand = double (*)(const std::vector<std::vector<double>>&, const double*, double*);

struct Case {
  std::string name;
  std::int64_t rows;
  std::function<bench::Model()> make;
  ByHand floor = nullptr;
};

std::vector<Case> cases() {
  std::vector<Case> all;
  for (std::int64_t rows : {104, 10'000, 1'000'000}) all.push_back({"ads", rows, [=] { return bench::ads(rows); }, bench::ads_by_hand});
  for (std::int64_t columns : {3, 10, 100})
    all.push_back({"logit" + std::to_string(columns), 10'000,
                   [=] { return bench::logistic_regression({.rows = 10'000, .columns = columns}); }, bench::logistic_regression_by_hand});
  all.push_back({"hierarchy", 1'000, [] { return bench::hierarchy({.rows = 1'000, .groups = 85}); }});
  all.push_back({"ar2", 1'000, [] { return bench::autoregression(1'000); }});
  return all;
}

/// Nanoseconds a call: the best of many short runs.
double time_of(const std::function<void()>& run) {
  double best = HUGE_VAL;
  int repetitions = 1;
  for (int round = 0; round < 60; ++round) {
    const auto start = Clock::now();
    for (int i = 0; i < repetitions; ++i) run();
    const double elapsed = std::chrono::duration<double, std::nano>(Clock::now() - start).count();
    best = std::min(best, elapsed / repetitions);
    if (elapsed < 2e6) repetitions *= 2, --round;
  }
  return best;
}

double largest_difference(const bench::Model& model, double value, const std::vector<double>& gradient, ByHand floor) {
  std::vector<double> expected(gradient.size());
  double difference = std::abs(floor(model.data, model.at.data(), expected.data()) - value) / std::abs(value);
  for (std::size_t i = 0; i < gradient.size(); ++i)
    difference = std::max(difference, std::abs(gradient[i] - expected[i]) / (std::abs(expected[i]) + 1));
  return difference;
}

void report(const Case& each) {
  const auto model = each.make();
  const auto compiled = codegen::Compiled::compile(model.gradient);
  const auto bound = compiled.bind({.sizes = model.sizes, .data = model.data});
  auto workspace = bound.workspace();
  std::vector<double> gradient(model.at.size());
  double value = 0;
  const double time = time_of([&] { value = bound.log_density_gradient(workspace, model.at.data(), gradient.data()); });
  const double rows = static_cast<double>(each.rows);
  std::printf("%-10s %8ld %9.2f us %7.2f ns/row", each.name.c_str(), long(each.rows), time / 1e3, time / rows);
  if (each.floor) {
    const double floor = time_of([&] { each.floor(model.data, model.at.data(), gradient.data()); });
    std::printf("   by hand %7.2f ns/row   ratio %5.2f", floor / rows, time / floor);
    bound.log_density_gradient(workspace, model.at.data(), gradient.data());
    std::printf("   difference %.1e", largest_difference(model, value, gradient, each.floor));
  }
  const auto& times = compiled.times();
  std::printf("   compile %.1f ms (set-up %.1f, emit %.1f, passes %.1f, code %.1f)\n", compiled.milliseconds(), times.set_up, times.emit,
              times.optimise, times.generate);
}

int show(const std::string& what, const std::string& name) {
  for (const auto& each : cases()) {
    if (each.name != name) continue;
    const auto nest = codegen::Compiled::compile(each.make().gradient).nest();
    if (what == "nest") std::cout << ir::print(nest.graph) << schedule::print(nest);
    if (what == "llvm") std::cout << codegen::llvm_text(nest, codegen::detect_host());
    if (what == "assembly") std::cout << codegen::assembly_text(nest, codegen::detect_host());
    return 0;
  }
  return 1;
}

}  // namespace

int main(int count, char** args) {
  if (count == 3) return show(args[1], args[2]);
  for (const auto& each : cases()) report(each);
}
