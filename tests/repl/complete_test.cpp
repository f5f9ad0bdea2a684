/// What Tab offers.
#include "cli/repl/complete.h"

#include "talk.h"

namespace scmc::cli::repl {
namespace {

class CompleteTest : public Talk {
 protected:
  Completion at(const std::string& line) { return complete(repl_.state(), repl_.library(), line, line.size()); }
  bool offers(const std::string& line, const std::string& word) {
    const auto found = at(line).words;
    return std::ranges::find(found, word) != found.end();
  }
};

TEST_F(CompleteTest, CommandsAndDeclarationsBeginALine) {
  EXPECT_EQ(at("obs").words, std::vector<std::string>{"observe "});
  EXPECT_TRUE(offers("", "fit "));
  EXPECT_TRUE(offers("  ", "dim "));
  EXPECT_TRUE(offers("sh", "show"));
  EXPECT_FALSE(offers("b + sh", "show")) << "no command stands within an expression";
}

TEST_F(CompleteTest, NamesOfTheModelAreOffered) {
  say("dim week = 3; intercept ~ Normal(0, 1); x[week] ~ Normal(0, 1)");
  say("query share = intercept / 2");
  EXPECT_EQ(at("2 * inter").words, std::vector<std::string>{"intercept"});
  EXPECT_EQ(at("2 * inter").begin, 4U);
  EXPECT_TRUE(offers("sum(x over w", "week"));
  EXPECT_TRUE(offers("do int", "intercept"));
  EXPECT_TRUE(offers("identify x -> int", "intercept"));
  EXPECT_TRUE(offers("sha", "share"));
}

TEST_F(CompleteTest, DistributionsStandBehindTheTilde) {
  EXPECT_TRUE(offers("y ~ Nor", "Normal("));
  EXPECT_FALSE(offers("y ~ in", "invlogit("));
  EXPECT_TRUE(offers("y ~ Normal(inv", "invlogit("));
  EXPECT_EQ(at("y ~ Half").common.substr(0, 4), "Half");
}

TEST_F(CompleteTest, FilesStandBehindTheirCommands) {
  write("sales.csv", "");
  write("sales_2.csv", "");
  std::filesystem::create_directory("plans");
  write("plans/next.csv", "");
  EXPECT_EQ(at("observe sa").words, (std::vector<std::string>{"sales.csv", "sales_2.csv"}));
  EXPECT_EQ(at("observe sa").common, "sales");
  EXPECT_EQ(at("observe pl").words, std::vector<std::string>{"plans/"});
  EXPECT_EQ(at("load plans/n").words, std::vector<std::string>{"plans/next.csv"});
  EXPECT_EQ(at("load plans/n").begin, 5U);
  EXPECT_TRUE(at("observe nowhere/x").words.empty());
}

TEST_F(CompleteTest, HelpTakesCommands) { EXPECT_EQ(at("help und").words, std::vector<std::string>{"undo"}); }

}  // namespace
}  // namespace scmc::cli::repl
