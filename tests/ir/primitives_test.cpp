/// Every record of the primitives' table: its pullback against differences of its definition, its spelling, its type.
#include "compiler/ir/primitives.h"

#include <gtest/gtest.h>

#include <random>

#include "compiler/interpret/interpret.h"
#include "compiler/ir/expression.h"
#include "tests/support/differences.h"

namespace scmc::ir {
namespace {

double draw(std::mt19937_64& random, const Range& range) {
  const double x = std::uniform_real_distribution(range.lower, range.upper)(random);
  return range.integer ? std::round(x) : x;
}

/// The partial derivatives of a primitive at x, from its pullback with a seed of 1; nothing where no adjoint flows.
std::vector<std::optional<double>> partials(const Primitive& primitive, const std::vector<double>& x, bool guarded) {
  Builder build{std::vector<Dim>{}};
  Inputs inputs;
  std::vector<NodeId> args;
  for (auto value : x) {
    args.push_back(build.input(build.declare_input({"x" + std::to_string(args.size()), InputKind::Parameter, {}, NodeType::Real})));
    inputs.values.push_back({value});
  }
  const NodeId result = build.apply(primitive, args);
  const auto adjoints = primitive.pullback({build, args, result, build.constant(1), guarded});
  verify(build.graph(), primitive.name);
  const auto values = interpret_all(build.graph(), inputs);
  std::vector<std::optional<double>> result_values;
  for (const auto& adjoint : adjoints) result_values.push_back(adjoint ? std::optional(values[index(*adjoint)][0]) : std::nullopt);
  return result_values;
}

class PrimitiveTest : public ::testing::TestWithParam<const Primitive*> {};

/// Those that say `_by_` are derivatives by differences themselves.
bool is_differentiated(const Primitive& primitive) { return primitive.pullback && primitive.name.find("_by_") == std::string_view::npos; }

class DifferentiatedTest : public PrimitiveTest {};

TEST_P(DifferentiatedTest, PullbackAgreesWithDifferences) {
  const Primitive& primitive = *GetParam();
  std::mt19937_64 random(1);
  int compared = 0;
  for (int round = 0; round < 200; ++round) {
    std::vector<double> x;
    for (const auto& range : primitive.domain) x.push_back(draw(random, range));
    const auto analytic = partials(primitive, x, round % 2);
    for (std::size_t i = 0; i < x.size(); ++i) {
      const auto f = [&, at = x](double t) mutable { return at[i] = t, primitive.value(at); };
      const Range& range = primitive.domain[i];
      const double room = std::min(x[i] - range.lower, range.upper - x[i]);
      if (!analytic[i] || range.integer || room < 1e-3) continue;
      const auto difference = testing::differentiate_numerically(f, x[i], std::min(0.1, 0.9 * room));
      const double scale = std::abs(difference.value) + 1e-3 * std::abs(primitive.value(x));
      if (difference.error > 1e-4 * scale) continue;
      ++compared;
      EXPECT_NEAR(*analytic[i], difference.value, 10 * difference.error + 1e-9 * scale)
          << primitive.name << " by argument " << i << " at " << x[i];
    }
  }
  EXPECT_GT(compared, 150) << "too few points at which differences tell anything";
}

TEST_P(PrimitiveTest, SpellsEveryArgument) {
  const Primitive& primitive = *GetParam();
  for (std::size_t i = 0; i < primitive.arity; ++i)
    EXPECT_TRUE(primitive.name == "first" || primitive.cpp.find("$" + std::to_string(i)) != std::string::npos) << primitive.cpp;
  EXPECT_EQ(primitive.domain.size(), primitive.arity);
  EXPECT_TRUE(primitive.address && primitive.value && primitive.type);
}

/// An integer of integers: what the type promises, the definition keeps.
bool keeps_integers(const Primitive& primitive) {
  return primitive.type(std::vector<NodeType>(primitive.arity, NodeType::Integer)) == NodeType::Integer;
}

class IntegerTest : public PrimitiveTest {};

TEST_P(IntegerTest, TypeIsKept) {
  const Primitive& primitive = *GetParam();
  std::mt19937_64 random(2);
  for (int round = 0; round < 100; ++round) {
    std::vector<double> x;
    const bool counts = primitive.cost == Cost::Special;  // a quantile is an integer for real arguments
    for (const auto& range : primitive.domain) x.push_back(draw(random, {range.lower, range.upper, !counts || range.integer}));
    const double value = primitive.value(x);
    EXPECT_TRUE(std::isnan(value) || std::trunc(value) == value) << value;
  }
}

/// The trivial identities of the builder keep the value.
TEST_P(PrimitiveTest, FoldingKeepsTheValue) {
  const Primitive& primitive = *GetParam();
  const std::vector<double> special = {-2, -1, -0.5, 0, 0.5, 1, 2, 3, 4, 8};
  for (std::size_t which = 0; which < primitive.arity; ++which)
    for (double fixed : special)
      for (double other : {-2.5, -1.0, 0.75, 3.0}) {
        std::vector<double> x(primitive.arity, other);
        x[which] = fixed;
        Builder build{std::vector<Dim>{}};
        Inputs inputs{{}, {{other}}};
        const NodeId input = build.input(build.declare_input({"x", InputKind::Data, {}, NodeType::Real}));
        std::vector<NodeId> args(primitive.arity, input);
        args[which] = build.constant(fixed);
        build.output("y", build.apply(primitive, args));
        const double expected = primitive.value(x), folded = interpret(build.graph(), inputs)[0][0];
        if (std::isnan(expected) || folded == expected) continue;
        EXPECT_NEAR(folded, expected, 4e-16 * std::abs(expected)) << primitive.name << "(" << x[0] << ", ...)";
      }
}

std::vector<const Primitive*> those(bool (*wanted)(const Primitive&)) {
  std::vector<const Primitive*> list;
  for (const auto& primitive : primitives())
    if (wanted(primitive)) list.push_back(&primitive);
  return list;
}

std::string name_of(const ::testing::TestParamInfo<const Primitive*>& info) { return std::string(info.param->name); }

INSTANTIATE_TEST_SUITE_P(Table, PrimitiveTest, ::testing::ValuesIn(those([](const Primitive&) { return true; })), name_of);
INSTANTIATE_TEST_SUITE_P(Table, DifferentiatedTest, ::testing::ValuesIn(those(is_differentiated)), name_of);
INSTANTIATE_TEST_SUITE_P(Table, IntegerTest, ::testing::ValuesIn(those(keeps_integers)), name_of);

TEST(Primitives, NamesAreDistinct) {
  for (const auto& primitive : primitives()) EXPECT_EQ(find_primitive(primitive.name), &primitive);
  EXPECT_EQ(find_primitive("no such thing"), nullptr);
  EXPECT_THROW(op("no such thing"), std::logic_error);
}

}  // namespace
}  // namespace scmc::ir
