/// Layout: of every model in the project, of random models as the printer of trees writes them, of comments in all sorts of places.
#include "compiler/parse/format.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <random>

#include "compiler/ast/print.h"
#include "tests/parse/parse_helpers.h"
#include "tests/parse/random_tree.h"

namespace scmc {
namespace {

std::string formatted(const std::string& text) {
  Case source(text);
  try {
    const auto result = format(source.sources, source.file, source.diagnostics);
    EXPECT_TRUE(result) << text << "\n" << source.messages();
    return result.value_or("");
  } catch (const std::logic_error& error) {
    ADD_FAILURE() << error.what() << "\n" << text;
    return "";
  }
}

/// Where no string is open: the comment of a line, without the spaces at its end; empty if it has none.
std::string comment_of(const std::string& line) {
  bool is_quoted = false;
  for (std::size_t i = 0; i < line.size(); ++i) {
    if (line[i] == '\\' && is_quoted) ++i;
    else if (line[i] == '"') is_quoted = !is_quoted;
    else if (line[i] == '#' && !is_quoted) return line.substr(i, line.find_last_not_of(" \t\r") + 1 - i);
  }
  return "";
}

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  std::istringstream in(text);
  for (std::string line; std::getline(in, line);) lines.push_back(line);
  return lines;
}

std::vector<std::string> comments_of(const std::string& text) {
  std::vector<std::string> comments;
  for (const std::string& line : lines_of(text)) {
    if (const std::string comment = comment_of(line); !comment.empty()) comments.push_back(comment);
  }
  return comments;
}

std::string code_of(const std::string& line) { return line.substr(0, line.size() - comment_of(line).size()); }

bool is_wide(const std::string& line) {
  const std::string code = code_of(line);
  return code.find_last_not_of(' ') + 1 > 100 && code.find_last_not_of(' ') != std::string::npos;
}

/// The layout of a text, after comparing what it must keep.
std::string expect_sound(const std::string& text) {
  Case before(text);
  const auto model = before.model();
  const std::string laid_out = formatted(text);
  Case after(laid_out);
  const auto again = after.model();
  EXPECT_TRUE(model && again && ast::same(*model, *again)) << text << "\nbecame\n" << laid_out;
  EXPECT_EQ(comments_of(text), comments_of(laid_out)) << text << "\nbecame\n" << laid_out;
  EXPECT_EQ(laid_out, formatted(laid_out)) << text;
  for (const std::string& line : lines_of(laid_out)) EXPECT_TRUE(line.empty() || line.back() != ' ') << line;
  EXPECT_EQ(laid_out.find("\n\n\n"), std::string::npos) << laid_out;
  return laid_out;
}

std::vector<std::string> models_of_the_project() {
  std::vector<std::string> texts;
  for (const char* folder : {"examples", "stdlib", "tests"}) {
    for (const auto& entry : std::filesystem::recursive_directory_iterator(std::filesystem::path(SCMC_SOURCE_DIR) / folder)) {
      if (entry.path().extension() != ".scm") continue;
      std::ifstream in(entry.path());
      const std::string text{std::istreambuf_iterator<char>(in), {}};
      if (Case(text).model()) texts.push_back(text);
    }
  }
  return texts;
}

TEST(Format, every_model_of_the_project) {
  const auto texts = models_of_the_project();
  EXPECT_GT(texts.size(), 200);
  std::size_t unchanged = 0;
  for (const std::string& text : texts) {
    const std::string laid_out = expect_sound(text);
    unchanged += laid_out == text;
    for (const std::string& line : lines_of(laid_out)) EXPECT_FALSE(is_wide(line)) << line;
  }
  EXPECT_GT(unchanged, texts.size() / 2) << "what people write by hand is mostly laid out already";
}

/// The printer of trees lets a statement that a `;` joined share a line with braces that are not closed on it.
bool shares_with_braces(const std::string& line) {
  const bool opens = line.ends_with(" {") && line.find(";  ") != std::string::npos;
  return opens || line.find("};") != std::string::npos || line.ends_with(" }");
}

/// Two programs that know nothing of each other agree where no line is long.
TEST(Format, leaves_what_the_printer_of_trees_writes) {
  RandomTree random(20261125);
  int compared = 0;
  for (int i = 0; i < 600; ++i) {
    const std::string text = ast::print(random.model(1 + i % 3));
    const std::string laid_out = expect_sound(text);
    if (std::ranges::any_of(lines_of(text), [](const std::string& line) { return is_wide(line) || shares_with_braces(line); })) continue;
    EXPECT_EQ(laid_out, text);
    ++compared;
  }
  EXPECT_GT(compared, 120);
}

TEST(Format, expressions_are_spaced_as_the_printer_does) {
  RandomTree random(5);
  for (int i = 0; i < 2000; ++i) {
    const std::string text = "query q = " + ast::print(i % 2 ? random.expr(1 + i % 3) : random.question(1 + i % 3)) + "\n";
    if (is_wide(text)) continue;
    EXPECT_EQ(formatted(text), text);
  }
}

// ---------------------------------------------------------------- damage that changes no meaning

/// The text with comments and newlines put, here and there, in place of single spaces, wherever that leaves the model as it is.
std::string roughened(const std::string& text, std::mt19937_64& generator) {
  const auto chance = [&](int in) { return std::uniform_int_distribution<int>(1, in)(generator) == 1; };
  const std::vector<std::string> kinds = {"\n", "  # %\n", "\n\n\n# %\n\n", "     ", "\n# %\n# %\n  "};
  std::string rough = text;
  int number = 0;
  for (std::size_t at = 0; at < rough.size(); ++at) {
    if (rough[at] != ' ' && rough[at] != '\n') continue;
    if (!chance(4)) continue;
    std::string put = kinds[std::uniform_int_distribution<std::size_t>(0, kinds.size() - 1)(generator)];
    for (auto sign = put.find('%'); sign != std::string::npos; sign = put.find('%')) put.replace(sign, 1, std::to_string(++number));
    const std::string changed = rough.substr(0, at) + put + rough.substr(rough[at] == '\n' && put.back() == '\n' ? at + 1 : at);
    Case before(rough), after(changed);
    const auto old = before.model(), now = after.model();
    if (!now || !ast::same(*old, *now)) continue;
    rough = changed;
    at += put.size();
  }
  return rough;
}

TEST(Format, comments_and_newlines_anywhere) {
  std::mt19937_64 generator(4);
  std::size_t comments = 0, inside = 0;
  for (const std::string& text : models_of_the_project()) {
    if (text.size() > 500 || text.size() < 60) continue;
    const std::string rough = roughened(text, generator);
    const std::string laid_out = expect_sound(rough);
    comments += comments_of(rough).size();
    for (const std::string& line : lines_of(laid_out)) {
      inside += line.starts_with("    #") || (!comment_of(line).empty() && code_of(line).ends_with(",  "));
    }
  }
  EXPECT_GT(comments, 1000);
  EXPECT_GT(inside, 50) << "comments within brackets stay there";
}

// ---------------------------------------------------------------- what it looks like

TEST(Format, spaces_blank_lines_and_semicolons) {
  EXPECT_EQ(formatted("\n\n#a\n\n\n\nx=1 ;y  ~Normal( 0,1 );\n\n\n\nz [ 1 ]= - x ^ - 2   # of z  \n\n\n# end\n\n"),
            "#a\n\nx = 1;  y ~ Normal(0, 1)\n\nz[1] = -x^-2  # of z\n\n# end\n");
  EXPECT_EQ(formatted(""), "");
  EXPECT_EQ(formatted("x = (a * b) / c\r\n"), "x = (a * b) / c\n") << "parentheses stay";
  EXPECT_EQ(formatted("fn f( x ){y=x;return y}  # f"), "fn f(x) { y = x;  return y }  # f\n");
  EXPECT_EQ(formatted("fn f(x) {  # why\n# local\ny = x\n\n# result\nreturn y\n# end\n}"),
            "fn f(x) {  # why\n  # local\n  y = x\n\n  # result\n  return y\n  # end\n}\n");
  EXPECT_EQ(formatted("dim   k={\"a\",\"b\"};dim l   like k"), "dim k = {\"a\", \"b\"};  dim l like k\n");
  EXPECT_EQ(formatted("query q=E [ y|do( z=1,m=new(m|do(z=0)) ) ]"), "query q = E[y | do(z = 1, m = new (m | do(z = 0)))]\n");
  EXPECT_EQ(formatted("x = 1 .mean"), "x = 1 .mean\n") << "`1.mean` would be a broken number";
}

TEST(Format, neighbours_are_aligned_where_one_was_set_apart) {
  EXPECT_EQ(formatted("beta ~ Normal(0, 1)\nmu   = beta\ny[day] ~ Normal(mu, 1)\n\na ~ Normal(0, 1)\nbc ~ Normal(0, 1)\n"),
            "beta   ~ Normal(0, 1)\nmu     = beta\ny[day] ~ Normal(mu, 1)\n\na ~ Normal(0, 1)\nbc ~ Normal(0, 1)\n");
  EXPECT_EQ(formatted("a = 1     # one\nbcd = 2  # two\ne = 3\n"), "a = 1    # one\nbcd = 2  # two\ne = 3\n");
  EXPECT_EQ(formatted("a    = 1\n"), "a = 1\n");
}

TEST(Format, long_lines) {
  EXPECT_EQ(formatted("sales[week] ~ Normal(base + b_d * demand + b_tv * logistic_saturation(carried, l_tv) + b_search * log1p(search) + "
                      "b_p * price, s_y)"),
            "sales[week] ~ Normal(\n"
            "  base + b_d * demand + b_tv * logistic_saturation(carried, l_tv) + b_search * log1p(search) +\n"
            "    b_p * price,\n"
            "  s_y\n"
            ")\n");
  EXPECT_EQ(formatted("x = if aaaaaaaaaaaaaaaaaaaaaaaa > 0 then bbbbbbbbbbbbbbbbbbbbbbbbb else if ccccccccccccccccccccccccccc > 0 then "
                      "ddddddddddddddd else e"),
            "x = if aaaaaaaaaaaaaaaaaaaaaaaa > 0 then bbbbbbbbbbbbbbbbbbbbbbbbb\n"
            "  else if ccccccccccccccccccccccccccc > 0 then ddddddddddddddd\n"
            "  else e\n");
  EXPECT_EQ(formatted("a_long_name ~ Normal(0, 1);  another_long_name ~ Normal(0, 1);  a_third_long_name ~ Normal(0, 1);  last ~ "
                      "Normal(0, 1)"),
            "a_long_name ~ Normal(0, 1);  another_long_name ~ Normal(0, 1);  a_third_long_name ~ Normal(0, 1)\n"
            "last ~ Normal(0, 1)\n");
}

TEST(Format, comments_within_statements_stay) {
  EXPECT_EQ(formatted("y ~ Normal(0, # mean\n  # half of what it was\n 1 # sd\n)\n"),
            "y ~ Normal(\n  0,  # mean\n  # half of what it was\n  1  # sd\n)\n");
  EXPECT_EQ(formatted("y = a +  # first\n b"), "y = a +  # first\n  b\n");
}

}  // namespace
}  // namespace scmc
