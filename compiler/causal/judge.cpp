#include "compiler/causal/judge.h"

#include <algorithm>
#include <map>

#include "compiler/causal/linear.h"
#include "compiler/identify/adjustment.h"
#include "compiler/identify/independencies.h"
#include "compiler/source/display.h"

namespace scmc {
namespace {

using identify::Answer;
using identify::Names;
using identify::Verdict;

std::string listed(const Names& names) {
  std::string text;
  for (std::size_t i = 0; i < names.size(); ++i) text += (i == 0 ? "" : i + 1 == names.size() ? " and " : ", ") + names[i];
  return text;
}

class ModelJudge {
 public:
  ModelJudge(const Checked& model, const JudgedGraph& graph) : model_(model), graph_(graph) {}

  Verdict run(const std::optional<identify::Vertices>& proposed) {
    v_ = identify::judge(graph_.dag, graph_.effect, proposed);
    v_.units = units();
    if (v_.answer == Answer::NotIdentified) by_mechanisms();
    inputs();
    weights();
    testable();
    without_lags();
    remarks();
    return std::move(v_);
  }

 private:
  std::string units() const {
    return graph_.units.size() == 1 ? plural(model_[graph_.units.front()].name) : std::string("units");
  }

  std::optional<VariableId> variable_of(const std::string& name) const {
    const auto v = graph_.dag.graph.find(name);
    return v ? std::optional(graph_.elements[*v].variable) : std::nullopt;
  }

  // ------------------------------------------------------------ by form

  void by_mechanisms() {
    if (v_.instruments.empty() || graph_.window > 1) return;
    const auto x = variable_of(v_.treatments.front()), y = variable_of(v_.outcomes.front());
    if (linear(*x)) {
      const auto& [z, given] = v_.instruments.front();
      v_.answer = Answer::ByForm;
      v_.reason = "its mechanisms are linear, so that " + v_.effect + " is one number, the same for all " + v_.units + "; and " + z +
                  " is an instrument" + (given.empty() ? "" : " given " + listed(given)) + ": it moves " + v_.treatments.front() +
                  " and reaches " + v_.outcomes.front() + " in no other way.\nThe number is cov(" + z + ", " + v_.outcomes.front() +
                  ") / cov(" + z + ", " + v_.treatments.front() + ")" + (given.empty() ? "" : ", all given " + listed(given)) +
                  ": nothing is learned where " + z + " hardly moves " + v_.treatments.front();
      return;
    }
    for (const auto& [z, given] : v_.instruments)
      if (given.empty() && is_binary(model_, *x) && is_binary(model_, *y) && is_binary(model_, *variable_of(z))) {
        v_.answer = Answer::Bounded;
        v_.reason = "the graph does not identify the effect, but " + z + ", " + v_.treatments.front() + " and " + v_.outcomes.front() +
                    " are binary and " + z + " is an instrument: P(" + v_.treatments.front() + "," + v_.outcomes.front() + "|" + z +
                    ") bounds the effect from both sides [Balke and Pearl 1997]. More " + v_.units + " do not narrow the interval";
        return;
      }
  }

  bool linear(VariableId x) const {
    std::set<VariableId> path = {x}, nodes;
    const auto& g = graph_.dag.graph;
    for (std::size_t v : identify::members(identify::on_causal_paths(g, graph_.effect.treatments, graph_.effect.outcomes)))
      path.insert(graph_.elements[v].variable);
    for (const auto& element : graph_.elements) {
      if (element.label) return false;
      nodes.insert(element.variable);
    }
    return is_linear(model_, path, x, nodes);
  }

  // ------------------------------------------------------------ inputs, weights

  void inputs() {
    for (std::size_t v : identify::members(graph_.dag.inputs & graph_.effect.treatments))
      if (graph_.elements[v].lag == 0) v_.inputs.push_back(graph_.elements[v].shown);
    v_.several_inputs = (graph_.dag.inputs & ~graph_.effect.treatments).any();
    if (!v_.inputs.empty() && v_.answer == Answer::Identified && !v_.no_effect) v_.answer = Answer::ByAssumption;
  }

