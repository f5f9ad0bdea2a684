/// Each model as a lowering would write it: a sum over rows of the log density, with the reciprocal of a scale taken once.
#include "bench/models.h"

#include <cmath>
#include <random>

#include "compiler/differentiate/differentiate.h"
#include "compiler/ir/expression.h"

namespace scmc::bench {
namespace {

using ir::DimId;
using ir::Expression;
using ir::InputKind;
using ir::NodeType;

std::vector<double> normals(std::int64_t count, unsigned seed) {
  std::mt19937_64 random(seed);
  std::normal_distribution<double> normal;
  std::vector<double> values;
  for (std::int64_t i = 0; i < count; ++i) values.push_back(normal(random));
  return values;
}

std::vector<double> integers_below(std::int64_t limit, std::int64_t count) {
  std::mt19937_64 random(7);
  std::vector<double> values;
  for (std::int64_t i = 0; i < count; ++i) values.push_back(static_cast<double>(random() % static_cast<std::uint64_t>(limit)));
  return values;
}

class Density {
 public:
  explicit Density(std::vector<ir::Dim> dims) : build_(std::move(dims)) {}

  Expression parameter(std::string name, ir::Dims dims = {}) { return input(std::move(name), InputKind::Parameter, std::move(dims)); }
  Expression data(std::string name, ir::Dims dims, NodeType type = NodeType::Real) {
    return input(std::move(name), InputKind::Data, std::move(dims), type);
  }
  Expression number(double value) { return {build_, value}; }
  Expression iota(DimId dim) { return {build_, build_.iota(dim)}; }
  Expression gather(Expression source, std::vector<ir::NodeId> indices) { return {build_, build_.gather(source, std::move(indices))}; }

  Expression standard_normal(Expression x) { return -0.5 * square(x); }
  Expression bernoulli_logit(Expression z, Expression eta) { return z * eta - call("log1p_exp", eta); }
  /// With the logarithm of the scale.
  Expression normal(Expression x, Expression mean, Expression log_scale) { return -0.5 * square((x - mean) * exp(-log_scale)) - log_scale; }

  ir::Graph gradient(Expression log_density) {
    build_.output("log_density", log_density);
    return ir::differentiate(build_.graph(), "log_density");
  }

 private:
  Expression input(std::string name, InputKind kind, ir::Dims dims, NodeType type = NodeType::Real) {
    return {build_, build_.input(build_.declare_input({std::move(name), kind, std::move(dims), type}))};
  }
  ir::Builder build_;
};

}  // namespace

Model ads(std::int64_t rows) {
  const auto obs = DimId(0);
  Density density({{"obs"}});
  const auto b0 = density.parameter("b0"), b1 = density.parameter("b1"), a = density.parameter("a"), bz = density.parameter("bz"),
             bc = density.parameter("bc"), s = density.parameter("log_s");
  const auto c = density.data("c", {obs}), z = density.data("z", {obs}), y = density.data("y", {obs});
  const auto rowwise = density.bernoulli_logit(z, b0 + b1 * c) + density.normal(y, a + bz * z + bc * c, s);
  auto total = sum(rowwise, {obs});
  for (auto each : {b0, b1, a, bz, bc, s}) total = total + density.standard_normal(each);
  return {density.gradient(total), {rows}, {normals(rows, 1), integers_below(2, rows), normals(rows, 2)}, {0.1, 0.9, 0.2, 0.5, -0.4, 0.1}};
}

Model logistic_regression(RegressionSize size) {
  const auto k = DimId(0), obs = DimId(1);
  Density density({{"k"}, {"obs"}});
  const auto beta = density.parameter("beta", {k});
  const auto x = density.data("x", {k, obs}), z = density.data("z", {obs});
  const auto likelihood = sum(density.bernoulli_logit(z, sum(x * beta, {k})), {obs});
  const auto total = likelihood + sum(density.standard_normal(beta), {k});
  std::vector<double> at(static_cast<std::size_t>(size.columns), 0.1);
  return {density.gradient(total), {size.columns, size.rows}, {normals(size.rows * size.columns, 1), integers_below(2, size.rows)}, at};
}

Model hierarchy(HierarchySize size) {
  const auto group = DimId(0), obs = DimId(1);
  Density density({{"group"}, {"obs"}});
  const auto mu = density.parameter("mu"), log_tau = density.parameter("log_tau"), b = density.parameter("b"),
             s = density.parameter("log_s"), e = density.parameter("e", {group});
  const auto group_of = density.data("group_of", {obs}, NodeType::Integer), x = density.data("x", {obs}), y = density.data("y", {obs});
  const auto effect = density.gather(mu + exp(log_tau) * e, {group_of});
  auto total = sum(density.normal(y, effect + b * x, s), {obs}) + sum(density.standard_normal(e), {group});
  for (auto each : {mu, log_tau, b, s}) total = total + density.standard_normal(each);
  std::vector<double> at = normals(size.groups + 4, 3);
  return {density.gradient(total),
          {size.groups, size.rows},
          {integers_below(size.groups, size.rows), normals(size.rows, 1), normals(size.rows, 2)},
          at};
}

Model autoregression(std::int64_t rows) {
  const auto t = DimId(0);
  Density density({{"t"}});
  const auto a = density.parameter("a"), b1 = density.parameter("b1"), b2 = density.parameter("b2"), s = density.parameter("log_s");
  const auto y = density.data("y", {t});
  const auto position = density.iota(t);
  const auto mean = a + b1 * density.gather(y, {position - 1.0}) + b2 * density.gather(y, {position - 2.0});
  const auto start = call("lt", position, density.number(2));
  auto total = sum(select(start, density.number(0), density.normal(y, mean, s)), {t});
  for (auto each : {a, b1, b2, s}) total = total + density.standard_normal(each);
  return {density.gradient(total), {rows}, {normals(rows, 1)}, {0.1, 0.4, 0.2, 0.1}};
}

}  // namespace scmc::bench
