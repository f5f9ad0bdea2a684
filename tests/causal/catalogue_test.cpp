/// The catalogue explains every code of these stages, and its examples do what they say.
#include <filesystem>
#include <fstream>
#include <regex>
#include <set>

#include "tests/causal/support.h"

namespace scmc {
namespace {

using namespace scmc::testing;

/// The texts behind `wrong:` or `right:`, with the lines that continue them.
std::vector<std::string> examples(std::string_view explanation, const std::string& kind) {
  std::vector<std::string> result;
  std::istringstream lines{std::string(explanation)};
  bool is_inside = false;
  for (std::string line; std::getline(lines, line);) {
    const bool begins = line.starts_with("wrong:") || line.starts_with("right:");
    if (begins) is_inside = line.starts_with(kind);
    if (begins && is_inside) result.push_back(line.substr(8) + "\n");
    else if (is_inside && line.starts_with("        ")) result.back() += line.substr(8) + "\n";
  }
  return result;
}

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

/// What is wrong there only data or the compiled program can show.
TEST(Catalogue, ModelsOfTheLaterStagesCheck) {
  for (const auto& entry : catalogue()) {
    if (!is_of(entry, {"E04", "E05"})) continue;
    for (const char* kind : {"wrong:", "right:"})
      for (const auto& text : examples(entry.explanation, kind)) EXPECT_EQ(codes_of(text), Names{}) << entry.code << "\n" << text;
  }
}

TEST(Catalogue, EveryCodeIsExplained) {
  std::set<std::string> missing;
  for (const auto& file : std::filesystem::recursive_directory_iterator(SCMC_SOURCE_DIR "/compiler/")) {
    if (file.path().filename() != "errors.cpp") continue;
    std::ifstream in(file.path());
    const std::string text{std::istreambuf_iterator<char>(in), {}};
    const std::regex code("\"([EW]0[0-9]{3})\"");
    for (std::sregex_iterator found(text.begin(), text.end(), code), end; found != end; ++found)
      if (!find_in_catalogue((*found)[1].str())) missing.insert((*found)[1]);
  }
  EXPECT_EQ(missing, std::set<std::string>{});
}

}  // namespace
}  // namespace scmc
