/// What a line is: a command, statements or a question; and whether it goes on.
#include "cli/repl/entry.h"

#include <gtest/gtest.h>

namespace scmc::cli::repl {
namespace {

TEST(Entry, CommandsStatementsAndQuestionsAreToldApart) {
  const std::pair<const char*, EntryKind> lines[] = {
      {"", EntryKind::Nothing},
      {"   # a remark", EntryKind::Nothing},
      {"fit", EntryKind::Command},
      {"  fit --draws 10", EntryKind::Command},
      {"observe data.csv", EntryKind::Command},
      {"observe nosuchfile", EntryKind::Command},
      {"observe data.csv:y,x   # some columns", EntryKind::Command},
      {"data plan.csv", EntryKind::Command},
      {"do z = 1", EntryKind::Command},
      {"identify z -> y", EntryKind::Command},
      {"observe y[day] ~ Normal(0, 1)", EntryKind::Statements},
      {"data x[day]", EntryKind::Statements},
      {"data county_of[obs] in county from \"county\"", EntryKind::Statements},
      {"data s = 2.5", EntryKind::Statements},
      {"data n : int", EntryKind::Statements},
      {"dim day", EntryKind::Statements},
      {"b ~ Normal(0, 1); a ~ Normal(0, 1)", EntryKind::Statements},
      {"query q = E[y]", EntryKind::Statements},
      {"factor -0.5 * b^2", EntryKind::Statements},
      {"fit = 3", EntryKind::Statements},
      {"graph[day] ~ Normal(0, 1)", EntryKind::Statements},
      {"show + 1", EntryKind::Question},
      {"E[y | do(z = 1)]", EntryKind::Question},
      {"b == 1", EntryKind::Question},
      {"query", EntryKind::Question},
      {"fti", EntryKind::Question},
      {")", EntryKind::Question},
  };
  for (const auto& [text, kind] : lines) EXPECT_EQ(read_entry(text).kind, kind) << text;
}

TEST(Entry, ArgumentsHaveNoCommentAndNoSpacesAround) {
  EXPECT_EQ(read_entry("  observe   data.csv  # all of it ").argument, "data.csv");
  EXPECT_EQ(read_entry("show").argument, "");
  EXPECT_EQ(read_entry("fit --draws 10").argument, "--draws 10");
}

TEST(Entry, OpenBracketsOperatorsAndBackslashesGoOn) {
  for (const char* text : {"x ~ Normal(0,", "fn f(x) {\n  y = x + 1", "y = a +", "y ~", "E[y |", "do z =", "if a then", "b \\", "show \\",
                           "y = a # and\n+ # more"})
    EXPECT_TRUE(goes_on(text)) << text;
  for (const char* text : {"", "x ~ Normal(0, 1)", "fn f(x) {\n  y = x + 1\n  return y\n}", "E[y]", "do z = 1", "fit", "load ../", "a )",
                           "dim channel = {\"tv\", \"search\"}", "x = \"never closed", "query", "x ~ Normal(0,\ny ~ Normal(0, 1)"})
    EXPECT_FALSE(goes_on(text)) << text;
}

TEST(Entry, OneLineSaysTheSame) {
  EXPECT_EQ(on_one_line("y = a +   # the base\n    b"), "y = a + b");
  EXPECT_EQ(on_one_line("fn f(x) {\n  y = x + 1\n\n  return y\n}"), "fn f(x) { y = x + 1; return y }");
  EXPECT_EQ(on_one_line("x ~ Normal(0,\n  1)"), "x ~ Normal(0, 1)");
  EXPECT_EQ(on_one_line("b \\\n+ 1"), "b + 1");
  EXPECT_EQ(on_one_line("  fit # now "), "fit # now");
}

TEST(Entry, LoneWordsMayBeMisspeltCommands) {
  EXPECT_EQ(lone_word("fti"), "fti");
  EXPECT_EQ(lone_word("observ data.csv"), "observ");
  EXPECT_EQ(lone_word("b + 1"), "");
  EXPECT_EQ(lone_word("f(x)"), "");
  EXPECT_EQ(lone_word("3"), "");
}

}  // namespace
}  // namespace scmc::cli::repl
