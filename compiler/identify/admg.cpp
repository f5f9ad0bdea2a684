#include "compiler/identify/admg.h"

#include <algorithm>
#include <deque>

namespace scmc::identify {
namespace {

template <class Each>
void for_each(const Vertices& set, const Admg& graph, Each&& each) {
  for (std::size_t v = 0; v < graph.size(); ++v)
    if (set[v]) each(v);
}

std::vector<Vertices> children(const Admg& graph) {
  std::vector<Vertices> result(graph.size());
  for (std::size_t v = 0; v < graph.size(); ++v) for_each(graph.parents[v], graph, [&](std::size_t p) { result[p].set(v); });
  return result;
}

/// The smallest superset of `from` that holds next[v] with every v.
Vertices closure(const std::vector<Vertices>& next, Vertices from) {
  for (Vertices before; before != from;) {
    before = from;
    for (std::size_t v = 0; v < next.size(); ++v)
      if (from[v]) from |= next[v];
  }
  return from;
}

}  // namespace

std::vector<std::size_t> members(const Vertices& set) {
  std::vector<std::size_t> result;
  for (std::size_t v = 0, left = set.count(); left > 0; ++v)
    if (set[v]) result.push_back(v), --left;
  return result;
}

std::optional<std::size_t> Admg::find(const std::string& name) const {
  for (std::size_t v = 0; v < size(); ++v)
    if (vertices[v] && names[v] == name) return v;
  return std::nullopt;
}

Admg project(const Dag& dag) {
  Admg g = dag.graph;
  for_each(dag.latent & g.vertices, dag.graph, [&](std::size_t latent) {
    Vertices below;
    for (std::size_t v = 0; v < g.size(); ++v)
      if (g.vertices[v] && v != latent && g.parents[v][latent]) below.set(v);
    for_each(below, g, [&](std::size_t child) {
      g.parents[child] |= g.parents[latent];
      g.siblings[child] |= below | g.siblings[latent];
      for_each(g.siblings[child], g, [&](std::size_t other) { g.siblings[other].set(child); });
    });
    g.vertices.reset(latent);
    g = induced(g, g.vertices);
  });
  for (std::size_t v = 0; v < g.size(); ++v) g.siblings[v].reset(v);
  return g;
}

Admg induced(const Admg& graph, const Vertices& keep) {
  Admg g = graph;
  g.vertices &= keep;
  for (std::size_t v = 0; v < g.size(); ++v) {
    g.parents[v] = g.vertices[v] ? g.parents[v] & g.vertices : Vertices{};
    g.siblings[v] = g.vertices[v] ? g.siblings[v] & g.vertices : Vertices{};
    g.siblings[v].reset(v);
  }
  return g;
}

Admg cut_into(const Admg& graph, const Vertices& x) {
  Admg g = graph;
  for (std::size_t v = 0; v < g.size(); ++v) {
    if (x[v]) g.parents[v].reset(), g.siblings[v].reset();
    else g.siblings[v] &= ~x;
  }
  return g;
}

Admg cut_out_of(const Admg& graph, const Vertices& x) {
  Admg g = graph;
  for (auto& parents : g.parents) parents &= ~x;
  return g;
}

Vertices ancestors(const Admg& graph, Vertices of) { return closure(graph.parents, of & graph.vertices); }

Vertices descendants(const Admg& graph, Vertices of) { return closure(children(graph), of & graph.vertices); }

std::vector<Vertices> c_components(const Admg& graph) {
  std::vector<Vertices> components;
  Vertices left = graph.vertices;
  for (std::size_t v = 0; v < graph.size(); ++v) {
    if (!left[v]) continue;
    components.push_back(closure(graph.siblings, Vertices{}.set(v)));
    left &= ~components.back();
  }
  return components;
}

std::vector<std::size_t> topological_order(const Admg& graph) {
  std::vector<std::size_t> order;
  Vertices done = ~graph.vertices;
  for (bool grown = true; grown;) {
    grown = false;
    for (std::size_t v = 0; v < graph.size(); ++v)
      if (!done[v] && (graph.parents[v] & ~done).none()) done.set(v), order.push_back(v), grown = true;
  }
  return order;
}

bool separated(const Admg& graph, const Vertices& x, const Vertices& y, const Vertices& z) {
  if ((x & y).any()) return false;
  const auto below = children(graph);
  const Vertices opened = ancestors(graph, z);
  // A visit arrives at a vertex from below (by its tail) or from above (by an arrowhead). A bidirected edge leaves as from below to
  // above and arrives as from above: its latent vertex is never given.
  enum { FromBelow, FromAbove };
  Vertices seen[2];
  std::deque<std::pair<std::size_t, int>> queue;
  const auto visit = [&](std::size_t v, int from) {
    if (!graph.vertices[v] || seen[from][v]) return;
    seen[from].set(v);
    queue.emplace_back(v, from);
  };
  for_each(x & graph.vertices, graph, [&](std::size_t v) { visit(v, FromBelow); });
  while (!queue.empty()) {
    const auto [v, from] = queue.front();
    queue.pop_front();
    if (!z[v] && y[v]) return false;
    const bool goes_up = from == FromBelow ? !z[v] : opened[v];
    if (goes_up) {
      for_each(graph.parents[v], graph, [&, v = v](std::size_t p) { visit(p, FromBelow); });
      for_each(graph.siblings[v], graph, [&](std::size_t s) { visit(s, FromAbove); });
    }
    if (!z[v]) for_each(below[v], graph, [&](std::size_t c) { visit(c, FromAbove); });
  }
  return true;
}

}  // namespace scmc::identify
