/// Acyclic directed mixed graphs: what identification judges. Nothing here knows of models or data.
#pragma once
#include <bitset>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace scmc::identify {

/// Sets of vertices by number. Judged graphs are larger than pictures when lags are unrolled; beyond this many vertices a graph is refused.
constexpr std::size_t max_vertices = 256;
using Vertices = std::bitset<max_vertices>;

inline bool within(const Vertices& a, const Vertices& b) { return (a & ~b).none(); }
inline Vertices one(std::size_t v) { return Vertices{}.set(v); }
std::vector<std::size_t> members(const Vertices& set);

/// `parents[v]` are the tails of v <- u, `siblings[v]` the other ends of v <-> u (symmetric). A subgraph keeps the numbers of its
/// vertices; `vertices` says which exist.
struct Admg {
  std::vector<std::string> names;
  std::vector<Vertices> parents, siblings;
  Vertices vertices;

  std::size_t size() const { return names.size(); }
  std::optional<std::size_t> find(const std::string& name) const;
};

/// A graph with latent vertices; `project` removes them.
struct Dag {
  Admg graph;
  Vertices latent;
  Vertices inputs = {};  ///< joined pairwise by `<->`, as nothing is known of what they share
};

/// Latent projection: removes every latent vertex L; pa(L) -> ch(L), ch(L) pairwise <->, b <-> L gives b <-> ch(L).  [TP02]
Admg project(const Dag& dag);

/// The subgraph over `keep`.
Admg induced(const Admg& graph, const Vertices& keep);
/// Edges into X (directed and bidirected) cut: G with a bar over X.
Admg cut_into(const Admg& graph, const Vertices& x);
/// Edges out of X cut: G with X underlined.
Admg cut_out_of(const Admg& graph, const Vertices& x);

/// With the given vertices themselves.
Vertices ancestors(const Admg& graph, Vertices of);
Vertices descendants(const Admg& graph, Vertices of);

/// Maximal sets connected by bidirected edges, by smallest vertex.
std::vector<Vertices> c_components(const Admg& graph);

/// The vertices, causes before effects.
std::vector<std::size_t> topological_order(const Admg& graph);

/// Are x and y m-separated given z? Every path is blocked.  [KF09, alg. 3.1 on the graph with a latent vertex per bidirected edge]
bool separated(const Admg& graph, const Vertices& x, const Vertices& y, const Vertices& z);

}  // namespace scmc::identify
