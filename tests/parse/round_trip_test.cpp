/// Printing and parsing undo each other: over the examples of the language and over random trees.
#include <gtest/gtest.h>

#include <cctype>
#include <filesystem>
#include <fstream>
#include <set>

#include "compiler/ast/print.h"
#include "tests/parse/parse_helpers.h"
#include "tests/parse/random_tree.h"

namespace scmc {
namespace {

std::string read(const std::filesystem::path& path) {
  std::ifstream in(path);
  return {std::istreambuf_iterator<char>(in), {}};
}

std::vector<std::filesystem::path> examples() {
  std::vector<std::filesystem::path> paths;
  for (const auto& entry : std::filesystem::directory_iterator(SCMC_SOURCE_DIR "/tests/parse/examples")) paths.push_back(entry.path());
  return paths;
}

/// Every comment of a text, wherever it stands.
std::multiset<std::string> comments(const std::string& text) {
  std::multiset<std::string> result;
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);) {
    if (const std::size_t at = line.find('#'); at != std::string::npos) result.insert(line.substr(at));
  }
  return result;
}

TEST(RoundTrip, examples_of_the_language) {
  ASSERT_GE(examples().size(), 7);
  for (const auto& path : examples()) {
    Case original(read(path));
    const auto model = original.model();
    ASSERT_TRUE(model) << path << "\n" << original.messages();
    Case printed(ast::print(*model));
    const auto again = printed.model();
    ASSERT_TRUE(again) << path << "\n" << printed.messages();
    EXPECT_TRUE(ast::same(*model, *again)) << path;
    EXPECT_EQ(ast::print(*again), ast::print(*model)) << path;
    EXPECT_EQ(comments(read(path)), comments(ast::print(*model))) << path;
  }
}

TEST(RoundTrip, random_expressions) {
  RandomTree random(20260117);
  for (int i = 0; i < 4000; ++i) {
    const ast::ExprPtr expr = i % 4 == 0 ? random.question(1 + i % 3) : random.expr(1 + i % 5);
    const std::string text = ast::print(expr);
    Case printed(text);
    const auto again = printed.expression();
    ASSERT_TRUE(again) << text << "\n" << printed.messages();
    ASSERT_TRUE(ast::same(expr, *again)) << text << "\nbecame\n" << ast::print(*again);
    ASSERT_EQ(text, ast::print(*again));
  }
}

TEST(RoundTrip, random_models) {
  RandomTree random(7);
  for (int i = 0; i < 600; ++i) {
    const ast::Model model = random.model(1 + i % 8);
    const std::string text = ast::print(model);
    Case printed(text);
    const auto again = printed.model();
    ASSERT_TRUE(again) << text << "\n" << printed.messages();
    ASSERT_TRUE(ast::same(model, *again)) << text << "\nbecame\n" << ast::print(*again);
    ASSERT_EQ(text, ast::print(*again));
  }
}

/// Without the parentheses the printer wrote, the text means something else: it writes no more than needed.
TEST(RoundTrip, every_printed_pair_of_parentheses_is_needed) {
  RandomTree random(11);
  int pairs = 0;
  for (int i = 0; i < 1000; ++i) {
    const ast::ExprPtr expr = random.expr(3);
    const std::string text = ast::print(expr);
    const auto group = text.find(" (");
    if (group == std::string::npos || text.find('"') != std::string::npos) continue;
    std::size_t close = group + 1;
    for (int depth = 0; depth > 0 || close == group + 1; ++close) depth += text[close] == '(' ? 1 : text[close] == ')' ? -1 : 0;
    std::string bare = text;
    bare[group + 1] = ' ';
    bare[close - 1] = ' ';
    Case without(bare);
    const auto other = without.expression();
    const bool is_prefix =
        text.compare(group + 2, 3, "if ") == 0 || text.compare(group + 2, 4, "not ") == 0;  // legal behind an operator, but misleading
    const bool is_receiver =
        std::isdigit(static_cast<unsigned char>(text[group + 2])) && close < text.size() && text[close] == '.';  // `1 .f`
    const bool is_kept_for_reading = is_prefix || is_receiver;
    EXPECT_TRUE(is_kept_for_reading || !other || !ast::same(expr, *other)) << text;
    ++pairs;
  }
  EXPECT_GT(pairs, 100);
}

