#include "cli/picture/dot.h"

#include <set>
#include <vector>

namespace scmc::cli {
namespace {

using Node = Picture::Node;
using Kind = Picture::Kind;
using Link = Picture::Link;

// Ink is dark grey; the one hue marks interventions and the world that they make.
constexpr const char* ink = "#222222";
constexpr const char* faint = "#9a9a9a";
constexpr const char* measured = "#dcdcdc";
constexpr const char* set_ink = "#1f4e79";
constexpr const char* set_fill = "#e3edf7";
constexpr const char* font = "Helvetica,Arial,sans-serif";

std::string quoted(const std::string& text) {
  std::string result = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') result += '\\';
    result += c;
  }
  return result + "\"";
}

/// For labels between < and >.
std::string escaped(const std::string& text) {
  std::string result;
  for (const char c : text) result += c == '&' ? "&amp;" : c == '<' ? "&lt;" : c == '>' ? "&gt;" : c == '"' ? "&quot;" : std::string(1, c);
  return result;
}

/// A long value would stretch its node over the page.
std::string shortened(const std::string& text) {
  constexpr std::size_t most = 34;
  return text.size() <= most ? text : text.substr(0, most - 3) + "...";
}

std::string intervention(const Node& node) { return (node.counterfactual ? "cf(" : "do(") + shortened(node.set) + ")"; }

using Attributes = std::vector<std::pair<std::string, std::string>>;

std::string bracketed(const Attributes& attributes) {
  std::string text;
  for (const auto& [name, value] : attributes) text += (text.empty() ? " [" : ", ") + name + "=" + value;
  return text.empty() ? "" : text + "]";
}

Attributes look_of_set(const Node& node) {
  return {{"label", quoted(intervention(node))}, {"shape", "octagon"},    {"peripheries", "2"},
          {"color", quoted(set_ink)},            {"fontcolor", quoted(set_ink)}, {"fillcolor", quoted(set_fill)}};
}

Attributes look_of(const Node& node) {
  if (!node.set.empty()) return look_of_set(node);
  Attributes look{{"label", quoted(node.label)}};
  const auto add = [&](const char* name, const std::string& value) { look.emplace_back(name, value); };
  switch (node.kind) {
    case Kind::Random: break;
    case Kind::Data: add("shape", "box"), add("height", "0.36"); break;
    case Kind::Computed: add("style", quoted("filled,dashed")); break;
    case Kind::Parameter:
      add("shape", "plaintext"), add("style", quoted("")), add("fontsize", "10"), add("fontcolor", quoted("#777777"));
      add("height", "0.2"), add("width", "0.2"), add("margin", quoted("0.03,0.02"));
      break;
    case Kind::Noise:
      look.front().second = "<<I>u</I><SUB><FONT POINT-SIZE=\"9\">" + escaped(node.label) + "</FONT></SUB>>";
      add("style", quoted("filled,dotted")), add("fontsize", "11");
      add("height", "0.34"), add("width", "0.34"), add("margin", quoted("0.02,0.01"));
      break;
  }
  if (node.observed) add("fillcolor", quoted(measured));
  if (node.counterfactual) add("color", quoted(set_ink)), add("fontcolor", quoted(set_ink));
  return look;
}

/// One frame around both halves: edges come into the natural one and leave from the fixed one.
std::string halves(const Node& natural, const Node& fixed) {
  const auto cell = [](const char* port, const char* fill, const char* colour, const std::string& text) {
    return std::string("<TD PORT=\"") + port + "\" BGCOLOR=\"" + fill + "\"><FONT COLOR=\"" + colour + "\">" + escaped(text) +
           "</FONT></TD>";
  };
  return std::string("<<TABLE BORDER=\"1\" CELLBORDER=\"1\" CELLSPACING=\"3\" CELLPADDING=\"6\" COLOR=\"") + set_ink + "\"><TR>" +
         cell("natural", natural.observed ? measured : "white", ink, natural.label) + cell("fixed", set_fill, set_ink, intervention(fixed)) +
         "</TR></TABLE>>";
}

class Dot {
 public:
  Dot(const Picture& picture, const DotOptions& options) : picture_(picture), fixed_of_(picture.nodes.size()) {
    for (std::size_t i = 0; i < picture.nodes.size(); ++i)
      if (const auto half = picture.nodes[i].natural) fixed_of_[*half] = i;
    open(options);
    add_nodes(std::nullopt, "  ");
    for (const auto& edge : picture.edges) add(edge);
    align_twins();
    text_ += "}\n";
  }
  std::string take() { return std::move(text_); }

