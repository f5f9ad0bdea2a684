#include "compiler/identify/id_star.h"

#include <algorithm>

namespace scmc::identify {
namespace {

std::vector<NodeId> nodes_of(const Event& event) {
  std::vector<NodeId> nodes;
  for (const auto& [id, value] : event) nodes.push_back(id);
  return nodes;
}

/// Nothing if two events have become one, with different values.
std::optional<Event> renamed(const Event& event, const std::map<NodeId, NodeId>& became) {
  Event result;
  for (const auto& [id, value] : event)
    if (result.try_emplace(became.at(id), value).first->second != value) return std::nullopt;
  return result;
}

/// The values that a component gives its variables or reads of others; of a summed node, the node stands for its value.
class Readings {
 public:
  Readings(const Worlds& worlds, const Event& event) : worlds_(worlds), event_(event) {}

  std::optional<Conflict> add(const std::vector<NodeId>& component) {
    for (NodeId id : component)
      for (const auto& [variable, cause] : worlds_[id].causes)
        if (auto conflict = add(variable, {id, cause}, component)) return conflict;
    for (NodeId id : component)
      if (auto conflict = add(worlds_[id].variable, {id, id}, component)) return conflict;
    return std::nullopt;
  }

  Factor factor(const std::vector<NodeId>& component) const {
    Factor f;
    for (NodeId id : component) f.event.emplace(worlds_[id].variable, value(worlds_[id].variable));
    for (const auto& [variable, reading] : read_)
      if (!f.event.contains(variable)) f.set.emplace(variable, value(variable));
    return f;
  }

 private:
  std::optional<Conflict> add(std::size_t variable, Conflict::Reading reading, const std::vector<NodeId>& component) {
    if (const auto* id = std::get_if<NodeId>(&reading.value))
      if (const auto said = event_.find(*id); said != event_.end()) reading.value = said->second;
    const auto [entry, is_new] = read_.try_emplace(variable, reading);
    if (entry->second.value == reading.value) return std::nullopt;
    return Conflict{component, variable, entry->second, reading};
  }

  Value value(std::size_t variable) const {
    const auto* constant = std::get_if<Value>(&read_.at(variable).value);
    return constant ? *constant : Value{};
  }

