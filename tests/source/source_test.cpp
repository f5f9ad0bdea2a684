/// Places in texts, the list of diagnostics, their JSON, the catalogue.
#include "compiler/source/source.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <set>

#include "compiler/source/diagnostic.h"
#include "compiler/source/display.h"

namespace scmc {
namespace {

TEST(Sources, positions_count_code_points_from_one) {
  Sources sources;
  const FileId file = sources.add("m.scm", "a\nböse = 1\r\n\nend");
  const auto at = [&](std::uint32_t offset) {
    const Position position = sources.position(file, offset);
    return std::pair{position.line, position.column};
  };
  EXPECT_EQ(at(0), std::pair(1, 1));
  EXPECT_EQ(at(1), std::pair(1, 2));
  EXPECT_EQ(at(2), std::pair(2, 1));
  EXPECT_EQ(at(5), std::pair(2, 3));  // behind the two bytes of ö
  EXPECT_EQ(at(13), std::pair(3, 1));
  EXPECT_EQ(at(17), std::pair(4, 4));
  EXPECT_EQ(sources.line(file, 2), "böse = 1");
  EXPECT_EQ(sources.line(file, 3), "");
  EXPECT_EQ(sources.line(file, 4), "end");
  EXPECT_EQ(sources.line(file, 9), "");
  EXPECT_EQ(sources.text({file, 2, 7}), "böse");
}

TEST(Sources, cover_is_the_smallest_span_of_both) {
  EXPECT_EQ(cover({FileId{1}, 5, 8}, {FileId{1}, 2, 3}), (Span{FileId{1}, 2, 8}));
  EXPECT_EQ(cover({FileId{1}, 5, 8}, {FileId{1}, 6, 7}), (Span{FileId{1}, 5, 8}));
}

TEST(Display, tabs_wide_and_combining_characters) {
  EXPECT_EQ(expand_tabs("\ta\tb"), "    a   b");
  EXPECT_EQ(display_width("\ta\tb"), 9);
  EXPECT_EQ(display_width("größe"), 5);
  EXPECT_EQ(display_width("日本"), 4);
  EXPECT_EQ(display_width("e\u0301"), 1);
  EXPECT_EQ(display_width(std::string("\xFF\x80", 2)), 2);
}

TEST(Diagnostics, the_same_code_at_the_same_place_is_kept_once) {
  Diagnostics diagnostics;
  const Diagnostic first{.code = "E0001", .title = "one", .primary = Label{{FileId{0}, 1, 2}, ""}};
  diagnostics.report(first);
  diagnostics.report(first);
  EXPECT_EQ(diagnostics.all().size(), 1);
  diagnostics.report({.code = "E0002", .title = "one", .primary = first.primary});
  diagnostics.report({.code = "E0001", .title = "one", .primary = Label{{FileId{0}, 1, 3}, ""}});
  diagnostics.report({.code = "E0001", .title = "one", .place = "data.csv, row 1"});
  diagnostics.report({.code = "E0001", .title = "one", .place = "data.csv, row 2"});
  diagnostics.report({.code = "E0001", .title = "one"});
  diagnostics.report({.code = "E0001", .title = "two"});
  EXPECT_EQ(diagnostics.all().size(), 7);
}

TEST(Diagnostics, warnings_are_no_errors) {
  Diagnostics diagnostics;
  diagnostics.report({.severity = Severity::Warning, .code = "W1", .title = "careful"});
  EXPECT_FALSE(diagnostics.has_errors());
  diagnostics.report({.code = "E1", .title = "wrong"});
  EXPECT_TRUE(diagnostics.has_errors());
}

TEST(Diagnostics, json_says_everything) {
  Sources sources;
  const FileId file = sources.add("m.scm", "a = 1\nb = c + \"\n");
  const Diagnostic diagnostic{.code = "E0207",
                              .title = "a \"title\"",
                              .primary = Label{{file, 10, 11}, "here"},
                              .place = "data.csv",
                              .secondary = {{{file, 0, 5}, "there"}},
                              .notes = {"rule"},
                              .hint = Hint{"write", {{{file, 10, 11}, "d"}}}};
  const auto json = nlohmann::json::parse(to_json(diagnostic, sources));
  EXPECT_EQ(json["severity"], "error");
  EXPECT_EQ(json["code"], "E0207");
  EXPECT_EQ(json["title"], "a \"title\"");
  EXPECT_EQ(json["file"], "m.scm");
  EXPECT_EQ(json["line"], 2);
  EXPECT_EQ(json["column"], 5);
  EXPECT_EQ(json["place"], "data.csv");
  EXPECT_EQ(json["labels"].size(), 2);
  EXPECT_EQ(json["labels"][1]["text"], "there");
  EXPECT_EQ(json["labels"][1]["end_column"], 6);
  EXPECT_EQ(json["labels"][1]["primary"], false);
  EXPECT_EQ(json["notes"][0], "rule");
  EXPECT_EQ(json["hint"]["edits"][0]["replacement"], "d");
  const auto bare = nlohmann::json::parse(to_json({.severity = Severity::Warning, .code = "W1", .title = "t"}, sources));
  EXPECT_TRUE(bare["file"].is_null() && bare["line"].is_null() && bare["hint"].is_null());
  EXPECT_EQ(bare["severity"], "warning");
}

TEST(Catalogue, codes_are_unique_and_explained) {
  std::set<std::string_view> codes;
  for (const CatalogueEntry& entry : catalogue()) {
    EXPECT_TRUE(codes.insert(entry.code).second) << entry.code;
    EXPECT_FALSE(entry.title.empty() || entry.explanation.empty()) << entry.code;
    EXPECT_EQ(find_in_catalogue(entry.code), &entry);
  }
  EXPECT_EQ(find_in_catalogue("E0000"), nullptr);
}

TEST(Display, plurals) {
  for (const auto& [one, many] :
       {std::pair{"day", "days"}, {"county", "counties"}, {"class", "classes"}, {"batch", "batches"}, {"box", "boxes"}})
    EXPECT_EQ(plural(one), many);
  for (const char* already : {"species", "obs"}) EXPECT_EQ(plural(already), already);
  EXPECT_EQ(counted(1, "county") + ", " + counted(20, "county") + ", " + counted(0, "day"), "1 county, 20 counties, 0 days");
}

}  // namespace
}  // namespace scmc
