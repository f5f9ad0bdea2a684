/// Bounds by an instrument against published tables and against linear programs over types of units.
#include "runtime/effects/instrument.h"

#include <gtest/gtest.h>

#include "tests/effects/linear_programs.h"

namespace scmc::effects {
namespace {

/// [z][x][y]; the tables of [Balke, Pearl 1997], the second as in [Pearl 2009, section 8.2].
const InstrumentTable vitamin_a{{{{{{0.0064, 0.9936}, {0, 0}}}, {{{0.0028, 0.1972}, {0.0010, 0.7990}}}}}};
const InstrumentTable cholestyramine{{{{{{0.919, 0.081}, {0, 0}}}, {{{0.315, 0.073}, {0.139, 0.473}}}}}};

TEST(Instrument, VitaminA) {
  const auto found = average_effect(vitamin_a);
  EXPECT_NEAR(found.lower, -0.1946, 1e-12);
  EXPECT_NEAR(found.upper, 0.0054, 1e-12);
  EXPECT_LE(instrumental_inequality(vitamin_a), 1);
}

TEST(Instrument, Cholestyramine) {
  const auto found = average_effect(cholestyramine);
  EXPECT_NEAR(found.lower, 0.392, 1e-12);
  EXPECT_NEAR(found.upper, 0.780, 1e-12);
  EXPECT_NEAR(local_effect(cholestyramine), 0.7598, 5e-5);
}

InstrumentTable table(const std::vector<double>& row) {
  InstrumentTable t;
  for (std::size_t i = 0; i < 8; ++i) t.p[i / 4][i / 2 % 2][i % 2] = row[i];
  return t;
}

TEST(Instrument, BoundsAreThoseOfLinearPrograms) {
  const auto rows = linear_programs("instrument");
  ASSERT_EQ(rows.size(), 100U);
  for (const auto& r : rows) {
    const auto found = average_effect(table(r));
    EXPECT_NEAR(found.lower, r[8], 1e-8);
    EXPECT_NEAR(found.upper, r[9], 1e-8);
    EXPECT_LE(instrumental_inequality(table(r)), 1 + 1e-12);
  }
}

/// All treated under both values of z, and z moves y: no such world.
TEST(Instrument, WhatIsNoInstrumentIsSeen) {
  const InstrumentTable t{{{{{{0, 0}, {0.9, 0.1}}}, {{{0, 0}, {0.2, 0.8}}}}}};
  EXPECT_NEAR(instrumental_inequality(t), 1.7, 1e-12);
  EXPECT_GT(average_effect(t).lower, average_effect(t).upper);
}

}  // namespace
}  // namespace scmc::effects
