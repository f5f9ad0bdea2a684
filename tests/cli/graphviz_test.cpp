/// Pictures through Graphviz: files of the right kind that show what the graph holds, and one clear answer where there is no library.
#include <gtest/gtest.h>

#include "cli/picture/dot.h"
#include "cli/picture/graphviz.h"

namespace scmc::cli {
namespace {

Picture two_nodes(const std::string& name) {
  Picture picture;
  picture.plates = {{.dim = "day", .size = 7}};
  picture.nodes = {{.id = name, .label = name, .observed = true, .plate = 0}, {.id = "y", .label = "y", .plate = 0}};
  picture.edges = {{0, 1, Picture::Link::Cause, "day - 1"}};
  return picture;
}

std::string drawn(const Picture& picture, const std::string& format) {
  const auto result = draw_with_graphviz(dot(picture), format);
  for (const auto& problem : result.problems) ADD_FAILURE() << problem.title << ": " << problem.note;
  return result ? *result : "";
}

TEST(Graphviz, FilesBeginAsTheirFormatsDo) {
  const auto picture = two_nodes("x");
  EXPECT_EQ(drawn(picture, "svg").substr(0, 5), "<?xml");
  EXPECT_EQ(drawn(picture, "png").substr(0, 8), "\x89PNG\r\n\x1a\n");
  EXPECT_EQ(drawn(picture, "pdf").substr(0, 5), "%PDF-");
}

TEST(Graphviz, TheDrawingShowsNodesEdgesAndPlates) {
  const auto svg = drawn(two_nodes("x"), "svg");
  for (const char* text : {">x</text>", ">y</text>", "day &#45; 1", ">day (7)</text>", "<title>x&#45;&gt;y</title>"})
    EXPECT_NE(svg.find(text), std::string::npos) << text << "\n" << svg;
}

TEST(Graphviz, DotsArePlentifulWhereAskedFor) {
  const auto width = [](const std::string& png) {  // the four bytes behind `IHDR`
    std::uint32_t value = 0;
    for (std::size_t i = 16; i < 20; ++i) value = value << 8 | static_cast<unsigned char>(png.at(i));
    return value;
  };
  const auto few = draw_with_graphviz(dot(two_nodes("x"), {.dots_per_inch = 96}), "png");
  const auto many = draw_with_graphviz(dot(two_nodes("x"), {.dots_per_inch = 192}), "png");
  EXPECT_NEAR(width(*many), 2 * width(*few), 2);
}

TEST(Graphviz, NamesAreQuoted) {
  const auto svg = drawn(two_nodes("a \"b\" <c> & \\d"), "svg");
  EXPECT_NE(svg.find("a &quot;b&quot; &lt;c&gt; &amp; \\d"), std::string::npos) << svg;
}

TEST(Graphviz, AHalfIsDrawnWithTheOther) {
  auto picture = two_nodes("z");
  picture.nodes.push_back({.id = "natural z", .label = "z", .observed = true, .plate = 0});
  picture.nodes[0].set = "z = if a < b then \"x\" else 1", picture.nodes[0].natural = 2;
  const auto svg = drawn(picture, "svg");
  EXPECT_NE(svg.find("do(z = if a &lt; b then &quot;x&quot; else 1)"), std::string::npos) << svg;
}

TEST(Graphviz, AnAbsentLibraryIsSaidWithTheRemedy) {
  const auto result = draw_with_graphviz("digraph { a }", "svg", {.context = "libabsent.so.6", .graph = "libabsent.so.6"});
  ASSERT_EQ(result.problems.size(), 1U);
  EXPECT_EQ(result.problems[0].code, "E0711");
  EXPECT_NE(result.problems[0].hint.find("libgvc6"), std::string::npos);
}

TEST(Graphviz, ALibraryThatIsAnotherOneCountsAsAbsent) {
  const auto result = draw_with_graphviz("digraph { a }", "svg", {.context = "libc.so.6", .graph = "libc.so.6"});
  ASSERT_EQ(result.problems.size(), 1U);
  EXPECT_EQ(result.problems[0].code, "E0711");
}

TEST(Graphviz, WhatCannotBeDrawnIsSaid) {
  for (const auto& [text, format] : {std::pair("digraph {", "svg"), std::pair("digraph { a }", "unheard_of")}) {
    const auto result = draw_with_graphviz(text, format);
    ASSERT_EQ(result.problems.size(), 1U);
    EXPECT_EQ(result.problems[0].code, "E0712");
  }
}

}  // namespace
}  // namespace scmc::cli
