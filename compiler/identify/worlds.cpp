#include "compiler/identify/worlds.h"

#include <algorithm>
#include <set>

namespace scmc::identify {
namespace {

std::vector<NodeId> nodes_read_by(const Node& node) {
  std::vector<NodeId> read;
  for (const auto& [variable, cause] : node.causes)
    if (const auto* id = std::get_if<NodeId>(&cause)) read.push_back(*id);
  return read;
}

/// The nodes as a graph of their own: vertex i is nodes[i].
Admg as_graph(const Worlds& worlds, const std::vector<NodeId>& nodes) {
  Admg g{.names = std::vector<std::string>(nodes.size()), .parents = std::vector<Vertices>(nodes.size()), .siblings = {}, .vertices = {}};
  g.siblings = g.parents;
  for (std::size_t v = 0; v < nodes.size(); ++v) {
    g.vertices.set(v);
    for (NodeId parent : nodes_read_by(worlds[nodes[v]]))
      g.parents[v].set(static_cast<std::size_t>(std::ranges::find(nodes, parent) - nodes.begin()));
    for (std::size_t u = 0; u < nodes.size(); ++u)
      if (u != v && worlds.confounded(nodes[u], nodes[v])) g.siblings[v].set(u);
  }
  return g;
}

Vertices places(const std::vector<NodeId>& of, const std::vector<NodeId>& nodes) {
  Vertices set;
  for (NodeId id : of) set.set(static_cast<std::size_t>(std::ranges::find(nodes, id) - nodes.begin()));
  return set;
}

/// What the nodes depend on of what was set, as texts by variable.
using Subscripts = std::map<std::size_t, std::set<std::string>>;

void collect(const Worlds& worlds, NodeId id, Subscripts& into) {
  for (const auto& [variable, cause] : worlds[id].causes) {
    const auto* value = std::get_if<Value>(&cause);
    const auto& name = worlds.graph().names[variable];
    if (value) into[variable].insert(value->constant ? name + "=" + *value->constant : name);
    else collect(worlds, std::get<NodeId>(cause), into);
  }
}

std::string joined(const std::vector<std::string>& parts) {
  std::string text;
  for (const auto& part : parts) text += (text.empty() ? "" : ",") + part;
  return text;
}

}  // namespace

Worlds::Worlds(const Admg& graph) : graph_(graph), order_(topological_order(graph)), place_(graph.size()) {
  for (std::size_t i = 0; i < order_.size(); ++i) place_[order_[i]] = i;
}

NodeId Worlds::intern(Node node) {
  const auto [entry, is_new] = known_.try_emplace(node, NodeId(nodes_.size()));
  if (is_new) nodes_.push_back(std::move(node));
  return entry->second;
}

Cause Worlds::evaluate(std::size_t variable, const std::vector<Setting>& world) {
  std::map<std::size_t, Cause> here;
  for (const Setting& s : world) here.emplace(s.variable, s.value ? Cause(*s.value) : evaluate(s.variable, s.world));
  const Vertices needed = identify::ancestors(graph_, Vertices{}.set(variable));
  for (std::size_t v : order_) {
    if (!needed[v] || here.contains(v)) continue;
    Node node{v, {}};
    for (std::size_t p = 0; p < graph_.size(); ++p)
      if (graph_.parents[v][p]) node.causes.emplace(p, here.at(p));
    here.emplace(v, intern(std::move(node)));
  }
  return here.at(variable);
}

std::optional<std::map<NodeId, NodeId>> Worlds::substitute(const Event& known, const std::vector<NodeId>& of) {
  std::vector<NodeId> all = of;
  for (const auto& [id, value] : known) all.push_back(id);
  std::map<NodeId, NodeId> became;
  Event values;  // of the new nodes
  const auto renewed = [&](const Cause& cause) -> Cause {
    const auto* id = std::get_if<NodeId>(&cause);
    if (!id) return cause;
    const auto value = values.find(became.at(*id));
    return value == values.end() ? Cause(became.at(*id)) : Cause(value->second);
  };
  // A variable at a time, all of its nodes: what merges with a known node is known before any child looks.
  for (NodeId id : ancestors(all)) {
    Node node = (*this)[id];
    for (auto& [variable, cause] : node.causes) cause = renewed(cause);
    became[id] = intern(std::move(node));
    const auto value = known.find(id);
    if (value == known.end()) continue;
    if (values.try_emplace(became[id], value->second).first->second != value->second) return std::nullopt;
  }
  return became;
}

std::vector<NodeId> Worlds::ancestors(const std::vector<NodeId>& of) const {
  std::set<NodeId> seen(of.begin(), of.end());
  std::vector<NodeId> left(seen.begin(), seen.end());
  while (!left.empty()) {
    const NodeId id = left.back();
    left.pop_back();
    for (NodeId parent : nodes_read_by((*this)[id]))
      if (seen.insert(parent).second) left.push_back(parent);
  }
  std::vector<NodeId> sorted(seen.begin(), seen.end());
  std::ranges::sort(sorted, {}, [&](NodeId id) { return std::pair(place_[(*this)[id].variable], id); });
  return sorted;
}

bool Worlds::confounded(NodeId a, NodeId b) const {
  const std::size_t u = (*this)[a].variable, v = (*this)[b].variable;
  return u == v || graph_.siblings[u][v];
}

std::string Worlds::name(NodeId id) const {
  Subscripts set;
  collect(*this, id, set);
  const bool of_one_world = std::ranges::all_of(set, [](const auto& entry) { return entry.second.size() == 1; });
  std::vector<std::string> parts;
  if (of_one_world)
    for (const auto& [variable, texts] : set) parts.push_back(*texts.begin());
  else
    for (const auto& [variable, cause] : (*this)[id].causes) {
      const auto* value = std::get_if<Value>(&cause);
      const auto& cause_name = graph_.names[variable];
      parts.push_back(!value ? name(std::get<NodeId>(cause)) : value->constant ? cause_name + "=" + *value->constant : cause_name);
    }
  const auto& own = graph_.names[(*this)[id].variable];
  return parts.empty() ? own : own + "_{" + joined(parts) + "}";
}

std::vector<std::vector<NodeId>> c_components(const Worlds& worlds, const std::vector<NodeId>& nodes) {
  std::vector<std::vector<NodeId>> components;
  const Admg g = as_graph(worlds, worlds.ancestors(nodes));
  const auto order = worlds.ancestors(nodes);
  for (const Vertices& set : c_components(induced(g, places(nodes, order)))) {
    components.emplace_back();
    for (std::size_t v = 0; v < order.size(); ++v)
      if (set[v]) components.back().push_back(order[v]);
  }
  return components;
}

bool separated(const Worlds& worlds, NodeId x, const std::vector<NodeId>& y, const std::vector<NodeId>& z) {
  std::vector<NodeId> all = y;
  all.push_back(x);
  all.insert(all.end(), z.begin(), z.end());
  const auto nodes = worlds.ancestors(all);
  return separated(as_graph(worlds, nodes), places({x}, nodes), places(y, nodes), places(z, nodes));
}

}  // namespace scmc::identify
