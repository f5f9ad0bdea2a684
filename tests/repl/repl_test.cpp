/// The loop without a terminal: states and their history, answers against closed forms, mistakes that change nothing.
#include <cmath>

#include "cli/repl/commands.h"
#include "cli/repl/history_file.h"
#include "compiler/ast/print.h"
#include "talk.h"

namespace scmc::cli::repl {
namespace {

const std::string effect_model = R"(dim unit
a ~ Normal(0, 10);  b ~ Normal(0, 10);  s ~ HalfNormal(1)
z[unit] ~ Bernoulli(0.5)
y[unit] ~ Normal(a + b * z, s)
)";
const std::string effect_data = "z,y\n0,1.0\n0,1.2\n0,0.8\n0,1.1\n0,0.9\n1,3.1\n1,2.9\n1,3.0\n1,3.2\n1,2.8\n";

class ReplTest : public Talk {
 protected:
  void begin_effect() {
    write("model.scm", effect_model);
    write("data.csv", effect_data);
    say("load model.scm");
    say("observe data.csv");
  }
  std::string model() const { return ast::print(*repl_.state().model->model); }
};

// ---------------------------------------------------------------- statements

TEST_F(ReplTest, StatementsJoinTheModel) {
  EXPECT_EQ(say("b ~ Normal(0, 1)"), "");
  EXPECT_EQ(say("dim day = 3; y[day] ~ Normal(b, 1)"), "");
  EXPECT_EQ(model(), "b ~ Normal(0, 1)\ndim day = 3;  y[day] ~ Normal(b, 1)\n");
}

TEST_F(ReplTest, ADefinitionReplacesTheOneBeforeAndSaysSo) {
  say("b ~ Normal(0, 1)");
  say("dim day = 3");
  say("y[day] ~ Normal(b, 1)");
  EXPECT_EQ(say("b ~ Normal(0, 10)"), "replaced  b ~ Normal(0, 1)\n");
  EXPECT_EQ(say("b ~ Normal(0, 10)"), "") << "the same again is no news";
  EXPECT_EQ(say("y[day] = 2 * b"), "replaced  y[day] ~ Normal(b, 1)\n");
  EXPECT_EQ(model(), "b ~ Normal(0, 10)\ndim day = 3\ny[day] = 2 * b\n");
}

TEST_F(ReplTest, SlicesStandBesideOneAnother) {
  say("dim t = 5");
  say("x[t] ~ Normal(0, 1)");
  EXPECT_EQ(say("x[1] ~ Normal(3, 1)"), "");
  EXPECT_EQ(model(), "dim t = 5\nx[1] ~ Normal(3, 1)\nx[t] ~ Normal(0, 1)\n");
  EXPECT_EQ(say("x[t] ~ Normal(x[t - 1], 1)"), "replaced  x[t] ~ Normal(0, 1)\n");
  EXPECT_EQ(say("x[1] ~ Normal(4, 1)"), "replaced  x[1] ~ Normal(3, 1)\n");
  say("dim u = 2");
  const auto text = say("x[u] ~ Normal(0, 1)");
  EXPECT_NE(text.find("x[1]"), std::string::npos) << text;
  EXPECT_NE(text.find("x[t]"), std::string::npos) << text;
  EXPECT_EQ(model(), "dim t = 5\nx[u] ~ Normal(0, 1)\ndim u = 2\n");
}

TEST_F(ReplTest, UndoTakesBackStatementsDataAndScenarios) {
  const auto first = repl_.state().model;
  begin_effect();
  say("do z = 0");
  say("do z = 1");
  EXPECT_EQ(repl_.state().scenarios.size(), 2U);
  EXPECT_EQ(say("undo"), "undone  do z = 1\n");
  EXPECT_EQ(repl_.state().scenarios, std::vector<std::string>{"z = 0"});
  const auto fitted = repl_.state().fitted;
  EXPECT_TRUE(fitted);
  say("s ~ HalfNormal(5)");
  EXPECT_FALSE(repl_.state().fitted) << "the fit was of another model";
  EXPECT_EQ(say("undo"), "undone  s ~ HalfNormal(5)\n");
  EXPECT_EQ(repl_.state().fitted, fitted) << "and is there again";
  say("undo");
  EXPECT_EQ(say("undo"), "undone  observe data.csv\n");
  EXPECT_TRUE(repl_.state().data->files.empty());
  say("undo");
  EXPECT_EQ(repl_.state().model, first);
  refused("undo");
}

TEST_F(ReplTest, ForgettingTakesAway) {
  begin_effect();
  say("query q = b");
  EXPECT_EQ(say("forget q"), "forgotten  query q = b\n");
  EXPECT_TRUE(repl_.state().fitted) << "a query is no part of the fit";
  EXPECT_NE(refused("forget b").find("`b`"), std::string::npos) << "y is computed from it";
  say("do z = 0");
  say("forget do");
  EXPECT_TRUE(repl_.state().scenarios.empty());
  say("forget data.csv");
  EXPECT_TRUE(repl_.state().data->files.empty());
  EXPECT_NE(refused("forget dta.csv").find("name a variable"), std::string::npos);
}

// ---------------------------------------------------------------- answers

// With priors as wide as these, the means are those of the groups: 1 and 3.
TEST_F(ReplTest, AnswersAreThoseOfLeastSquares) {
  begin_effect();
  EXPECT_NEAR(mean_of(say("E[y | do(z = 1)]")), 3, 0.05);
  EXPECT_NEAR(mean_of(say("E[y | do(z = 0)]")), 1, 0.05);
  EXPECT_NEAR(mean_of(say("b")), 2, 0.05);
  EXPECT_NEAR(mean_of(say("E[y | cf(z = 1), z == 1]")), 3, 1e-6) << "what was is what it was";
  EXPECT_NEAR(mean_of(say("P(y > 2 | do(z = 1))")), 1, 0.05);
}

TEST_F(ReplTest, AFitIsMadeWhenItIsNeededAndOnce) {
  begin_effect();
  EXPECT_NE(say("b").find("fitted: 4 chains of 500 draws"), std::string::npos);
  EXPECT_EQ(say("b").find("fitted"), std::string::npos);
  const auto fitted = repl_.state().fitted;
  say("query twice = 2 * b");
  EXPECT_EQ(repl_.state().fitted, fitted) << "a query needs no other fit";
  say("fn half(x) = x / 2");
  EXPECT_NE(say("half(b)").find("fitted"), std::string::npos);
}

TEST_F(ReplTest, QueriesAreAnsweredByName) {
  begin_effect();
  const auto at_once = say("query ate = E[y | do(z = 1)] - E[y | do(z = 0)]");
  EXPECT_NEAR(mean_of(at_once), 2, 0.05);
  EXPECT_NE(at_once.find("P(>0) >0.99"), std::string::npos) << at_once;
  EXPECT_NEAR(mean_of(say("ate")), 2, 0.05);
}

TEST_F(ReplTest, ExactAnswersSaySo) {
  begin_effect();
  say("b");
  EXPECT_EQ(say("E[y | do(z = 1)] - E[y | do(z = 1)]"), "0   in every draw\n");
}

TEST_F(ReplTest, WhatHasNoValueSaysSo) {
  begin_effect();
  say("b");
  EXPECT_EQ(say("1 / 0"), "inf   in every draw\n");
  EXPECT_EQ(say("E[y | z == 3]"), "no value in 2000 of 2000 draws\n! in 2000 of 2000 draws no unit meets the condition\n");
  EXPECT_NE(say("log(b - 2)").find("no value in "), std::string::npos) << "b lies around 2";
}

TEST_F(ReplTest, AVariableOverUnitsIsATable) {
  begin_effect();
  const auto text = say("y");
  EXPECT_NE(text.find("y[1]"), std::string::npos) << text;
  say("query by[unit] = E[y | do(z = 1)]");
  EXPECT_NE(say("by").find("by[10]"), std::string::npos);
}

TEST_F(ReplTest, ScenariosStandBesideTheFirst) {
  begin_effect();
  EXPECT_EQ(say("do z = 0").find("minus"), std::string::npos);
  EXPECT_NE(say("do z = 1").find("z = 1 minus z = 0"), std::string::npos);
  say("do z = 1");
  EXPECT_EQ(repl_.state().scenarios.size(), 2U) << "the same again is none more";
  EXPECT_NE(say("do").find("z = 1 minus z = 0"), std::string::npos);
}

// A mean of 5 and standard deviation 2 were stated: nothing was observed.
TEST_F(ReplTest, WithoutDataThePriorAnswers) {
  say("b ~ Normal(5, 2)");
  const auto text = say("b");
  EXPECT_NE(text.find("from the prior"), std::string::npos) << text;
  EXPECT_NEAR(mean_of(text), 5, 0.3);
  say("dim day = 4; y[day] ~ Normal(2 * b, 1)");
  EXPECT_NEAR(mean_of(say("E[y | do(b = 3)]")), 6, 0.1);
}

TEST_F(ReplTest, DataMayComeBeforeTheModel) {
  write("data.csv", effect_data);
  EXPECT_NE(say("observe data.csv").find("10 rows; no variable takes a column yet: z, y"), std::string::npos);
  say("dim unit; m ~ Normal(0, 10)");
  say("y[unit] ~ Normal(m, 1)");
  EXPECT_NEAR(mean_of(say("m")), 2, 0.1);
}

TEST_F(ReplTest, AnAnswerThatTheDataCannotGiveSaysSo) {
  say("dim unit; a ~ Normal(0, 1); b ~ Normal(0, 1)");
  say("u[unit] ~ Normal(0, 1); z[unit] ~ Normal(a * u, 1); y[unit] ~ Normal(b * z + u, 1)");
  write("data.csv", "z,y\n1,2\n2,3\n0,1\n1.5,2\n");
  say("observe data.csv");
  const auto text = say("E[y | do(z = 1)]");
  EXPECT_NE(text.find("! z -> y not identified"), std::string::npos) << text;
  EXPECT_NE(say("identify z -> y").find("NO"), std::string::npos);
  EXPECT_EQ(say("E[y]").find("not identified"), std::string::npos) << "nothing is set";
}

// ---------------------------------------------------------------- looking, saving

TEST_F(ReplTest, LookingChangesNothing) {
  begin_effect();
  const auto* state = repl_.state().model.get();
  EXPECT_NE(say("show").find("observe y[unit] ~ Normal(a + b * z, s)"), std::string::npos);
  EXPECT_NE(say("rewrite do z = 1").find("do z[unit] = 1"), std::string::npos);
  EXPECT_NE(say("rewrite cf z = 0").find("y_cf[unit]"), std::string::npos);
  EXPECT_NE(say("graph").find("z -> y"), std::string::npos);
  EXPECT_EQ(say("graph do y = 1").find("z -> y"), std::string::npos) << "the arrow into y is cut";
  EXPECT_NE(say("identify z -> y").find("yes"), std::string::npos);
  EXPECT_NE(say("identify P(y_{z=0}=1 | z=1)").find("worlds "), std::string::npos);
  say("graph dag.dot");
  EXPECT_TRUE(std::filesystem::exists("dag.dot"));
  EXPECT_FALSE(repl_.state().fitted);
  EXPECT_NE(say("summary").find("Parameters"), std::string::npos);
  EXPECT_EQ(repl_.state().model.get(), state);
}

TEST_F(ReplTest, WhatIsSavedIsLoaded) {
  begin_effect();
  say("query q = 2 * b");
  const auto before = say("q");
  say("save saved.scm");
  say("save fit.nc");
  const auto text = model();
  say("forget q");
  say("load saved.scm");
  EXPECT_EQ(model(), text);
  say("load fit.nc");
  EXPECT_EQ(say("q"), before) << "from the draws that were kept";
  EXPECT_EQ(model(), text);
  say("s ~ HalfNormal(2)");
  EXPECT_NEAR(mean_of(say("b")), 2, 0.05) << "the data are in the file, too";
}

TEST_F(ReplTest, HelpKnowsEveryCommand) {
  const auto all = say("help");
  for (const auto& command : commands()) {
    EXPECT_NE(all.find("  " + std::string(command.usage) + " "), std::string::npos) << command.name;
    EXPECT_NE(say("help " + std::string(command.name)).find(command.summary), std::string::npos);
  }
  EXPECT_TRUE(repl_.read("quit").leave);
}

// ---------------------------------------------------------------- mistakes

TEST_F(ReplTest, MistakesHaveOneDiagnosticAndChangeNothing) {
  begin_effect();
  const std::pair<const char*, const char*> lines[] = {
      {"fti", "did you mean `fit`?"},
      {"observ data.csv", "did you mean `observe`?"},
      {"help fti", "did you mean `fit`?"},
      {"frobnicate", "`help` lists the commands"},
      {"E[y | do(q = 1)]", "q"},
      {"E[w]", "input:1:3"},
      {"b +* 2", "input:1:"},
      {"x ~ Normal(0, 1", "input:1:11"},
      {"x ~ Nromal(0, 1)", "`Normal`"},
      {"y[unit] ~ Normal(a + b * q, s)", "input:1:"},
      {"observe nosuch.csv", "nosuch.csv"},
      {"observe", "observe data.csv"},
      {"load nosuch.scm", "nosuch.scm"},
      {"load nosuch.nc", "nosuch.nc"},
      {"save there.txt", "save model.scm"},
      {"do z = 0.5", "z"},
      {"do q = 1", "q"},
      {"do", "do z = 1"},
      {"identify", "identify z -> y"},
      {"identify z -> q", "q"},
      {"rewrite backwards", "rewrite do z = 1"},
      {"graph dag.jpeg", ".svg"},
      {"graph upwards", "graph dag.svg"},
      {"fit --drwas 3", "--draws"},
      {"fit --draws 0", "--draws"},
      {"time maybe", "time on"},
      {"quit now", "`quit`"},
      {"forget nobody", "forget"},
      {")", "input:1:1"},
  };
  for (const auto& [line, part] : lines) EXPECT_NE(refused(line).find(part), std::string::npos) << line << "\n" << repl_.read(line).errors;
}

TEST_F(ReplTest, AnInputThatEndsWithinAStatementIsAnErrorAndLosesNothing) {
  say("b ~ Normal(0, 1)");
  for (const char* text : {"x ~ Normal(0,", "x = b +", "fn f(x) {\n  y = x"}) {
    const auto reply = repl_.broken_off(text);
    EXPECT_TRUE(reply.failed);
    EXPECT_NE(reply.errors.find("error[E0753]: the input ends within a statement"), std::string::npos) << reply.errors;
  }
  EXPECT_EQ(model(), "b ~ Normal(0, 1)\n");
  EXPECT_FALSE(repl_.broken_off("c ~ Normal(0, 1) \\").failed) << "it only promised a further line";
  EXPECT_EQ(model(), "b ~ Normal(0, 1)\nc ~ Normal(0, 1)\n");
}

// ---------------------------------------------------------------- history

TEST_F(ReplTest, HistoryIsAPlainText) {
  const auto path = (folder_ / "deep" / "history").string();
  append_history(path, "b ~ Normal(0, 1)");
  append_history(path, "fit");
  EXPECT_EQ(read_history(path), (std::vector<std::string>{"b ~ Normal(0, 1)", "fit"}));
  for (int i = 0; i < 10001; ++i) append_history(path, "line " + std::to_string(i));
  EXPECT_EQ(read_history(path).size(), 5000U);
  EXPECT_EQ(read_history(path).back(), "line 10000");
}

}  // namespace
}  // namespace scmc::cli::repl
