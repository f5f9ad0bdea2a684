#include "compiler/identify/verdict.h"

#include <algorithm>

#include "compiler/identify/adjustment.h"
#include "compiler/identify/frontdoor.h"
#include "compiler/identify/help.h"
#include "compiler/identify/independencies.h"
#include "compiler/identify/instruments.h"
#include "compiler/source/match.h"

namespace scmc::identify {
namespace {

constexpr std::size_t longest_formula = 4000;  // characters

/// P(y | do(x), w) by adjusting for z within the strata of w.
EstimandPtr adjustment_formula(const Effect& e, const Vertices& z) {
  if (z.none()) return probability(e.outcomes, e.treatments | e.given);
  return sum(z, product({probability(e.outcomes, e.treatments | e.given | z), probability(z, e.given)}));
}

EstimandPtr frontdoor_formula(const Effect& e, const Vertices& z) {
  const auto back = sum(e.treatments, product({probability(e.outcomes, e.treatments | z), probability(e.treatments)}));
  return sum(z, product({probability(z, e.treatments), back}));
}

class Judge {
 public:
  Judge(const Dag& dag, const Effect& effect) : dag_(dag), effect_(effect), graph_(project(dag)) {}

  Verdict run(const std::optional<Vertices>& proposed) {
    v_.effect = print(effect_, graph_);
    v_.treatments = names(effect_.treatments), v_.outcomes = names(effect_.outcomes), v_.given = names(effect_.given);
    v_.no_effect = (descendants(cut_into(graph_, effect_.treatments), effect_.treatments) & effect_.outcomes).none();
    alternatives();
    match(
        identify_effect(graph_, effect_), [&](const Identified& found) { identified(found); }, [&](const Hedge& hedge) { refused(hedge); });
    const auto& z = effect_.given;
    if (const auto path = open_path(proper_backdoor_graph(dag_.graph, effect_.treatments, effect_.outcomes), effect_.treatments,
                                    effect_.outcomes, z))
      v_.backdoor_path = print(*path, dag_.graph);
    if (adjustment_.sets.empty() && !v_.no_effect) v_.confounding = confounding();
    if (proposed) v_.proposal = judged(*proposed);
    return std::move(v_);
  }

 private:
  Names names(const Vertices& set) const { return names_of(set, graph_); }

  NamedSets named(const Sets& sets) const {
    NamedSets result{{}, sets.complete};
    for (const auto& set : sets.sets) result.sets.push_back(names(set));
    return result;
  }

  /// Sets to adjust for, the front door, instruments: by what the effect might be had beside its formula.
  void alternatives() {
    adjustment_ = adjustment_sets();
    v_.adjustment = named(adjustment_);
    if (!adjustment_.sets.empty())
      v_.common_causes = names(adjustment_.sets.front() & ancestors(cut_out_of(graph_, effect_.treatments), effect_.outcomes) &
                               ancestors(graph_, effect_.treatments));
    if (effect_.given.any()) return;
    if (const auto best = lowest_variance_set(graph_, effect_.treatments, effect_.outcomes)) v_.lowest_variance = names(*best);
    frontdoor_ = minimal_frontdoor_sets(graph_, effect_.treatments, effect_.outcomes);
    v_.frontdoor = named(frontdoor_);
    if (effect_.treatments.count() != 1 || effect_.outcomes.count() != 1) return;
    const auto found = instruments(graph_, members(effect_.treatments).front(), members(effect_.outcomes).front());
    v_.all_instruments = found.complete;
    for (const auto& i : found.list) v_.instruments.push_back({graph_.names[i.vertex], names(i.given)});
  }

  /// Within strata of the conditions: what must be adjusted for beside them.
  Sets adjustment_sets() const {
    const auto& [y, x, w] = effect_;
    Sets all = minimal_adjustment_sets(graph_, x, y);
    if (w.none()) return all;
    Sets within_strata{{}, all.complete};
    all.sets.push_back(ancestors(graph_, x | y | w) & ~x & ~y & ~forbidden(graph_, x, y));
    for (const auto& set : all.sets) {
      const Vertices beside = set & ~w;
      if (!is_adjustment_set(graph_, x, y, beside | w)) continue;
      if (std::ranges::any_of(within_strata.sets, [&](const Vertices& s) { return within(s, beside); })) continue;
      within_strata.sets.push_back(beside);
    }
    return within_strata;
  }

