/// The examples of the catalogue that need no data do what they say.
#include <regex>

#include "compiler/causal/question.h"
#include "tests/causal/support.h"
#include "tests/support/catalogue_examples.h"

namespace scmc {
namespace {

using namespace scmc::testing;

/// A model, and what the last line of an example asks of it.
struct Example {
  std::string model, intervention;
  Names observed;
};

Example read(const std::string& text) {
  std::smatch found;
  Example example{text, "", {}};
  if (std::regex_search(text, found, std::regex("--do '(.*)'\n"))) example = {found.prefix(), found[1], {}};
  if (std::regex_search(text, found, std::regex("--observe [^:]*:(.*)\n"))) {
    example.model = found.prefix();
    std::istringstream names(found[1]);
    for (std::string name; std::getline(names, name, ',');) example.observed.push_back(name);
  }
  return example;
}

/// The codes that the example is answered with.
std::vector<std::string> codes_of(const std::string& text) {
  const auto example = read(text);
  Sources sources;
  Library library(sources);
  Diagnostics diagnostics;
  auto model = parse_model(sources, sources.add("model.scm", example.model), diagnostics);
  const auto checked = model ? check(std::move(*model), library, diagnostics) : std::nullopt;
  if (checked) check_questions(*checked, diagnostics);
  if (checked && !example.observed.empty()) observe(*checked, example.observed, diagnostics);
  if (checked && !example.intervention.empty())
    if (const auto given = parse_intervention(example.intervention, sources, diagnostics)) intervene(*checked, *given, diagnostics);
  std::vector<std::string> codes;
  for (const auto& diagnostic : diagnostics.all()) codes.push_back(diagnostic.code);
  return codes;
}

bool is_of(const CatalogueEntry& entry, const Names& prefixes) {
  return std::ranges::any_of(prefixes, [&](const std::string& prefix) { return entry.code.starts_with(prefix); });
}

TEST(Catalogue, ExamplesDoWhatTheySay) {
  int shown = 0;
  for (const auto& entry : catalogue()) {
    if (!is_of(entry, {"E02", "W02", "E06"})) continue;
    for (const auto& text : examples(entry.explanation, "wrong:")) {
      EXPECT_EQ(codes_of(text), Names{std::string(entry.code)}) << text;
      ++shown;
    }
    for (const auto& text : examples(entry.explanation, "right:")) EXPECT_EQ(codes_of(text), Names{}) << entry.code << "\n" << text;
  }
  EXPECT_GT(shown, 45);
}

}  // namespace
}  // namespace scmc