  /// A factor is no mechanism: what it does to the graph is not known.
  void weights() {
    for (const auto& [term, span] : model_.factors)
      for (VariableId id : references(term))
        if (std::ranges::any_of(graph_.elements, [&](const JudgedElement& e) { return e.variable == id; })) {
          v_.answer = Answer::Unknown;
          v_.reason = "a `factor` weighs " + model_[id].name +
                      ": it has no mechanism, so the graph does not say what depends on what. Replace it by the mechanism that it "
                      "stands for";
          return;
        }
  }

  /// Where lags are unrolled, independencies repeat themselves at every position: they are not counted.
  void testable() {
    if (graph_.window > 1) return;
    const auto g = identify::project(graph_.dag);
    const auto implied = identify::implied_independencies(g, g.vertices);
    v_.implied = implied.list.size();
    if (!implied.list.empty()) v_.first_implied = print(implied.list.front(), g);
  }

  // ------------------------------------------------------------ names

  /// Sets hold a variable, not its positions one by one.
  void without_lags() {
    if (graph_.window == 1) return;
    std::map<std::string, std::string> shown;
    for (std::size_t v = 0; v < graph_.elements.size(); ++v) shown[graph_.dag.graph.names[v]] = graph_.elements[v].shown;
    const auto collapse = [&](Names& names) {
      Names result;
      for (const auto& name : names) {
        const auto found = shown.find(name);
        const auto& text = found == shown.end() ? name : found->second;
        if (std::ranges::find(result, text) == result.end()) result.push_back(text);
      }
      names = std::move(result);
    };
    const auto collapse_all = [&](std::vector<Names>& sets) {
      std::vector<Names> result;
      for (auto& set : sets) {
        collapse(set);
        if (std::ranges::find(result, set) == result.end()) result.push_back(set);
      }
      sets = std::move(result);
    };
    for (auto* names : {&v_.treatments, &v_.outcomes, &v_.given, &v_.any_value, &v_.common_causes}) collapse(*names);
    for (auto* sets : {&v_.adjustment.sets, &v_.frontdoor.sets, &v_.measure}) collapse_all(*sets);
    for (auto& forest : v_.hedge) collapse(forest);
    if (v_.lowest_variance) collapse(*v_.lowest_variance);
    if (v_.confounding) collapse(v_.confounding->unmeasured), collapse(v_.confounding->conditioned);
    if (v_.proposal) collapse(v_.proposal->set), collapse(v_.proposal->forbidden);
    v_.effect = joined(v_.treatments) + " -> " + joined(v_.outcomes) + (v_.given.empty() ? "" : " given " + joined(v_.given));
  }
  static std::string joined(const Names& names) {
    std::string text;
    for (const auto& name : names) text += (text.empty() ? "" : ", ") + name;
    return text;
  }

  void remarks() {
    for (const auto& [asked, reader] : graph_.stand_ins)
      v_.remarks.emplace_back("stands for", asked + " is the mean of " + reader + ", which is judged in its place");
    if (graph_.window == 1) return;
    const std::string unit = model_[*graph_.time].name;
    v_.remarks.emplace_back("window", std::to_string(graph_.window) + " " + unit + "s of the past unrolled: " + listed(v_.treatments) +
                                          (v_.treatments.size() == 1 ? " is" : " are") + " set in all of them, " + listed(v_.outcomes) +
                                          (v_.outcomes.size() == 1 ? " is" : " are") + " looked at in the last");
  }

  const Checked& model_;
  const JudgedGraph& graph_;
  Verdict v_;
};

}  // namespace

Verdict judge(const Checked& model, const JudgedGraph& graph, const std::optional<identify::Vertices>& proposed) {
  return ModelJudge(model, graph).run(proposed);
}

}  // namespace scmc
