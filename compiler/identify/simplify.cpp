#include "compiler/identify/simplify.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "compiler/source/match.h"

namespace scmc::identify {
namespace {

using Factors = std::vector<EstimandPtr>;

/// sum[over](product of `above` / product of `below`).
struct Fraction {
  Vertices over;
  Factors above, below;
};

const Probability* atom(const EstimandPtr& e) { return std::get_if<Probability>(&e->node); }

bool names(const EstimandPtr& e, std::size_t v) { return free_names(e)[v]; }

bool name_any(const EstimandPtr& e, const Vertices& set) { return (free_names(e) & set).any(); }

class Simplifier {
 public:
  explicit Simplifier(const Admg& graph) : graph_(graph), order_(topological_order(graph)) { std::ranges::reverse(order_); }

  EstimandPtr once(const EstimandPtr& e) const { return rebuild(fraction(e)); }

 private:
  // ------------------------------------------------------------ probabilities

  /// Is P(of | a) = P(of | b)? Both are then P(of | a, b).
  bool equal(const Vertices& of, const Vertices& a, const Vertices& b) const {
    return separated(graph_, of, b & ~a, a) && separated(graph_, of, a & ~b, b);
  }

  /// Conditions that tell nothing beside the others are left out.
  Probability reduced(Probability p) const {
    p.given &= ~p.of;
    for (std::size_t v : members(p.given))
      if (separated(graph_, p.of, one(v), p.given & ~one(v))) p.given.reset(v);
    return p;
  }

  /// P(p.of | p.given) P(q.of | q.given) as one probability, if q is what p stands on: P(p.of | q.of, c) P(q.of | c).
  std::optional<Probability> joined(const Probability& p, const Probability& q) const {
    if ((p.of & (q.of | q.given)).any()) return std::nullopt;
    for (const Vertices& c : {q.given, p.given & ~q.of, (p.given | q.given) & ~q.of})
      if (equal(q.of, q.given, c) && equal(p.of, p.given, c | q.of)) return Probability{p.of | q.of, c};
    return std::nullopt;
  }

  /// All of them as one probability.
  std::optional<Probability> joined(std::vector<Probability> atoms) const {
    while (atoms.size() > 1) {
      const auto pair = first_joined(atoms);
      if (!pair) return std::nullopt;
      atoms = *pair;
    }
    return atoms.front();
  }
  std::optional<std::vector<Probability>> first_joined(const std::vector<Probability>& atoms) const {
    for (std::size_t i = 0; i < atoms.size(); ++i)
      for (std::size_t j = 0; j < atoms.size(); ++j) {
        const auto both = i == j ? std::nullopt : joined(atoms[i], atoms[j]);
        if (!both) continue;
        std::vector<Probability> rest = {*both};
        for (std::size_t k = 0; k < atoms.size(); ++k)
          if (k != i && k != j) rest.push_back(atoms[k]);
        return rest;
      }
    return std::nullopt;
  }

  // ------------------------------------------------------------ fractions

  Fraction fraction(const EstimandPtr& e) const {
    return match(
        e->node, [&](const Probability& p) { return Fraction{{}, {probability(reduced(p))}, {}}; },
        [&](const Sum& s) { return summed(s.over, fraction(s.body)); },
        [&](const Product& p) {
          Fraction all;
          for (const auto& factor : p.factors) multiply(all, factor);
          return cancelled(std::move(all));
        },
        [&](const Quotient& q) {
          Fraction all;
          multiply(all, q.numerator);
          Fraction below;
          multiply(below, q.denominator);
          std::ranges::move(below.above, std::back_inserter(all.below));
          std::ranges::move(below.below, std::back_inserter(all.above));
          return cancelled(std::move(all));
        });
  }

  static EstimandPtr probability(const Probability& p) { return identify::probability(p.of, p.given); }

  /// A factor that is a sum stays one: its names are its own.
  void multiply(Fraction& all, const EstimandPtr& factor) const {
    Fraction f = fraction(factor);
    if (f.over.any()) f = outer_parts(std::move(f));
    std::ranges::move(f.above, std::back_inserter(all.above));
    std::ranges::move(f.below, std::back_inserter(all.below));
  }

  /// What does not name the summed variables goes before the sum; independent sums become factors of their own.
  Fraction outer_parts(Fraction f) const {
    Fraction outer;
    const auto take = [&](Factors& from, Factors& to) {
      std::erase_if(from, [&](const EstimandPtr& e) { return !name_any(e, f.over) && (to.push_back(e), true); });
    };
    take(f.above, outer.above), take(f.below, outer.below);
    while (f.over.any()) outer.above.push_back(connected_sum(f));
    return outer;
  }

