/// The tables of the report, golden.
#include "runtime/report/layout.h"

#include <gtest/gtest.h>

#include "runtime/report/number.h"
#include "runtime/report/text.h"

namespace scmc::report {
namespace {

/// Three decimals for all: errors just below a thousandth.
Estimate precise(double mean, double sd, double low, double high, double mcse = 0.0009) {
  return {.mean = {mean, mcse}, .sd = {sd, mcse}, .low = {low, mcse}, .high = {high, mcse}};
}

TEST(Layout, ParametersGolden) {
  const std::vector<std::string> names = {"beta_z0", "beta_cz", "beta_y0", "beta_cy", "beta_zy", "sigma_y"};
  const std::vector<std::vector<std::string>> convergence = {{"4127", format_rhat(1)},     {"3894", format_rhat(1.001)},
                                                             {"3310", format_rhat(1.001)}, {"3702", format_rhat(1)},
                                                             {"3255", format_rhat(1.001)}, {"4480", format_rhat(1)}};
  const auto cells =
      format({precise(0.164, 0.215, -0.217, 0.585), precise(1.005, 0.274, 0.510, 1.534), precise(0.004, 0.035, -0.061, 0.072),
              precise(1.051, 0.028, 0.995, 1.098), precise(-0.002, 0.050, -0.097, 0.087), precise(0.229, 0.017, 0.199, 0.261)});
  auto columns = estimate_columns();
  for (const auto& column : convergence_columns()) columns.push_back(column);
  std::vector<TableRow> rows;
  for (std::size_t i = 0; i < names.size(); ++i)
    rows.push_back({.cells = {names[i], cells[i].mean, cells[i].sd, cells[i].interval, convergence[i][0], convergence[i][1]}});
  EXPECT_EQ("Parameters\n" + layout_table(columns, rows), R"(Parameters
              mean      sd        94 % HDI        ess     rhat
  beta_z0    0.164   0.215   -0.217 ..  0.585    4127    1.000
  beta_cz    1.005   0.274    0.510 ..  1.534    3894    1.001
  beta_y0    0.004   0.035   -0.061 ..  0.072    3310    1.001
  beta_cy    1.051   0.028    0.995 ..  1.098    3702    1.000
  beta_zy   -0.002   0.050   -0.097 ..  0.087    3255    1.001
  sigma_y    0.229   0.017    0.199 ..  0.261    4480    1.000
)");
}

TEST(Layout, WhatIfGolden) {
  const auto cells =
      format({precise(0.066, 0.036, -0.003, 0.132), precise(0.063, 0.032, 0.004, 0.124), precise(-0.002, 0.050, -0.097, 0.087)});
  auto columns = estimate_columns();
  columns.push_back(probability_column());
  const std::vector<TableRow> rows = {
      {.cells = {"z = 0", cells[0].mean, cells[0].sd, cells[0].interval}},
      {.cells = {"z = 1", cells[1].mean, cells[1].sd, cells[1].interval}},
      {.cells = {"z = 1 minus z = 0", cells[2].mean, cells[2].sd, cells[2].interval, format_probability({0.49, 0.009})}},
      {},
      {.cells = {"as observed", "0.716"},
       .remark = "days with z = 1 (55) minus days with z = 0 (45); not an effect: c differs between these days"}};
  EXPECT_EQ(layout_table(columns, rows), R"(                        mean      sd        94 % HDI       P(>0)
  z = 0                0.066   0.036   -0.003 ..  0.132
  z = 1                0.063   0.032    0.004 ..  0.124
  z = 1 minus z = 0   -0.002   0.050   -0.097 ..  0.087    0.49

  as observed          0.716   days with z = 1 (55) minus days with z = 0 (45);
                               not an effect: c differs between these days
)");
}

TEST(Layout, QueriesLineUpWithWhatIf) {
  const auto cells = format({precise(-0.2, 4.7, -9.3, 8.3, 0.09)});
  auto columns = estimate_columns(17);
  columns.push_back(probability_column());
  EXPECT_EQ(layout_table(columns, {{.cells = {"pct", cells[0].mean, cells[0].sd, cells[0].interval, "0.49"}}}),
            R"(                        mean      sd        94 % HDI       P(>0)
  pct                   -0.2     4.7     -9.3 ..  8.3      0.49
)");
}

TEST(Layout, WarningsGolden) {
  const auto cells = format({precise(0.55, 0.48, -0.41, 1.43, 0.009)});
  auto columns = estimate_columns();
  columns.push_back(probability_column());
  EXPECT_EQ(layout_table(columns, {{.cells = {"z = 1 minus z = 0", cells[0].mean, cells[0].sd, cells[0].interval, "0.87"}, .warning = true},
                                   {.cells = {"as observed", "0.72"}, .remark = "days with z = 1 (55) minus days with z = 0 (45)"}}),
            R"(                        mean      sd        94 % HDI       P(>0)
! z = 1 minus z = 0     0.55    0.48    -0.41 ..  1.43     0.87
  as observed           0.72   days with z = 1 (55) minus days with z = 0 (45)
)");
}

TEST(Layout, RowsOfDifferentPrecisionStayAligned) {
  const auto cells = format({with_normal_errors({.mean = 0.164, .sd = 0.215, .low = -0.217, .high = 0.585, .ess = 4127}),
                             with_normal_errors({.mean = 104.2, .sd = 21.5, .low = 62.17, .high = 141.9, .ess = 300})});
  EXPECT_EQ(layout_table(estimate_columns(), {{.cells = {"a", cells[0].mean, cells[0].sd, cells[0].interval}},
                                              {.cells = {"b", cells[1].mean, cells[1].sd, cells[1].interval}}}),
            R"(        mean      sd        94 % HDI
  a     0.16    0.22    -0.22 ..   0.59
  b   100      22       60    .. 140
)");
}

TEST(Layout, ALongNameTakesALineOfItsOwn) {
  const std::string name = "contribution[\"a channel with quite a long name\", \"2024-05-31\"]";
  EXPECT_EQ(
      layout_table(estimate_columns(),
                   {{.cells = {name, "0.1", "0.2", "0.0 .. 0.3"}, .warning = true}, {.cells = {"b", "1.1", "0.2", "1.0 .. 1.3"}}}),
      "        mean      sd        94 % HDI\n! " + name + "\n         0.1     0.2      0.0 .. 0.3\n  b      1.1     0.2      1.0 .. 1.3\n");
}

TEST(Layout, NothingIsWiderThanThePageButWhatCannotBreak) {
  const std::string text = layout_table(
      estimate_columns(), {{.cells = {"as observed", "0.7"}, .remark = std::string(300, 'x').replace(20, 1, " ").replace(40, 1, " ")}});
  EXPECT_NE(text.find("\n"), std::string::npos);
  for (std::size_t begin = 0, end; (end = text.find('\n', begin)) != std::string::npos; begin = end + 1) {
    const std::string line = text.substr(begin, end - begin);
    EXPECT_TRUE(display_width(line) <= page_width || line.find(std::string(100, 'x')) != std::string::npos) << line;
  }
}

}  // namespace
}  // namespace scmc::report
