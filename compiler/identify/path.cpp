#include "compiler/identify/path.h"

#include <algorithm>
#include <array>

namespace scmc::identify {
namespace {

/// Breadth first over (vertex, how it was entered). The walk found is a path: where a shortest open walk met a vertex twice, leaving out
/// what lies between would leave an open walk.
class Search {
 public:
  Search(const Admg& graph, const Vertices& z) : graph_(graph), z_(z), opened_(ancestors(graph, z)) {}

  std::optional<Path> run(const Vertices& x, const Vertices& y) {
    for (std::size_t v : members(x & graph_.vertices)) enter(v, Edge::Backward, none);
    for (std::size_t at = 0; at < steps_.size(); ++at) {
      const Step step = steps_[at];
      if (y[step.vertex] && !z_[step.vertex]) return path_to(at);
      leave(at);
    }
    return std::nullopt;
  }

 private:
  static constexpr std::size_t none = ~std::size_t{0};
  struct Step {
    std::size_t vertex;
    Edge by;  // as seen from the step before
    std::size_t before;
  };

  void enter(std::size_t v, Edge by, std::size_t before) {
    Vertices& seen = seen_[by == Edge::Backward ? 0 : 1];  // by its tail, or by an arrowhead
    if (!graph_.vertices[v] || seen[v]) return;
    seen.set(v);
    steps_.push_back({v, by, before});
  }

  void leave(std::size_t at) {
    const auto [v, by, before] = steps_[at];
    const bool by_tail = by == Edge::Backward;
    if (by_tail ? !z_[v] : opened_[v]) {
      for (std::size_t p : members(graph_.parents[v])) enter(p, Edge::Backward, at);
      for (std::size_t s : members(graph_.siblings[v])) enter(s, Edge::Bidirected, at);
    }
    if (z_[v]) return;
    for (std::size_t c = 0; c < graph_.size(); ++c)
      if (graph_.parents[c][v]) enter(c, Edge::Forward, at);
  }

  Path path_to(std::size_t at) const {
    Path path;
    for (; at != none; at = steps_[at].before) {
      path.vertices.push_back(steps_[at].vertex);
      if (steps_[at].before != none) path.edges.push_back(steps_[at].by);
    }
    std::ranges::reverse(path.vertices), std::ranges::reverse(path.edges);
    return path;
  }

  const Admg& graph_;
  const Vertices& z_;
  Vertices opened_;
  std::array<Vertices, 2> seen_;
  std::vector<Step> steps_;
};

}  // namespace

std::optional<Path> open_path(const Admg& graph, const Vertices& x, const Vertices& y, const Vertices& z) {
  return Search(graph, z).run(x, y);
}

std::optional<Path> directed_path(const Admg& graph, const Vertices& x, const Vertices& y, const Vertices& avoiding) {
  // Without other edges and without edges into X, nothing but directed paths leads away from X.
  Admg g = cut_into(induced(graph, graph.vertices & ~avoiding), x);
  for (auto& siblings : g.siblings) siblings.reset();
  return Search(g, {}).run(x, y);
}

std::string print(const Path& path, const Admg& graph) {
  std::string text = graph.names[path.vertices.front()];
  for (std::size_t i = 0; i < path.edges.size(); ++i) {
    const Edge edge = path.edges[i];
    text += edge == Edge::Forward ? " -> " : edge == Edge::Backward ? " <- " : " <-> ";
    text += graph.names[path.vertices[i + 1]];
  }
  return text;
}

}  // namespace scmc::identify
