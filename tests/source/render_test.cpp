/// Golden renderings.
#include <gtest/gtest.h>

#include <sstream>

#include "compiler/source/diagnostic.h"

namespace scmc {
namespace {

struct Rendering : testing::Test {
  FileId add(const std::string& path, const std::string& text) { return sources.add(path, text); }

  /// The n-th occurrence of a text.
  Span find(FileId file, const std::string& what, int n = 1) const {
    std::size_t at = 0;
    for (int i = 0; i < n; ++i) at = sources[file].text.find(what, i == 0 ? 0 : at + 1);
    return {file, static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(at + what.size())};
  }

  std::string text(const Diagnostic& diagnostic, bool colour = false) const {
    std::ostringstream out;
    render(out, diagnostic, sources, colour);
    return "\n" + out.str();
  }

  Sources sources;
};

TEST_F(Rendering, example_of_the_design) {
  const FileId file =
      add("schools.scm",
          "dim school;  dim student\ndata x[student]\nslope[school] ~ Normal(0, 1)\n\n\ny[student] ~ Normal(slope * x, sigma)\n");
  const Diagnostic diagnostic{.code = "E0207",
                              .title = "`slope * x` mixes the dimensions `school` and `student`",
                              .primary = Label{find(file, "slope * x"), "no `school` on the left of `~`"},
                              .secondary = {{find(file, "x[student]"), "`x` runs over `student`"}},
                              .notes = {"dimensions match by name; `school` is neither in `y[student]` nor summed over"},
                              .hint = Hint{"pick each student's school: `slope[school_of] * x`, with `data school_of[student] in school`"}};
  EXPECT_EQ(text(diagnostic), R"(
error[E0207]: `slope * x` mixes the dimensions `school` and `student`
  --> schools.scm:6:21
   |
 2 | data x[student]
   |      ---------- `x` runs over `student`
 6 | y[student] ~ Normal(slope * x, sigma)
   |                     ^^^^^^^^^ no `school` on the left of `~`
   |
   = note: dimensions match by name; `school` is neither in `y[student]` nor summed over
   = hint: pick each student's school: `slope[school_of] * x`, with `data school_of[student] in school`
)");
}

TEST_F(Rendering, distant_lines_and_wide_numbers) {
  const FileId file = add("m.scm", "a = 1\n" + std::string(98, '\n') + "b = a + c\n");
  const Diagnostic diagnostic{
      .code = "E1", .title = "t", .primary = Label{find(file, "c"), "unknown"}, .secondary = {{find(file, "a = 1"), "known"}}};
  EXPECT_EQ(text(diagnostic), R"(
error[E1]: t
    --> m.scm:100:9
     |
   1 | a = 1
     | ----- known
...
 100 | b = a + c
     |         ^ unknown
)");
}

TEST_F(Rendering, several_labels_on_one_line) {
  const FileId file = add("m.scm", "y ~ Normal(m, b)\n");
  const Diagnostic diagnostic{.severity = Severity::Warning,
                              .code = "W1",
                              .title = "t",
                              .primary = Label{find(file, "m", 2), "first"},
                              .secondary = {{find(file, "b"), "second"}, {find(file, "y"), "left"}, {find(file, "~"), ""}}};
  EXPECT_EQ(text(diagnostic), R"(
warning[W1]: t
  --> m.scm:1:12
   |
 1 | y ~ Normal(m, b)
   | - -        ^  - second
   | |          first
   | left
)");
}

TEST_F(Rendering, overlapping_labels_hang_below) {
  const FileId file = add("m.scm", "x = f(a + b)\n");
  const Diagnostic diagnostic{
      .code = "E1", .title = "t", .primary = Label{find(file, "a + b"), "inner"}, .secondary = {{find(file, "f(a + b)"), "outer"}}};
  EXPECT_EQ(text(diagnostic), R"(
error[E1]: t
  --> m.scm:1:7
   |
 1 | x = f(a + b)
   |     --^^^^^-
   |     | inner
   |     outer
)");
}

TEST_F(Rendering, tabs_and_wide_characters_line_up) {
  const FileId file = add("m.scm", "\tgröße = \"日本\" + x\n");
  EXPECT_EQ(text({.code = "E1", .title = "t", .primary = Label{find(file, "x"), "here"}}), R"(
error[E1]: t
  --> m.scm:1:17
   |
 1 |     größe = "日本" + x
   |                      ^ here
)");
}

TEST_F(Rendering, two_files) {
  const FileId model = add("m.scm", "use lib\nx = f(1)\n"), library = add("lib.scm", "\nfn f(a, b) = a\n");
  const Diagnostic diagnostic{.code = "E1",
                              .title = "t",
                              .primary = Label{find(model, "f(1)"), "one argument"},
                              .secondary = {{find(library, "f(a, b)"), "two parameters"}},
                              .hint = Hint{"h"}};
  EXPECT_EQ(text(diagnostic), R"(
error[E1]: t
  --> m.scm:2:5
   |
 2 | x = f(1)
   |     ^^^^ one argument
  ::: lib.scm:2:4
   |
 2 | fn f(a, b) = a
   |    ------- two parameters
   |
   = hint: h
)");
}

TEST_F(Rendering, a_place_outside_of_sources) {
  EXPECT_EQ(text({.code = "E1", .title = "t", .place = "data.csv, row 12, column `y`", .notes = {"n"}}), R"(
error[E1]: t
  --> data.csv, row 12, column `y`
   = note: n
)");
  const FileId file = add("m.scm", "data y[obs]\n");
  EXPECT_EQ(text({.code = "E1", .title = "t", .primary = Label{find(file, "y"), "declared here"}, .place = "data.csv, row 12"}), R"(
error[E1]: t
  --> m.scm:1:6
   |
 1 | data y[obs]
   |      ^ declared here
  ::: data.csv, row 12
)");
}

TEST_F(Rendering, empty_spans_line_ends_and_long_spans) {
  const FileId file = add("m.scm", "x =\ny = f(\n1)");
  EXPECT_EQ(text({.code = "E1", .title = "t", .primary = Label{{file, 3, 3}, "end of the line"}}), R"(
error[E1]: t
  --> m.scm:1:4
   |
 1 | x =
   |    ^ end of the line
)");
  EXPECT_EQ(text({.code = "E1", .title = "t", .primary = Label{find(file, "f(\n1)"), "over two lines"}}), R"(
error[E1]: t
  --> m.scm:2:5
   |
 2 | y = f(
   |     ^^ over two lines
)");
  const FileId empty = add("empty.scm", "");
  EXPECT_EQ(text({.code = "E1", .title = "t", .primary = Label{{empty, 0, 0}, "nothing"}}), R"(
error[E1]: t
  --> empty.scm:1:1
   |
 1 |
   | ^ nothing
)");
}

TEST_F(Rendering, notes_of_several_lines_are_indented) {
  EXPECT_EQ(text({.code = "E1", .title = "t", .notes = {"first\nsecond"}, .hint = Hint{"a\nb"}}), R"(
error[E1]: t
   = note: first
           second
   = hint: a
           b
)");
}

TEST_F(Rendering, colours_only_add_escapes) {
  const FileId file = add("m.scm", "x = y + z\n");
  const Diagnostic diagnostic{.code = "E1",
                              .title = "t",
                              .primary = Label{find(file, "z"), "p"},
                              .secondary = {{find(file, "y"), "s"}},
                              .notes = {"n"},
                              .hint = Hint{"h"}};
  std::string coloured = text(diagnostic, true), plain;
  EXPECT_NE(coloured.find("\033[1;31merror[E1]\033[0m"), std::string::npos);
  for (std::size_t i = 0; i < coloured.size(); ++i) {
    if (coloured[i] == '\033') i = coloured.find('m', i);
    else plain += coloured[i];
  }
  EXPECT_EQ(plain, text(diagnostic));
}

TEST_F(Rendering, several_diagnostics_are_separated_by_a_blank_line) {
  Diagnostics diagnostics;
  diagnostics.report({.code = "E1", .title = "one"});
  diagnostics.report({.code = "E2", .title = "two"});
  std::ostringstream out;
  render(out, diagnostics, sources);
  EXPECT_EQ(out.str(), "error[E1]: one\n\nerror[E2]: two\n");
}

}  // namespace
}  // namespace scmc
