#include "compiler/identify/counterfactual.h"

#include <algorithm>

#include "compiler/identify/counterfactual_text.h"
#include "compiler/identify/id.h"
#include "compiler/source/match.h"

namespace scmc::identify {
namespace {

std::string joined(const std::vector<std::string>& parts, const char* between) {
  std::string text;
  for (const auto& part : parts) text += (text.empty() ? "" : between) + part;
  return text;
}

std::string text(const Admg& graph, const std::vector<Setting>& world) {
  std::vector<std::string> parts;
  for (const Setting& s : world) parts.push_back(graph.names[s.variable] + (s.value ? "=" + *s.value->constant : text(graph, s.world)));
  return parts.empty() ? "" : "_{" + joined(parts, ",") + "}";
}

std::string text(const Admg& graph, const std::vector<CounterfactualEvent>& events) {
  std::vector<std::string> parts;
  for (const auto& e : events)
    parts.push_back(graph.names[e.variable] + text(graph, e.world) + (e.value.constant ? "=" + *e.value.constant : ""));
  return joined(parts, ", ");
}

/// The events as nodes; nothing where one of them says that what is set to 0 is 1. What is true by definition is left out.
std::optional<Event> as_nodes(Worlds& worlds, const std::vector<CounterfactualEvent>& events) {
  Event result;
  for (const auto& e : events) {
    const Cause cause = worlds.evaluate(e.variable, e.world);
    if (const auto* id = std::get_if<NodeId>(&cause)) {
      if (result.try_emplace(*id, e.value).first->second != e.value) return std::nullopt;
    } else if (std::get<Value>(cause) != e.value) return std::nullopt;  // effectiveness
  }
  return result;
}

bool is_nested(const CounterfactualQuery& query) {
  const auto nests = [](const CounterfactualEvent& e) { return std::ranges::any_of(e.world, [](const Setting& s) { return !s.value; }); };
  return std::ranges::any_of(query.target, nests) || std::ranges::any_of(query.given, nests);
}

/// Why a c-component is of no single world, in words.
class Reason {
 public:
  Reason(const Worlds& worlds, const Conflict& conflict, const CounterfactualQuery& query)
      : worlds_(worlds), graph_(worlds.graph()), conflict_(conflict), query_(query) {}

  void tell(CounterfactualAnswer& answer) const {
    for (NodeId id : conflict_.component) answer.component.push_back(worlds_.name(id));
    const std::size_t a = worlds_[conflict_.first.node].variable, b = worlds_[conflict_.second.node].variable;
    if (a != b) return tell_of_unmeasured_causes(answer);
    if (is_nested(query_) && !is_asked_about(a)) return tell_of_a_witness(answer, a);
    tell_of_two_outcomes(answer);
  }

 private:
  std::string name(const Conflict::Reading& reading) const { return worlds_.name(reading.node); }

  std::string value(const Conflict::Reading& reading) const {
    const auto* constant = std::get_if<Value>(&reading.value);
    const auto& variable = graph_.names[conflict_.variable];
    if (!constant) return variable + " as it is";
    return constant->constant ? variable + "=" + *constant->constant : variable;
  }

  std::string two_worlds() const { return value(conflict_.first) + " and " + value(conflict_.second); }

  bool is_asked_about(std::size_t variable) const {
    const auto asks = [&](const CounterfactualEvent& e) { return e.variable == variable; };
    return std::ranges::any_of(query_.target, asks) || std::ranges::any_of(query_.given, asks);
  }

  void tell_of_a_witness(CounterfactualAnswer& answer, std::size_t variable) const {
    answer.witness = graph_.names[variable];
    answer.reason = "recanting witness " + answer.witness + ": the question needs " + name(conflict_.first) + " and " +
                    name(conflict_.second) + " of the same unit";
    answer.remedy = "the interventional direct and indirect effects, with the mediator drawn from its distribution in the other world, need "
                    "no single unit in two worlds";
  }

  void tell_of_two_outcomes(CounterfactualAnswer& answer) const {
    answer.reason = name(conflict_.first) + " and " + name(conflict_.second) + " are one unit's outcomes in two worlds, " + two_worlds() +
                    ", and no experiment shows both";
    const auto& x = graph_.names[conflict_.variable];
    answer.remedy = "an assumption about how the two go together, such as that " + x + " never acts the other way";
  }

  void tell_of_unmeasured_causes(CounterfactualAnswer& answer) const {
    answer.reason = name(conflict_.first) + " and " + name(conflict_.second) + " share unmeasured causes (" + joined(noise_edges(), ", ") +
                    ") but are of two worlds, " + two_worlds();
    answer.remedy = "measure what " + joined(noise_edges(), ", ") + " stands for" + by_complement();
  }

