/// Golden diagnostics: each `golden/fail_*.scm` holds a bad model and, below a line of `=`, what is said about it.
/// With SCMC_UPDATE_GOLDEN set in the environment the files are rewritten, to be read before they are committed.
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <set>

#include "tests/parse/parse_helpers.h"

namespace scmc {
namespace {

const std::string separator = "\n==========\n";

struct Golden {
  std::filesystem::path path;
  std::string input, expected;
};

Golden read(const std::filesystem::path& path) {
  std::ifstream in(path);
  const std::string text{std::istreambuf_iterator<char>(in), {}};
  const std::size_t at = text.find(separator);
  return {path, text.substr(0, at), at == std::string::npos ? "" : text.substr(at + separator.size())};
}

std::vector<Golden> goldens() {
  std::vector<Golden> result;
  for (const auto& entry : std::filesystem::directory_iterator(SCMC_SOURCE_DIR "/tests/parse/golden")) result.push_back(read(entry.path()));
  return result;
}

TEST(SyntaxErrors, golden) {
  for (const Golden& golden : goldens()) {
    Case bad(golden.input);
    EXPECT_FALSE(bad.model()) << golden.path;
    if (std::getenv("SCMC_UPDATE_GOLDEN")) std::ofstream(golden.path) << golden.input << separator << bad.messages();
    else EXPECT_EQ(bad.messages(), golden.expected) << golden.path;
  }
}

TEST(SyntaxErrors, every_code_of_the_catalogue_is_shown_by_a_golden_file) {
  std::set<std::string> shown;
  for (const Golden& golden : goldens()) {
    Case bad(golden.input);
    bad.model();
    for (const Diagnostic& diagnostic : bad.diagnostics.all()) {
      EXPECT_TRUE(find_in_catalogue(diagnostic.code)) << diagnostic.code;
      shown.insert(diagnostic.code);
    }
  }
  for (const CatalogueEntry& entry : catalogue()) {
    EXPECT_TRUE(!entry.code.starts_with("E01") || shown.contains(std::string(entry.code))) << entry.code;
  }
}

// ---------------------------------------------------------------- the examples of the catalogue

/// The texts behind `wrong:` or `right:`, with the lines that continue them.
std::vector<std::string> examples(std::string_view explanation, const std::string& kind) {
  std::vector<std::string> result;
  std::istringstream lines{std::string(explanation)};
  bool is_inside = false;
  for (std::string line; std::getline(lines, line);) {
    const bool begins = line.starts_with("wrong:") || line.starts_with("right:");
    if (begins) is_inside = line.starts_with(kind);
    if (begins && is_inside) result.push_back(line.substr(8));
    else if (is_inside && line.starts_with("        ")) result.back() += "\n" + line.substr(8);
  }
  return result;
}

TEST(SyntaxErrors, examples_of_the_catalogue_do_what_they_say) {
  for (const CatalogueEntry& entry : catalogue()) {
    if (!entry.code.starts_with("E01")) continue;
    EXPECT_FALSE(examples(entry.explanation, "wrong:").empty()) << entry.code;
    EXPECT_FALSE(examples(entry.explanation, "right:").empty()) << entry.code;
    for (const std::string& text : examples(entry.explanation, "wrong:")) {
      Case bad(text);
      EXPECT_FALSE(bad.model()) << text;
      ASSERT_FALSE(bad.diagnostics.all().empty()) << text;
      EXPECT_EQ(bad.diagnostics.all()[0].code, entry.code) << text << "\n" << bad.messages();
    }
    for (const std::string& text : examples(entry.explanation, "right:")) {
      Case good(text);
      EXPECT_TRUE(good.model()) << good.messages();
    }
  }
}

// ---------------------------------------------------------------- the other entry points

std::string only_code(const Diagnostics& diagnostics) {
  return diagnostics.all().size() == 1 ? diagnostics.all()[0].code : std::to_string(diagnostics.all().size());
}

TEST(SyntaxErrors, of_assignments) {
  for (const auto& [text, code] : std::vector<std::pair<std::string, std::string>>{{"", "E0107"},
                                                                                   {"z", "E0125"},
                                                                                   {"z == 1", "E0110"},
                                                                                   {"z = 1,", "E0107"},
                                                                                   {"z = 1 x = 2", "E0126"},
                                                                                   {"2 = z", "E0125"},
                                                                                   {"z = ", "E0107"},
                                                                                   {"E = 1", "E0113"}}) {
    Case bad(text);
    EXPECT_FALSE(bad.assignments()) << text;
    EXPECT_EQ(only_code(bad.diagnostics), code) << text << "\n" << bad.messages();
  }
}

TEST(SyntaxErrors, of_queries_and_expressions) {
  Case nameless("E[y]");
  EXPECT_FALSE(nameless.query());
  EXPECT_EQ(only_code(nameless.diagnostics), "E0119");
  Case empty("");
  EXPECT_FALSE(empty.expression());
  EXPECT_EQ(only_code(empty.diagnostics), "E0107");
  Case open("f(x");
  EXPECT_FALSE(open.expression());
  EXPECT_EQ(only_code(open.diagnostics), "E0104");
  Case two("a = 1");
  EXPECT_FALSE(two.expression());
  EXPECT_EQ(only_code(two.diagnostics), "E0109");
}

TEST(SyntaxErrors, broken_utf8_is_refused) {
  for (const std::string text : {"x = 1  # \xFF", "x = \"\xC3\"", "\xED\xA0\x80 = 1", "x = 1  # \xC0\xAF"}) {
    Case bad(text);
    EXPECT_FALSE(bad.model());
    EXPECT_EQ(only_code(bad.diagnostics), "E0101");
  }
}

TEST(SyntaxErrors, earlier_errors_of_other_texts_do_not_count) {
  Case two("x = ");
  two.model();
  const FileId second = two.sources.add("second.scm", "x = 1");
  EXPECT_TRUE(parse_model(two.sources, second, two.diagnostics));
  EXPECT_EQ(two.diagnostics.all().size(), 1);
}

}  // namespace
}  // namespace scmc
