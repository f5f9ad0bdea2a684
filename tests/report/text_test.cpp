/// Widths, wrapping, entries and colours.
#include "runtime/report/text.h"

#include <gtest/gtest.h>

namespace scmc::report {
namespace {

TEST(Text, WidthIsInCodePoints) {
  EXPECT_EQ(display_width("caf\xC3\xA9"), 4U);
  EXPECT_EQ(pad_right("\xC3\xA9", 3), "\xC3\xA9  ");
  EXPECT_EQ(pad_left("\xC3\xA9", 3), "  \xC3\xA9");
  EXPECT_EQ(pad_left("longer", 3), "longer");
}

TEST(Text, DecimalPointsStandBelowEachOther) {
  EXPECT_EQ(align_decimals({"0.16", "-12.345", "7", "NaN", ""}),
            (std::vector<std::string>{"  0.16 ", "-12.345", "  7    ", "NaN    ", "       "}));
}

TEST(Text, WrapsAtSpacesAndKeepsRuns) {
  EXPECT_EQ(wrap("one two  three four", {.width = 10}), "one two\nthree four");
  EXPECT_EQ(wrap("one  two three", {.width = 8}), "one  two\nthree");
  EXPECT_EQ(wrap("one two", {.first = 4, .hang = 2, .width = 8}), "one\n  two");
  EXPECT_EQ(wrap("unbreakable_word next", {.width = 8}), "unbreakable_word\nnext");
  EXPECT_EQ(wrap("a\nb\n\nc", {.first = 2, .hang = 2}), "a\n  b\n\n  c");
  EXPECT_EQ(wrap("", {}), "");
}

TEST(Text, ATabSaysWhereLinesHang) { EXPECT_EQ(wrap("c   \tone two three\nd", {.width = 11}), "c   one two\n    three\nd"); }

/// As in the report of a model whose confounder was not measured.
TEST(Text, EntriesGolden) {
  const std::string text =
      layout_entries({{.label = "observed", .text = "z, y"},
                      {.label = "unmeasured",
                       .text = "c     \tno column `c` in no_tv.csv; if it is there under another name, write  c[day] from \"NAME\" ~ ..."},
                      {.label = "causes", .text = "c -> z, c -> y, z -> y"}});
  EXPECT_EQ(text, R"(  observed    z, y
  unmeasured  c     no column `c` in no_tv.csv; if it is there under another
                    name, write  c[day] from "NAME" ~ ...
  causes      c -> z, c -> y, z -> y
)");
}

TEST(Text, VerdictGolden) {
  const std::string text = layout_entries({{.label = "NO",
                                            .text = "z and y share the unmeasured cause c:  z <- c -> y\nDays with z = 1 differ from days "
                                                    "with z = 0 in c, and nothing in the file tells "
                                                    "that difference from an effect of z.\nhedge: {z, y} over {y}"},
                                           {.label = "would help",
                                            .text = "measure c (adjusting for it suffices), or set z at random on some days (an "
                                                    "experiment). An instrument or a mediator (front-door) "
                                                    "would be a new variable, drawn first in the graph."}});
  EXPECT_EQ(text, R"(  NO          z and y share the unmeasured cause c:  z <- c -> y
              Days with z = 1 differ from days with z = 0 in c, and nothing in
              the file tells that difference from an effect of z.
              hedge: {z, y} over {y}
  would help  measure c (adjusting for it suffices), or set z at random on some
              days (an experiment). An instrument or a mediator (front-door)
              would be a new variable, drawn first in the graph.
)");
}

TEST(Text, LongLabelsAndMarks) {
  EXPECT_EQ(layout_entries(
                {{.label = "short", .text = "a"}, {.label = "twelve chars", .text = "b", .warning = true}, {.label = "alone", .text = ""}}),
            "  short         a\n! twelve chars  b\n  alone\n");
  EXPECT_EQ(layout_entries({{.label = std::string(30, 'x'), .text = "a"}}),
            "  " + std::string(30, 'x') + "\n" + std::string(28, ' ') + "a\n");
}

TEST(Text, ColoursOnTerminalsOnly) {
  const std::string text = "What if?  averaged\n  z = 0\n! z = 1\n";
  EXPECT_EQ(paint(text, false), text);
  EXPECT_EQ(paint(text, true), "\x1b[1mWhat if?\x1b[0m  averaged\n  z = 0\n\x1b[33m! z = 1\x1b[0m\n");
}

}  // namespace
}  // namespace scmc::report