  /// Takes the factors that the first summed variable is connected with, as a sum.
  EstimandPtr connected_sum(Fraction& f) const {
    Vertices over = one(members(f.over).front());
    Factors above, below;
    for (bool grown = true; grown;) {
      grown = false;
      const auto take = [&](Factors& from, Factors& to) {
        std::erase_if(from, [&](const EstimandPtr& e) {
          if (!name_any(e, over)) return false;
          over |= free_names(e) & f.over, grown = true;
          to.push_back(e);
          return true;
        });
      };
      take(f.above, above), take(f.below, below);
    }
    f.over &= ~over;
    return sum(over, quotient(product(sorted(above)), product(sorted(below))));
  }

  EstimandPtr rebuild(Fraction f) const {
    if (f.over.any()) f = outer_parts(std::move(f));
    return quotient(product(sorted(f.above)), product(sorted(f.below)));
  }

  /// Effects before causes, sums last: as one reads a formula.
  Factors sorted(Factors factors) const {
    std::ranges::stable_sort(factors, {}, [&](const EstimandPtr& e) {
      const auto* p = atom(e);
      if (!p) return order_.size();
      return static_cast<std::size_t>(std::ranges::find_if(order_, [&](std::size_t v) { return p->of[v]; }) - order_.begin());
    });
    return factors;
  }

  /// Equal factors above and below, and P(a, b | c) / P(b | c) = P(a | b, c).
  Fraction cancelled(Fraction f) const {
    for (std::size_t b = 0; b < f.below.size();) {
      const auto a = std::ranges::find_if(f.above, [&](const EstimandPtr& e) { return same(e, f.below[b]) || conditioned(e, f.below[b]); });
      if (a == f.above.end()) {
        ++b;
        continue;
      }
      if (same(*a, f.below[b])) f.above.erase(a);
      else *a = *conditioned(*a, f.below[b]);
      f.below.erase(f.below.begin() + static_cast<std::ptrdiff_t>(b));
    }
    return f;
  }
  std::optional<EstimandPtr> conditioned(const EstimandPtr& above, const EstimandPtr& below) const {
    const auto *p = atom(above), *q = atom(below);
    if (!p || !q || !within(q->of, p->of) || q->of == p->of || !equal(q->of, q->given, p->given)) return std::nullopt;
    return probability(reduced({p->of & ~q->of, p->given | q->of}));
  }

  // ------------------------------------------------------------ sums

  Fraction summed(const Vertices& over, Fraction f) const {
    if ((over & f.over).any()) f = {{}, {rebuild(std::move(f))}, {}};
    f.over |= over;
    f = cancelled(std::move(f));
    for (bool shrunk = true; shrunk;) {
      shrunk = false;
      for (std::size_t v : order_)
        if (f.over[v] && sum_out(f, v)) shrunk = true;
    }
    return f;
  }

  /// Sums v out where what names it is a probability of it.
  bool sum_out(Fraction& f, std::size_t v) const {
    if (std::ranges::any_of(f.below, [&](const EstimandPtr& e) { return names(e, v); })) return false;
    std::vector<Probability> holders;
    for (const auto& e : f.above) {
      if (!names(e, v)) continue;
      if (!atom(e)) return false;
      holders.push_back(*atom(e));
    }
    const auto all = holders.empty() ? std::nullopt : joined(holders);
    if (!all || !all->of[v]) return false;
    std::erase_if(f.above, [&](const EstimandPtr& e) { return names(e, v); });
    const Vertices left = all->of & ~one(v);
    if (left.any()) f.above.push_back(probability(reduced({left, all->given})));
    f.over.reset(v);
    return true;
  }

  const Admg& graph_;
  std::vector<std::size_t> order_;  // effects before causes
};

}  // namespace

EstimandPtr simplify(const EstimandPtr& estimand, const Admg& graph) {
  const Simplifier simplifier(graph);
  EstimandPtr shortest = estimand;
  for (int round = 0; round < 8; ++round) {  // each round can make room for the next; a handful settles all but contrived formulas
    const auto before = std::exchange(shortest, simplifier.once(shortest));
    if (same(before, shortest)) break;
  }
  return shortest;
}

}  // namespace scmc::identify
