/// Every primitive of the table, in packs: against its definition, inside its domain, at its edges and beyond them.
#include <gtest/gtest.h>

#include <algorithm>
#include <cfloat>

#include "compiler/codegen/llvm/compiled.h"
#include "tests/codegen/agreement.h"

namespace scmc::codegen {
namespace {

using Point = std::vector<double>;

std::vector<double> edges() {
  std::vector<double> all = {0, NAN};
  for (double x : {5e-324,
                   1e-310,
                   DBL_MIN,
                   1e-300,
                   1e-160,
                   1e-20,
                   1e-10,
                   1e-3,
                   0.25,
                   0.3,
                   0.41421356237309503,
                   0.5,
                   0.6931471805599453,
                   0.7,
                   1 - 0x1p-53,
                   1.0,
                   1 + 0x1p-52,
                   1.4142135623730951,
                   1.5,
                   2.0,
                   2.5,
                   3.0,
                   7.0,
                   20.0,
                   36.8,
                   40.0,
                   60.5,
                   100.5,
                   350.0,
                   708.3,
                   709.78,
                   709.79,
                   710.4,
                   744.9,
                   745.2,
                   746.0,
                   1e3,
                   1e6,
                   4503599627370497.5,
                   1e16,
                   1e155,
                   1e300,
                   DBL_MAX,
                   double(INFINITY)})
    all.push_back(x), all.push_back(-x);
  return all;
}

std::vector<double> inside(const ir::Range& range) {
  std::vector<double> all;
  if (range.integer)
    for (double x = range.lower; x <= std::min(range.upper, range.lower + 20); ++x) all.push_back(x);
  else
    for (int i = 0; i <= 40; ++i) all.push_back(range.lower + (range.upper - range.lower) * i / 40 * (1 - 1e-7 * (i % 7)));
  return all;
}

/// Special functions are called, not written here: a few edges show that the call is right.
std::vector<double> arguments(const ir::Primitive& op, std::size_t i) {
  auto all = inside(op.domain[i]);
  const auto more = op.cost < ir::Cost::Special ? edges() : std::vector<double>{0, 1, -1, NAN, INFINITY};
  all.insert(all.end(), more.begin(), more.end());
  if (op.arity > 2) all.resize(std::min<std::size_t>(all.size(), 12));
  return all;
}

std::vector<Point> points(const ir::Primitive& op) {
  std::vector<Point> all = {{}};
  for (std::size_t i = 0; i < op.arity; ++i) {
    std::vector<Point> longer;
    for (const auto& point : all)
      for (double x : arguments(op, i)) longer.push_back(point), longer.back().push_back(x);
    all = std::move(longer);
  }
  return all;
}

/// 1e-13 relative, and what a relative error of 2^-51 in one argument changes.
double tolerance(const ir::Primitive& op, Point x, double value) {
  double result = 1e-13 * std::abs(value);
  if (op.cost <= ir::Cost::Division) return std::min(result, 4 * DBL_EPSILON * std::abs(value)) + 1e-323;
  for (double& argument : x)
    for (double factor : {1 - 0x1p-51, 1 + 0x1p-51}) {
      const double kept = argument;
      argument *= factor;
      if (const double change = std::abs(op.value(x) - value); std::isfinite(change)) result = std::max(result, change);
      argument = kept;
    }
  return result + 1e-322;
}

struct Sample {
  const ir::Primitive& op;
  std::vector<Point> points;
};

/// The values of a primitive at all points, as one array.
std::vector<double> values_of(const Sample& sample, const Compiled& compiled) {
  std::vector<std::vector<double>> data(sample.op.arity);
  for (const auto& point : sample.points)
    for (std::size_t i = 0; i < point.size(); ++i) data[i].push_back(point[i]);
  const auto bound = compiled.bind({.sizes = {static_cast<std::int64_t>(sample.points.size())}, .data = data});
  auto workspace = bound.workspace();
  std::vector<double> result(sample.points.size(), -12345);
  double* const output = result.data();
  bound.evaluate(workspace, {}, {&output, 1});
  return result;
}

Compiled compile(const ir::Primitive& op, const Host& host) {
  ir::Builder build(std::vector<ir::Dim>{{"obs"}});
  std::vector<ir::NodeId> args;
  for (std::size_t i = 0; i < op.arity; ++i)
    args.push_back(build.input(build.declare_input({"x" + std::to_string(i), ir::InputKind::Data, {ir::DimId(0)}})));
  build.output("y", build.apply(op, args));
  return Compiled::compile(std::move(build).take(), {.host = host});
}

void expect_definition(const Sample& sample, const std::vector<double>& found) {
  int failures = 0;
  for (std::size_t i = 0; i < found.size() && failures < 5; ++i) {
    const double expected = sample.op.value(sample.points[i]);
    const bool agrees = found[i] == expected || (std::isnan(found[i]) && std::isnan(expected)) ||
                        std::abs(found[i] - expected) <= tolerance(sample.op, sample.points[i], expected);
    std::string at;
    for (double x : sample.points[i]) at += " " + ::testing::PrintToString(x);
    EXPECT_TRUE(agrees) << sample.op.name << at << ": expected " << ::testing::PrintToString(expected) << ", found "
                        << ::testing::PrintToString(found[i]);
    failures += !agrees;
  }
}

void expect_definitions(const Host& host) {
  for (const auto& op : ir::primitives()) {
    const auto compiled = compile(op, host);
    const Sample sample{op, points(op)};
    expect_definition(sample, values_of(sample, compiled));
    if (op.cost == ir::Cost::Special) continue;
    for (std::size_t size = 1; size <= 33; ++size) {
      Sample start{op, sample.points};
      start.points.resize(std::min(size, start.points.size()));
      expect_definition(start, values_of(start, compiled));
    }
  }
}

TEST(Primitives, ThisProcessor) { expect_definitions(detect_host()); }
TEST(Primitives, LeastProcessor) { expect_definitions(baseline_host()); }

/// As scalars, where most are calls.
TEST(Primitives, Scalars) {
  for (const auto& op : ir::primitives()) {
    ir::Builder build(std::vector<ir::Dim>{});
    std::vector<ir::NodeId> args;
    std::vector<double> at;
    for (std::size_t i = 0; i < op.arity; ++i) {
      args.push_back(build.input(build.declare_input({"x" + std::to_string(i), ir::InputKind::Parameter, {}})));
      const auto some = inside(op.domain[i]);
      at.push_back(some[std::min(some.size() / 3 + 2, some.size() - 1)]);
    }
    build.output("y", build.apply(op, args));
    const auto bound = Compiled::compile(std::move(build).take()).bind({.sizes = {}, .data = {}});
    auto workspace = bound.workspace();
    const double expected = op.value(at), found = bound.log_density_gradient(workspace, at.data(), nullptr);
    EXPECT_TRUE(found == expected || std::abs(found - expected) <= tolerance(op, at, expected))
        << op.name << " " << found << " " << expected;
  }
}

}  // namespace
}  // namespace scmc::codegen