  const Worlds& worlds_;
  const Event& event_;
  std::map<std::size_t, Conflict::Reading> read_;
};

bool agree(const std::map<std::size_t, Value>& a, const std::map<std::size_t, Value>& b) {
  return std::ranges::all_of(a, [&](const auto& entry) {
    const auto other = b.find(entry.first);
    return other == b.end() || other->second == entry.second;
  });
}

/// Two c-components without a variable in common multiply to what they say together, if they speak of one world.
std::optional<Factor> together(const Factor& a, const Factor& b) {
  const bool disjoint = std::ranges::none_of(a.event, [&](const auto& entry) { return b.event.contains(entry.first); });
  if (!disjoint || !agree(a.event, b.set) || !agree(a.set, b.event) || !agree(a.set, b.set)) return std::nullopt;
  Factor both{.event = a.event, .set = {}};
  both.event.insert(b.event.begin(), b.event.end());
  for (const auto& set : {a.set, b.set})
    for (const auto& [variable, value] : set)
      if (!both.event.contains(variable)) both.set.emplace(variable, value);
  return both;
}

bool merge_two(std::vector<Factor>& factors) {
  for (std::size_t i = 0; i < factors.size(); ++i)
    for (std::size_t j = i + 1; j < factors.size(); ++j)
      if (auto both = together(factors[i], factors[j])) {
        factors[i] = std::move(*both);
        factors.erase(factors.begin() + static_cast<std::ptrdiff_t>(j));
        return true;
      }
  return false;
}

bool names(const Factor& factor, std::size_t variable) { return factor.event.contains(variable) || factor.set.contains(variable); }

/// Sums that meet a single factor, as an event there, are what that factor says of the rest.
void sum_out(Terms& product) {
  std::erase_if(product.summed, [&](std::size_t variable) {
    std::vector<Factor*> naming;
    for (Factor& f : product.factors)
      if (names(f, variable)) naming.push_back(&f);
    if (naming.size() != 1 || !naming[0]->event.contains(variable)) return false;
    naming[0]->event.erase(variable);
    return true;
  });
  std::erase_if(product.factors, [](const Factor& f) { return f.event.empty(); });
}

Terms in_few_factors(Terms product) {
  while (merge_two(product.factors)) {}
  sum_out(product);
  return product;
}

/// Conditions that tell nothing of the target beside the others; their values stay where their children read them.
void drop_irrelevant(const Worlds& worlds, const Event& target, Event& given) {
  const auto irrelevant = [&](NodeId id) {
    Event others = given;
    others.erase(id);
    return !target.contains(id) && separated(worlds, id, nodes_of(target), nodes_of(others));
  };
  for (std::size_t before = given.size() + 1; given.size() < before;) {
    before = given.size();
    for (NodeId id : nodes_of(given))
      if (irrelevant(id)) given.erase(id);
  }
}

std::optional<Event> joint(const Event& a, const Event& b) {
  Event both = a;
  for (const auto& [id, value] : b)
    if (both.try_emplace(id, value).first->second != value) return std::nullopt;
  return both;
}

/// P(a, b | do(x)) / P(b | do(x)) is P(a | do(x), b).
bool becomes_a_condition(const Factor& below, Factor& above) {
  const bool holds_it = std::ranges::all_of(below.event, [&](const auto& entry) {
    const auto found = above.event.find(entry.first);
    return found != above.event.end() && found->second == entry.second;
  });
  if (!holds_it || above.set != below.set || !above.given.empty()) return false;
  for (const auto& [variable, value] : below.event) above.event.erase(variable);
  above.given = below.event;
  return true;
}

Ratio cancelled(Ratio ratio) {
  if (!ratio.below.summed.empty()) return ratio;
  std::erase_if(ratio.below.factors, [&](const Factor& below) {
    return std::ranges::any_of(ratio.above.factors, [&](Factor& above) { return becomes_a_condition(below, above); });
  });
  std::erase_if(ratio.above.factors, [](const Factor& f) { return f.event.empty(); });
  return ratio;
}

}  // namespace

IdStar id_star(Worlds& worlds, const Event& event) {
  const auto became = worlds.substitute(event, {});
  if (!became) return Impossible{};
  const Event now = *renamed(event, *became);
  const auto nodes = worlds.ancestors(nodes_of(now));
  Terms product;
  for (NodeId id : nodes)
    if (!now.contains(id)) product.summed.push_back(worlds[id].variable);
  for (const auto& component : c_components(worlds, nodes)) {
    Readings readings(worlds, now);
    if (auto conflict = readings.add(component)) return *conflict;
    product.factors.push_back(readings.factor(component));
  }
  return in_few_factors(std::move(product));
}

IdcStar idc_star(Worlds& worlds, const Event& target, Event given) {
  const auto became = worlds.substitute(given, nodes_of(target));
  if (!became) return Undefined{};
  given = *renamed(given, *became);
  const auto asked = renamed(target, *became);
  if (!asked) return Impossible{};
  drop_irrelevant(worlds, *asked, given);
  const auto both = joint(*asked, given);
  if (!both) return Impossible{};
  const auto below = id_star(worlds, given);
  const auto above = id_star(worlds, *both);
  if (std::holds_alternative<Impossible>(above)) return Impossible{};
  if (const auto* conflict = std::get_if<Conflict>(&above)) return *conflict;
  if (const auto* conflict = std::get_if<Conflict>(&below)) return *conflict;
  return cancelled({std::get<Terms>(above), std::get<Terms>(below)});
}

}  // namespace scmc::identify
