/// Random graphs, graphs from texts, and the definitions that the tests hold against the algorithms, written out over all subsets.
#pragma once
#include <gtest/gtest.h>

#include <random>
#include <stdexcept>
#include <string>
#include <vector>

#include "compiler/identify/admg.h"
#include "compiler/identify/effect_text.h"
#include "compiler/identify/graph_text.h"

namespace scmc::identify::testing {

inline Dag read(const std::string& text) {
  Sources sources;
  Diagnostics diagnostics;
  auto dag = parse_graph(sources, sources.add("graph", text), diagnostics);
  if (!dag) throw std::runtime_error(text + ": " + diagnostics.all().front().title);
  return *dag;
}

inline Effect effect_of(const Dag& dag, const std::string& text) {
  Sources sources;
  Diagnostics diagnostics;
  const auto parsed = parse_effect(sources, sources.add("effect", text), diagnostics);
  const auto effect = parsed ? resolve(dag, *parsed, diagnostics) : std::nullopt;
  if (!effect) throw std::runtime_error(text + ": " + diagnostics.all().front().title);
  return *effect;
}

inline Vertices set_of(const Admg& graph, const std::string& names) {
  Vertices set;
  for (char c : names) set.set(*graph.find(std::string(1, c)));
  return set;
}

/// n vertices a, b, ...; each edge from an earlier to a later one of a random order, and each bidirected one, with its probability.
inline Admg random_graph(std::mt19937& random, std::size_t n, double directed, double bidirected) {
  Admg g;
  for (std::size_t v = 0; v < n; ++v) g.names.push_back(std::string(1, static_cast<char>('a' + v))), g.vertices.set(v);
  g.parents.resize(n), g.siblings.resize(n);
  std::vector<std::size_t> order(n);
  for (std::size_t v = 0; v < n; ++v) order[v] = v;
  std::shuffle(order.begin(), order.end(), random);
  std::uniform_real_distribution<double> uniform;
  for (std::size_t i = 0; i < n; ++i)
    for (std::size_t j = i + 1; j < n; ++j) {
      if (uniform(random) < directed) g.parents[order[j]].set(order[i]);
      if (uniform(random) < bidirected) g.siblings[order[i]].set(order[j]), g.siblings[order[j]].set(order[i]);
    }
  return g;
}

inline std::string text_of(const Admg& g) {
  std::string text;
  for (std::size_t v = 0; v < g.size(); ++v) {
    for (std::size_t p : members(g.parents[v])) text += g.names[p] + "->" + g.names[v] + "; ";
    for (std::size_t s : members(g.siblings[v]))
      if (s < v) text += g.names[s] + "<->" + g.names[v] + "; ";
  }
  return text;
}

inline std::vector<Vertices> subsets(const Vertices& of) {
  std::vector<Vertices> all = {{}};
  for (std::size_t v : members(of))
    for (std::size_t i = all.size(); i-- > 0;) all.push_back(all[i] | one(v));
  return all;
}

/// Those of which no other is a subset.
inline std::vector<Vertices> minimal(const std::vector<Vertices>& sets) {
  std::vector<Vertices> result;
  for (const auto& a : sets) {
    bool least = true;
    for (const auto& b : sets) least = least && (b == a || !within(b, a));
    if (least) result.push_back(a);
  }
  return result;
}

/// By walking over all paths that meet no vertex twice: is each blocked, by a vertex given that is no collider, or by a collider without
/// a descendant given?
class Paths {
 public:
  Paths(const Admg& graph, const Vertices& z) : g_(graph), z_(z) {
    for (std::size_t v = 0; v < g_.size(); ++v) opened_[v] = reaches(v);
  }
  bool all_blocked(const Vertices& x, const Vertices& y) {
    for (std::size_t v : members(x)) {
      if (z_[v]) continue;
      Vertices used = one(v);
      if (open_from(v, false, true, used, y)) return false;
    }
    return true;
  }

 private:
  bool reaches(std::size_t v) const {
    if (z_[v]) return true;
    for (std::size_t c = 0; c < g_.size(); ++c)
      if (g_.parents[c][v] && reaches(c)) return true;
    return false;
  }
  bool open_from(std::size_t v, bool by_head, bool first, Vertices& used, const Vertices& y) {
    if (!first && y[v] && !z_[v]) return true;
    for (std::size_t w = 0; w < g_.size(); ++w) {
      if (used[w]) continue;
      // Each edge between v and w: its mark at v, and at w.
      const bool edges[3] = {g_.parents[w][v], g_.parents[v][w], g_.siblings[v][w]};
      const bool head_at_v[3] = {false, true, true}, head_at_w[3] = {true, false, true};
      for (int e = 0; e < 3; ++e) {
        const bool collider = by_head && head_at_v[e];
        if (!edges[e] || (!first && (collider ? !opened_[v] : static_cast<bool>(z_[v])))) continue;
        used.set(w);
        const bool open = open_from(w, head_at_w[e], false, used, y);
        used.reset(w);
        if (open) return true;
      }
    }
    return false;
  }

  const Admg& g_;
  Vertices z_;
  Vertices opened_;
};

inline bool blocked(const Admg& graph, const Vertices& x, const Vertices& y, const Vertices& z) {
  return Paths(graph, z).all_blocked(x, y);
}

/// What is reached along directed edges, itself left in.
inline Vertices below(const Admg& g, std::size_t v) {
  Vertices set = one(v);
  for (std::size_t c = 0; c < g.size(); ++c)
    if (g.parents[c][v]) set |= below(g, c);
  return set;
}

}  // namespace scmc::identify::testing
