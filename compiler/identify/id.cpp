#include "compiler/identify/id.h"

#include <algorithm>

#include "compiler/identify/simplify.h"

namespace scmc::identify {
namespace {

using Outcome = std::variant<EstimandPtr, Hedge>;

/// The distribution that a step works on: over some of the observed vertices, for fixed values of others that its expression may name.
struct Distribution {
  Vertices over;
  EstimandPtr density;  ///< null: the marginal of what is observed
};

class Identifier {
 public:
  /// Where formulas are kept readable, each is simplified as it arises, so that none grows without need.
  Identifier(const Admg& graph, bool readable) : graph_(graph), readable_(readable) {}

  /// IDC: a condition that acts on the outcomes as an intervention would becomes one; the rest is divided by.
  Outcome conditional(const Effect& effect) const {
    for (std::size_t z : members(effect.given)) {
      const Vertices others = effect.given & ~one(z);
      const Admg g = cut_out_of(cut_into(graph_, effect.treatments), one(z));
      if (separated(g, effect.outcomes, one(z), effect.treatments | others))
        return conditional({effect.outcomes, effect.treatments | one(z), others});
    }
    auto joint = id(effect.outcomes | effect.given, effect.treatments, {graph_.vertices, nullptr}, graph_);
    if (effect.given.none() || std::holds_alternative<Hedge>(joint)) return joint;
    const auto& density = std::get<EstimandPtr>(joint);
    return tidy(quotient(density, sum(effect.outcomes, density)));
  }

 private:
  EstimandPtr tidy(EstimandPtr e) const { return readable_ ? simplify(e, graph_) : e; }

  EstimandPtr marginal(const Distribution& p, const Vertices& keep) const {
    return p.density ? tidy(sum(p.over & ~keep, p.density)) : probability(keep);
  }

  /// P(v | given) in the distribution at hand: a quotient of its sums.
  EstimandPtr conditional(const Distribution& p, std::size_t v, const Vertices& given) const {
    if (!p.density) return tidy(probability(one(v), given));
    if (given.none()) return marginal(p, one(v));
    return tidy(quotient(marginal(p, given | one(v)), marginal(p, given)));
  }

  /// The lines are those of [SP06], fig. 3.
  Outcome id(const Vertices& y, const Vertices& x, const Distribution& p, const Admg& g) const {
    if (x.none()) return marginal(p, y);  // line 1
    const Vertices causes = ancestors(g, y);
    if (causes != g.vertices)  // line 2
      return id(y, x & causes, {causes, p.density ? marginal(p, causes) : nullptr}, induced(g, causes));
    const Vertices idle = g.vertices & ~x & ~ancestors(cut_into(g, x), y);
    if (idle.any()) return id(y, x | idle, p, g);  // line 3
    const auto parts = c_components(induced(g, g.vertices & ~x));
    if (parts.size() > 1) return of_parts(y, x, p, g, parts);  // line 4
    return of_district(y, x, p, g, parts.front());
  }

  /// Line 4: the effects on the districts of what is left, multiplied.
  Outcome of_parts(const Vertices& y, const Vertices& x, const Distribution& p, const Admg& g, const std::vector<Vertices>& parts) const {
    std::vector<EstimandPtr> factors;
    for (const auto& part : parts) {
      auto factor = id(part, g.vertices & ~part, p, g);
      if (std::holds_alternative<Hedge>(factor)) return factor;
      factors.push_back(std::get<EstimandPtr>(factor));
    }
    return tidy(sum(g.vertices & ~y & ~x, product(factors)));
  }

  /// Lines 5 to 7: what is left is one district.
  Outcome of_district(const Vertices& y, const Vertices& x, const Distribution& p, const Admg& g, const Vertices& district) const {
    const auto all = c_components(g);
    if (all.size() == 1) return hedge(g, district);  // line 5
    const Vertices whole = *std::ranges::find_if(all, [&](const Vertices& c) { return within(district, c); });
    std::vector<EstimandPtr> factors;
    Vertices before;
    for (std::size_t v : topological_order(g)) {
      if (whole[v]) factors.push_back(conditional(p, v, before));
      before.set(v);
    }
    const auto density = tidy(product(factors));
    if (whole == district) return tidy(sum(district & ~y, density));  // line 6
    return id(y, x & whole, {whole, density}, induced(g, whole));     // line 7
  }

  /// The roots are what has no children in the district; every vertex reaches them, as all are causes of the outcomes.
  static Hedge hedge(const Admg& g, const Vertices& district) {
    Vertices with_children;
    for (std::size_t v : members(district)) with_children |= g.parents[v];
    return {g.vertices, district, district & ~with_children};
  }

  const Admg& graph_;
  bool readable_;
};

}  // namespace

Identification identify_effect(const Admg& graph, const Effect& effect) {
  auto readable = Identifier(graph, true).conditional(effect);
  if (const auto* hedge = std::get_if<Hedge>(&readable)) return *hedge;
  auto raw = Identifier(graph, false).conditional(effect);
  return Identified{std::get<EstimandPtr>(raw), std::get<EstimandPtr>(readable)};
}

bool is_identified(const Admg& graph, const Effect& effect) {
  return std::holds_alternative<EstimandPtr>(Identifier(graph, false).conditional(effect));
}

}  // namespace scmc::identify
