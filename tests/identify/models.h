/// Binary models that agree with a graph, enumerated: the truth about an effect, without any theory of identification.
#pragma once
#include <cmath>
#include <random>
#include <vector>

#include "compiler/identify/estimand.h"
#include "compiler/source/match.h"

namespace scmc::identify::testing {

/// A value for each vertex of the graph, as bits.
using World = unsigned;

inline bool agree(World a, World b, const Vertices& on, std::size_t n) {
  for (std::size_t v = 0; v < n; ++v)
    if (on[v] && ((a ^ b) >> v & 1)) return false;
  return true;
}

/// A table of probabilities over all worlds of n binary vertices.
class Table {
 public:
  explicit Table(std::size_t n) : n_(n), p_(std::size_t{1} << n) {}
  double& operator[](World w) { return p_[w]; }
  /// The probability that the variables `of` have the values that they have in `at`.
  double probability(const Vertices& of, World at) const {
    const World mask = static_cast<World>(of.to_ulong());
    double total = 0;
    for (World w = 0; w < p_.size(); ++w)
      if (((w ^ at) & mask) == 0) total += p_[w];
    return total;
  }
  std::size_t size() const { return n_; }

 private:
  std::size_t n_;
  std::vector<double> p_;
};

/// Every bidirected edge is a latent bit of its own; every vertex has a random probability for each value of its causes.
class BinaryModel {
 public:
  BinaryModel(const Admg& graph, std::mt19937& random) : n_(graph.size()), parents_(n_), latents_(n_), cpt_(n_) {
    std::uniform_real_distribution<double> uniform(0.1, 0.9);
    for (std::size_t v = 0; v < n_; ++v)
      for (std::size_t s : members(graph.siblings[v]))
        if (s < v) latents_[s].push_back(latent_p_.size()), latents_[v].push_back(latent_p_.size()), latent_p_.push_back(uniform(random));
    for (std::size_t v = 0; v < n_; ++v) {
      parents_[v] = members(graph.parents[v]);
      cpt_[v].resize(std::size_t{1} << (parents_[v].size() + latents_[v].size()));
      for (double& p : cpt_[v]) p = uniform(random);
    }
  }

  /// The joint distribution where the vertices of `set` have the values that they have in `values`.
  Table under(const Vertices& set, World values) const {
    Table joint(n_);
    for (unsigned u = 0; u < 1U << latent_p_.size(); ++u) {
      double weight = 1;
      for (std::size_t l = 0; l < latent_p_.size(); ++l) weight *= u >> l & 1 ? latent_p_[l] : 1 - latent_p_[l];
      for (World w = 0; w < 1U << n_; ++w)
        if (agree(w, values, set, n_)) joint[w] += weight * mechanisms(w, u, set);
    }
    return joint;
  }

 private:
  double mechanisms(World w, unsigned u, const Vertices& set) const {
    double p = 1;
    for (std::size_t v = 0; v < n_; ++v) {
      if (set[v]) continue;
      std::size_t row = 0;
      for (std::size_t cause : parents_[v]) row = 2 * row + (w >> cause & 1);
      for (std::size_t l : latents_[v]) row = 2 * row + (u >> l & 1);
      p *= w >> v & 1 ? cpt_[v][row] : 1 - cpt_[v][row];
    }
    return p;
  }

  std::size_t n_;
  std::vector<std::vector<std::size_t>> parents_, latents_;
  std::vector<std::vector<double>> cpt_;
  std::vector<double> latent_p_;
};

/// The value of an estimand in the joint distribution of what is observed, its free names at the values of a world.
inline double value(const EstimandPtr& estimand, const Table& joint, World at) {
  return match(
      estimand->node,
      [&](const Probability& p) {
        return joint.probability(p.of | p.given, at) / (p.given.any() ? joint.probability(p.given, at) : 1);
      },
      [&](const Sum& s) {
        const auto over = members(s.over);
        double total = 0;
        for (World bits = 0; bits < 1U << over.size(); ++bits) {
          World w = at;
          for (std::size_t i = 0; i < over.size(); ++i) w = (w & ~(1U << over[i])) | ((bits >> i & 1) << over[i]);
          total += value(s.body, joint, w);
        }
        return total;
      },
      [&](const Product& p) {
        double total = 1;
        for (const auto& factor : p.factors) total *= value(factor, joint, at);
        return total;
      },
      [&](const Quotient& q) { return value(q.numerator, joint, at) / value(q.denominator, joint, at); });
}

/// The largest distance of an estimand from P(y | do(x), w) over all worlds: all values of the query, and of names outside of it.
inline double error_of(const EstimandPtr& estimand, const BinaryModel& model, std::size_t n, const Vertices& y, const Vertices& x,
                       const Vertices& w) {
  const Table joint = model.under({}, 0);
  double worst = 0;
  for (World at = 0; at < 1U << n; ++at) {
    const Table set = model.under(x, at);
    const double truth = set.probability(y | w, at) / (w.any() ? set.probability(w, at) : 1);
    worst = std::max(worst, std::abs(value(estimand, joint, at) - truth));
  }
  return worst;
}

}  // namespace scmc::identify::testing
