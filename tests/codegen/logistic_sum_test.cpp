/// Sums of logistic terms, which machine code takes as the logarithm of one product.
#include <gtest/gtest.h>

#include <cmath>

#include "compiler/codegen/llvm/compiled.h"
#include "compiler/ir/expression.h"

namespace scmc::codegen {
namespace {

using Make = ir::Expression (*)(ir::Expression z, ir::Expression x);

struct Rows {
  std::vector<double> z, x;
};

/// The sum over rows by machine code.
double total(Make make, const Rows& rows) {
  ir::Builder build(std::vector<ir::Dim>{{"obs"}});
  const auto input = [&](const char* name) {
    return ir::Expression(build, build.input(build.declare_input({name, ir::InputKind::Data, {ir::DimId(0)}})));
  };
  const auto z = input("z"), x = input("x");
  build.output("value", ir::sum(make(z, x), {ir::DimId(0)}));
  const std::vector<std::vector<double>> data = {rows.z, rows.x};
  const auto bound = Compiled::compile(std::move(build).take()).bind({.sizes = {static_cast<std::int64_t>(rows.x.size())}, .data = data});
  auto workspace = bound.workspace();
  return bound.log_density_gradient(workspace, nullptr, nullptr);
}

ir::Expression bernoulli(ir::Expression z, ir::Expression x) { return z * x - call("log1p_exp", x); }
ir::Expression by_logarithms(ir::Expression z, ir::Expression x) {
  return z * call("log_invlogit", x) * 0.0 + (-call("log1p_exp", x) + z * x) + call("log_invlogit", x);
}

/// log(1 + exp(x)) in extended precision.
long double log1p_exp(long double x) { return std::max(x, 0.0L) + std::log1p(std::exp(-std::abs(x))); }

Rows spread(int count, double scale) {
  Rows rows;
  for (int i = 0; i < count; ++i) rows.z.push_back(i % 3 == 0), rows.x.push_back(scale * std::sin(0.7 * i));
  return rows;
}

TEST(LogisticSum, AgreesWithExtendedPrecision) {
  for (int count : {1, 7, 8, 9, 100, 10'000, 1'000'003})
    for (double scale : {0.0, 1e-8, 1.0, 30.0, 800.0}) {
      const auto rows = spread(count, scale);
      long double expected = 0, absolute = 0;
      for (int i = 0; i < count; ++i) {
        expected += (long double)rows.z[i] * rows.x[i] - log1p_exp(rows.x[i]);
        absolute += std::abs((long double)rows.z[i] * rows.x[i]) + log1p_exp(rows.x[i]);
      }
      EXPECT_NEAR(total(bernoulli, rows), double(expected), 1e-12 * double(absolute)) << count << " " << scale;
    }
}

/// Terms far from 0 are as small as exp(-x): rounding 1 + exp(-x) must not lose them.
TEST(LogisticSum, KeepsSmallTerms) {
  for (double x : {40.0, 100.0, 300.0, 700.0}) {
    const Rows rows{.z = std::vector<double>(1000, 1), .x = std::vector<double>(1000, x)};
    const double expected = -1000 * std::exp(-x);
    EXPECT_NEAR(total([](ir::Expression, ir::Expression x) { return call("log_invlogit", x); }, rows), expected, -1e-12 * expected);
  }
}

TEST(LogisticSum, SeveralTermsInOneSum) {
  const auto rows = spread(1001, 3);
  long double expected = 0;
  for (std::size_t i = 0; i < rows.x.size(); ++i) expected += (long double)rows.z[i] * rows.x[i] - 2 * log1p_exp(rows.x[i]) + rows.x[i];
  EXPECT_NEAR(total(by_logarithms, rows), double(expected), 1e-12 * 5000);
}

TEST(LogisticSum, InfinitiesAndNaN) {
  auto rows = spread(100, 1);
  rows.x[50] = INFINITY;
  EXPECT_EQ(total([](ir::Expression, ir::Expression x) { return call("log_invlogit", -x); }, rows), -INFINITY);
  rows.x[50] = NAN;
  EXPECT_TRUE(std::isnan(total(bernoulli, rows)));
}

}  // namespace
}  // namespace scmc::codegen