  /// Of two values of X, P(Y_{X=0}) beside P(Y, X=0) tells P(Y_{X=0}, X=1): the algorithm, like its theorem, does not count values.
  std::string by_complement() const {
    const auto is_of_it = [&](const Conflict::Reading& reading) { return worlds_[reading.node].variable == conflict_.variable; };
    if (!is_of_it(conflict_.first) && !is_of_it(conflict_.second)) return "";
    const auto& x = graph_.names[conflict_.variable];
    return "; or, if " + x + " has two values only, set it in an experiment: what is observed at one value tells the rest";
  }

  /// The bidirected edges among the variables of the component.
  std::vector<std::string> noise_edges() const {
    Vertices variables;
    for (NodeId id : conflict_.component) variables.set(worlds_[id].variable);
    std::vector<std::string> edges;
    for (std::size_t u : members(variables))
      for (std::size_t v : members(graph_.siblings[u] & variables))
        if (u < v) edges.push_back(graph_.names[u] + " <-> " + graph_.names[v]);
    return edges;
  }

  const Worlds& worlds_;
  const Admg& graph_;
  const Conflict& conflict_;
  const CounterfactualQuery& query_;
};

Vertices variables_of(const std::map<std::size_t, Value>& values) {
  Vertices set;
  for (const auto& [variable, value] : values) set.set(variable);
  return set;
}

/// The formula over experiments, and the same over what is observed if each of its factors is identified.
void tell_formula(CounterfactualAnswer& answer, const Admg& graph, const Ratio& ratio) {
  using Texts = std::vector<std::string>;
  answer.experiments = print(ratio, graph, [&](const Factor& f) { return Texts{print(f, graph)}; });
  const auto estimand = print(ratio, graph, [&](const Factor& f) {
    const auto found = identify_effect(graph, {variables_of(f.event), variables_of(f.set), variables_of(f.given)});
    if (std::holds_alternative<Hedge>(found)) return answer.unidentified.push_back(print(f, graph)), Texts{};
    std::map<std::size_t, Value> values = f.event;
    values.insert(f.set.begin(), f.set.end());
    values.insert(f.given.begin(), f.given.end());
    return factors_at(std::get<Identified>(found).readable, graph, values);
  });
  if (answer.unidentified.empty()) return void(answer.estimand = estimand);
  answer.verdict = CounterfactualVerdict::FromExperiments;
  answer.reason = joined(answer.unidentified, ", ") + " is not identified by what is observed";
  answer.remedy = "an experiment that sets what stands in do( ) there";
}

/// The events of each world by themselves, if all can be told.
void tell_parts(CounterfactualAnswer& answer, const Admg& graph, const CounterfactualQuery& query) {
  std::map<std::string, CounterfactualQuery> by_world;
  for (const auto& event : query.target) by_world[text(graph, event.world)].target.push_back(event);
  if (!query.given.empty() || by_world.size() < 2) return;
  for (const auto& [world, events] : by_world) {
    const auto part = identify_counterfactual(graph, events);
    if (part.experiments.empty()) return answer.parts.clear();
    answer.parts.push_back(part.estimand.empty() ? part.experiments : part.estimand);
  }
}

void tell_constant(CounterfactualAnswer& answer, CounterfactualVerdict verdict, const std::string& value, std::string reason) {
  answer.verdict = verdict;
  answer.experiments = answer.estimand = value;
  answer.reason = std::move(reason);
}

}  // namespace

std::string print(const Admg& graph, const CounterfactualQuery& query) {
  const std::string given = query.given.empty() ? "" : " | " + text(graph, query.given);
  const auto asked = text(graph, query.target) + given;
  return query.expectation ? "E[" + asked + "]" : "P(" + asked + ")";
}

CounterfactualAnswer identify_counterfactual(const Admg& graph, const CounterfactualQuery& query) {
  CounterfactualAnswer answer;
  answer.question = print(graph, query);
  answer.is_mean = query.expectation;
  answer.formula_of = print(graph, {false, query.target, query.given});
  Worlds worlds(graph);
  const auto given = as_nodes(worlds, query.given), target = as_nodes(worlds, query.target);
  const auto undefined = "the condition contradicts itself: it has probability 0 in every model";
  const auto impossible = "the event contradicts itself, or the condition: it has probability 0 in every model";
  if (!given) return tell_constant(answer, CounterfactualVerdict::Undefined, "", undefined), answer;
  const auto found = target ? idc_star(worlds, *target, *given) : idc_star(worlds, {}, *given);
  match(
      found,
      [&](const Ratio& ratio) {
        if (target) tell_formula(answer, graph, ratio);
        else tell_constant(answer, CounterfactualVerdict::Impossible, "0", impossible);
      },
      [&](const Impossible&) { tell_constant(answer, CounterfactualVerdict::Impossible, "0", impossible); },
      [&](const Undefined&) { tell_constant(answer, CounterfactualVerdict::Undefined, "", undefined); },
      [&](const Conflict& conflict) {
        if (!target) return tell_constant(answer, CounterfactualVerdict::Impossible, "0", impossible);
        answer.verdict = CounterfactualVerdict::NotIdentified;
        Reason(worlds, conflict, query).tell(answer);
        tell_parts(answer, graph, query);
      });
  return answer;
}

}  // namespace scmc::identify