// ---------------------------------------------------------------- damaged models

struct Token {
  std::size_t begin, end;
};

/// The words and signs of a text, its comments and spaces left out.
std::vector<Token> tokens(const std::string& text) {
  std::vector<Token> result;
  const auto is_word = [&](std::size_t i) { return std::isalnum(static_cast<unsigned char>(text[i])) || text[i] == '_'; };
  for (std::size_t begin = 0; begin < text.size();) {
    std::size_t end = begin + 1;
    while (is_word(begin) && end < text.size() && is_word(end)) ++end;
    if (text[begin] == '"') end = text.find('"', end) + 1;
    if (text[begin] == '#') end = std::min(text.find('\n', begin), text.size());
    if (!std::isspace(static_cast<unsigned char>(text[begin])) && text[begin] != '#') result.push_back({begin, end});
    begin = end;
  }
  return result;
}

/// Either a model or at least one error, which lies within the text; at most `most` errors.
int expect_sound_report(const std::string& text, std::size_t most) {
  Case damaged(text);
  const auto model = damaged.model();
  EXPECT_EQ(model.has_value(), damaged.diagnostics.all().empty()) << text;
  EXPECT_LE(damaged.diagnostics.all().size(), most) << damaged.messages();
  for (const Diagnostic& diagnostic : damaged.diagnostics.all()) {
    EXPECT_TRUE(diagnostic.primary && diagnostic.primary->where.end <= text.size());
    EXPECT_TRUE(find_in_catalogue(diagnostic.code));
  }
  return model ? 0 : 1;
}

std::vector<std::string> examples_without_braces() {
  std::vector<std::string> texts;  // without its brace a body falls apart into statements, each with its own mistake
  for (const auto& path : examples()) {
    if (const std::string text = read(path); text.find('{') == std::string::npos) texts.push_back(text);
  }
  return texts;
}

TEST(DamagedModels, one_missing_token_is_one_mistake_or_none) {
  int failed = 0;
  for (const std::string& text : examples_without_braces()) {
    for (const auto& [begin, end] : tokens(text)) {
      failed += expect_sound_report(text.substr(0, begin) + std::string(end - begin, ' ') + text.substr(end), 1);
    }
  }
  EXPECT_GT(failed, 300);
}

TEST(DamagedModels, one_doubled_token_is_one_mistake_or_none) {
  int failed = 0;
  for (const std::string& text : examples_without_braces()) {
    for (const auto& [begin, end] : tokens(text)) {
      const std::string token = text.substr(begin, end - begin);
      const int has_failed = expect_sound_report(text.substr(0, end) + " " + token + text.substr(end), 1);
      failed += has_failed;
      EXPECT_TRUE(has_failed || std::string_view{"()[]"}.find(token) == std::string_view::npos) << text.substr(0, end) << token;
    }
  }
  EXPECT_GT(failed, 400);
}

TEST(DamagedModels, any_mixture_of_tokens_is_reported) {
  std::mt19937_64 generator(3);
  for (const auto& path : examples()) {
    const std::string text = read(path);
    const std::vector<Token> all = tokens(text);
    const auto any = [&] { return std::uniform_int_distribution<std::size_t>(0, all.size() - 1)(generator); };
    for (int i = 0; i < 300; ++i) {
      const auto [begin, end] = all[any()];
      const auto [other_begin, other_end] = all[any()];
      expect_sound_report(text.substr(0, begin) + text.substr(other_begin, other_end - other_begin) + text.substr(end), 20);
    }
  }
}

}  // namespace
}  // namespace scmc