 private:
  void open(const DotOptions& options) {
    const std::string type = "fontname=" + quoted(font);
    text_ = "digraph {\n";
    text_ += "  graph [" + type + ", fontsize=13, fontcolor=\"" + ink + "\", nodesep=0.35, ranksep=0.45, newrank=true, pad=0.1";
    if (!options.title.empty()) text_ += ", label=" + quoted(options.title) + ", labelloc=t";
    if (options.dots_per_inch) text_ += ", dpi=" + std::to_string(options.dots_per_inch);
    text_ += "]\n";
    text_ += "  node [" + type + ", fontsize=13, fontcolor=\"" + ink + "\", color=\"" + ink +
             "\", shape=ellipse, style=filled, fillcolor=white, height=0.46, width=0.62, margin=\"0.09,0.04\", penwidth=1.1]\n";
    text_ += "  edge [" + type + ", fontsize=10, fontcolor=\"" + ink + "\", color=\"" + ink + "\", arrowsize=0.7, penwidth=1]\n";
  }

  /// Those directly in a plate (or in none), then the plates within.
  void add_nodes(std::optional<std::size_t> plate, const std::string& indent) {
    for (std::size_t i = 0; i < picture_.nodes.size(); ++i)
      if (picture_.nodes[i].plate == plate) add_node(i, indent);
    for (std::size_t p = 0; p < picture_.plates.size(); ++p)
      if (picture_.plates[p].parent == plate) add_plate(p, indent);
  }

  void add_plate(std::size_t p, const std::string& indent) {
    const auto& plate = picture_.plates[p];
    const std::string size = plate.size ? " (" + std::to_string(*plate.size) + ")" : "";
    text_ += indent + "subgraph cluster_" + std::to_string(p) + " {\n";
    text_ += indent + "  graph [label=" + quoted(plate.dim + size) + ", fontsize=11, fontcolor=\"#555555\", labelloc=b, labeljust=r";
    text_ += std::string(", color=\"") + faint + "\", style=rounded, margin=12]\n";
    add_nodes(p, indent + "  ");
    text_ += indent + "}\n";
  }

  void add_node(std::size_t i, const std::string& indent) {
    const auto& node = picture_.nodes[i];
    if (node.natural) return;  // drawn with its other half
    const Attributes both{{"shape", "plaintext"}, {"style", "\"\""}, {"margin", "0"}};
    auto look = fixed_of_[i] ? both : look_of(node);
    if (fixed_of_[i]) look.emplace_back("label", halves(node, picture_.nodes[*fixed_of_[i]]));
    text_ += indent + quoted(node.id) + bracketed(look) + "\n";
  }

  /// Two halves are one node of the drawing.
  const std::string& drawn_id(const Node& node) const { return node.natural ? picture_.nodes[*node.natural].id : node.id; }

  std::string place(std::size_t i) const {
    const auto& node = picture_.nodes[i];
    return quoted(drawn_id(node)) + (node.natural ? ":fixed" : fixed_of_[i] ? ":natural" : "");
  }

  void add(const Picture::Edge& edge) {
    const auto &from = picture_.nodes[edge.from], &to = picture_.nodes[edge.to];
    Attributes look;
    if (edge.link == Link::SharedNoise) look = {{"dir", "both"}, {"style", "dashed"}, {"minlen", "2"}};
    if (edge.link == Link::Joint) look = {{"dir", "none"}, {"style", "dashed"}};
    if (edge.link == Link::Noise) look = {{"style", "dashed"}, {"arrowsize", "0.5"}};
    if (edge.from == edge.to && edge.link == Link::Cause) look.emplace_back("dir", "back");  // its head at the top: effects leave below
    if (!edge.lag.empty()) look.emplace_back("label", quoted(" " + edge.lag + " "));
    if (from.kind == Kind::Parameter || to.kind == Kind::Parameter)
      look.emplace_back("color", quoted("#bbbbbb")), look.emplace_back("penwidth", "0.7"), look.emplace_back("arrowsize", "0.5");
    else if (to.counterfactual && edge.link == Link::Cause) look.emplace_back("color", quoted(set_ink));
    text_ += "  " + place(edge.from) + " -> " + place(edge.to) + bracketed(look) + "\n";
  }

  /// The twin of a node stands to the right of it, at the same height.
  void align_twins() {
    for (const auto& node : picture_.nodes)
      if (const auto factual = node.counterfactual ? picture_.find(node.id.substr(0, node.id.size() - 1)) : std::nullopt)
        text_ += "  { rank=same; " + quoted(drawn_id(picture_.nodes[*factual])) + " -> " + quoted(drawn_id(node)) + " [style=invis] }\n";
  }

  const Picture& picture_;
  std::vector<std::optional<std::size_t>> fixed_of_;  ///< of a natural half, the node that is set beside it
  std::string text_;
};

}  // namespace

std::string dot(const Picture& picture, const DotOptions& options) { return Dot(picture, options).take(); }

}  // namespace scmc::cli
