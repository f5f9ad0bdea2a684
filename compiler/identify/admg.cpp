#include "compiler/identify/admg.h"

namespace scmc::identify {
namespace {

/// By words, not by bits: most sets are small.  [_Find_first and _Find_next are extensions of libstdc++]
template <class Each>
void for_each(const Vertices& set, Each&& each) {
  for (std::size_t v = set._Find_first(); v < set.size(); v = set._Find_next(v)) each(v);
}

std::vector<Vertices> children(const Admg& graph) {
  std::vector<Vertices> result(graph.size());
  for (std::size_t v = 0; v < graph.size(); ++v) for_each(graph.parents[v], [&](std::size_t p) { result[p].set(v); });
  return result;
}

/// The smallest superset of `from` that holds next[v] with every v.
Vertices closure(const std::vector<Vertices>& next, Vertices from) {
  for (Vertices fresh = from; fresh.any();) {
    Vertices reached;
    for_each(fresh, [&](std::size_t v) { reached |= next[v]; });
    fresh = reached & ~from;
    from |= fresh;
  }
  return from;
}

}  // namespace

std::vector<std::size_t> members(const Vertices& set) {
  std::vector<std::size_t> result;
  for_each(set, [&](std::size_t v) { result.push_back(v); });
  return result;
}

std::optional<std::size_t> Admg::find(const std::string& name) const {
  for (std::size_t v = 0; v < size(); ++v)
    if (vertices[v] && names[v] == name) return v;
  return std::nullopt;
}

Admg project(const Dag& dag) {
  Admg g = dag.graph;
  for_each(dag.latent & g.vertices, [&](std::size_t latent) {
    Vertices below;
    for (std::size_t v = 0; v < g.size(); ++v)
      if (g.vertices[v] && v != latent && g.parents[v][latent]) below.set(v);
    for_each(below, [&](std::size_t child) {
      g.parents[child] |= g.parents[latent];
      g.siblings[child] |= below | g.siblings[latent];
      for_each(g.siblings[child], [&](std::size_t other) { g.siblings[other].set(child); });
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
  // A vertex is entered by the tail of an edge, from below, or by an arrowhead, from above. A bidirected edge leaves as from below to above
  // and enters as from above: its latent vertex is never given.
  Vertices by_tail, by_head;  // all that were
  for (Vertices tail = x & graph.vertices, head; tail.any() || head.any();) {
    by_tail |= tail, by_head |= head;
    const Vertices passes = (tail | head) & ~z;
    if ((passes & y).any()) return false;
    Vertices above, beside, children;
    for_each((tail & ~z) | (head & opened), [&](std::size_t v) { above |= graph.parents[v], beside |= graph.siblings[v]; });
    for_each(passes, [&](std::size_t v) { children |= below[v]; });
    tail = above & ~by_tail;
    head = (beside | children) & ~by_head;
  }
  return true;
}

}  // namespace scmc::identify