  /// The shortest of the formulas known for it.
  void identified(const Identified& found) {
    v_.answer = Answer::Identified;
    std::vector<EstimandPtr> formulas;
    if (!adjustment_.sets.empty()) formulas.push_back(adjustment_formula(effect_, adjustment_.sets.front()));
    formulas.push_back(found.readable);
    if (!frontdoor_.sets.empty()) formulas.push_back(frontdoor_formula(effect_, frontdoor_.sets.front()));
    const auto shortest = std::ranges::min_element(formulas, {}, [&](const EstimandPtr& e) { return print(e, graph_).size(); });
    v_.estimand = print(*shortest, graph_);
    v_.any_value = names(free_names(*shortest) & ~(effect_.outcomes | effect_.treatments | effect_.given));
    if (length(found.raw) < longest_formula) v_.raw_estimand = print(found.raw, graph_);
  }

  void refused(const Hedge& hedge) {
    v_.answer = Answer::NotIdentified;
    v_.hedge = {names(hedge.larger), names(hedge.smaller)};
    const Dag shared = with_shared_causes(dag_);
    for (const auto& m : helpful_measurements(shared, effect_)) {
      if (v_.measure.empty()) v_.measured_adjusts = m.adjusts;
      v_.measure.push_back(names_of(m.measured, shared.graph));
    }
  }

  /// A path that stays open: one that meets nothing measured, else one that adjusting for all causes leaves or opens.
  std::optional<Confounding> confounding() const {
    const auto& [y, x, w] = effect_;
    const Admg backdoor = proper_backdoor_graph(dag_.graph, x, y);
    const Vertices fit = (ancestors(graph_, x | y | w) | w) & ~x & ~y & ~forbidden(graph_, x, y);
    Vertices conditioned;
    auto path = open_path(induced(backdoor, backdoor.vertices & ~fit), x, y, {});
    if (!path) path = open_path(backdoor, x, y, conditioned = fit);
    if (!path) return std::nullopt;
    Vertices on_path;
    for (std::size_t v : path->vertices) on_path.set(v);
    return Confounding{print(*path, dag_.graph), names_of(on_path & dag_.latent, dag_.graph), names(conditioned & on_path)};
  }

  Proposal judged(const Vertices& set) const {
    const auto& [y, x, w] = effect_;
    Proposal p{names(set), is_adjustment_set(graph_, x, y, set | w), is_backdoor_set(graph_, x, y, set | w), {}, ""};
    p.forbidden = names(set & forbidden(graph_, x, y));
    if (const auto path = open_path(proper_backdoor_graph(dag_.graph, x, y), x, y, set | w)) p.open_path = print(*path, dag_.graph);
    return p;
  }

  const Dag& dag_;
  const Effect& effect_;
  Admg graph_;
  Sets adjustment_, frontdoor_;
  Verdict v_;
};

std::string listed(const Names& names) {
  std::string text;
  for (const auto& name : names) text += (text.empty() ? "" : ", ") + name;
  return text;
}

}  // namespace

Names names_of(const Vertices& set, const Admg& graph) {
  Names names;
  for (std::size_t v : members(set)) names.push_back(graph.names[v]);
  return names;
}

std::string print(const Effect& effect, const Admg& graph) {
  const std::string arrow = listed(names_of(effect.treatments, graph)) + " -> " + listed(names_of(effect.outcomes, graph));
  return effect.given.any() ? arrow + " given " + listed(names_of(effect.given, graph)) : arrow;
}

std::string print(const Independence& i, const Admg& graph) {
  return graph.names[i.x] + " _||_ " + graph.names[i.y] + (i.given.any() ? " | " + listed(names_of(i.given, graph)) : "");
}

Verdict judge(const Dag& dag, const Effect& effect, const std::optional<Vertices>& proposed) { return Judge(dag, effect).run(proposed); }

}  // namespace scmc::identify
