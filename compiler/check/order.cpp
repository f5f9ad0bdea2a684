/// The causal graph among variables: direct causes, an order in which causes stand before effects, recurrences, circles.
#include <algorithm>
#include <functional>
#include <map>
#include <set>

#include "compiler/check/checker.h"
#include "compiler/check/errors.h"
#include "compiler/check/lag.h"
#include "compiler/source/match.h"

namespace scmc {
namespace {

bool names_position(const TermPtr& term, DimId dim) {
  const auto* position = std::get_if<PositionTerm>(&term->node);
  if (position) return position->dim == dim;
  return std::ranges::any_of(operands(*term), [&](const TermPtr& operand) { return names_position(operand, dim); });
}

}  // namespace

bool is_lag(DimId dim, const TermPtr& item) {
  const auto* apply = std::get_if<ApplyTerm>(&item->node);
  if (!apply || apply->op->name != "sub") return false;
  const auto* position = std::get_if<PositionTerm>(&apply->args[0]->node);
  if (!position || position->dim != dim) return false;
  const auto steps = constant_value(apply->args[1]);
  return steps ? *steps > 0 : !names_position(apply->args[1], dim);
}

namespace {

struct Edge {
  VariableId cause;
  bool lagged = false;  ///< only at earlier positions of a dimension
  bool noise = false;   ///< not its value: what its mechanism adds to its own causes
  auto operator<=>(const Edge&) const = default;
};

/// The dimension along which a variable is read at earlier positions here.
void mark_read_before(const GatherTerm& gather, Checked& model) {
  const auto* reference = std::get_if<ReferenceTerm>(&gather.source->node);
  for (const auto& [dim, item] : gather.indices)
    if (reference && is_lag(dim, item)) model.variables[index(reference->variable)].read_before = dim;
}

void mark_reads_before(Checked& model) {
  std::set<const Term*> seen;
  const std::function<void(const TermPtr&)> visit = [&](const TermPtr& term) {
    if (!term || !seen.insert(term.get()).second) return;
    if (const auto* gather = std::get_if<GatherTerm>(&term->node)) mark_read_before(*gather, model);
    for (const auto& operand : operands(*term)) visit(operand);
  };
  for (const auto& variable : model.variables)
    for (const auto& mechanism : variable.mechanisms)
      match(
          mechanism.kind, [&](const RandomMechanism& m) { std::ranges::for_each(m.instance.args, visit); },
          [&](const DeterministicMechanism& m) { visit(m.value); });
}

void collect(const TermPtr& term, bool lagged, std::set<std::pair<const Term*, bool>>& seen, std::set<Edge>& edges) {
  if (!seen.emplace(term.get(), lagged).second) return;
  if (const auto* reference = std::get_if<ReferenceTerm>(&term->node)) edges.insert({reference->variable, lagged});
  if (const auto* noise = std::get_if<NoiseTerm>(&term->node)) edges.insert({noise->variable, lagged, true});
  if (const auto* gather = std::get_if<GatherTerm>(&term->node)) {
    bool earlier = lagged;
    for (const auto& [dim, item] : gather->indices) earlier = earlier || is_lag(dim, item), collect(item, lagged, seen, edges);
    return collect(gather->source, earlier, seen, edges);
  }
  for (const auto& operand : operands(*term)) collect(operand, lagged, seen, edges);
}

std::set<Edge> edges_of(const Variable& variable) {
  std::set<Edge> edges;
  std::set<std::pair<const Term*, bool>> seen;
  for (const auto& mechanism : variable.mechanisms) {
    if (mechanism.mask) collect(mechanism.mask, false, seen, edges);
    match(
        mechanism.kind,
        [&](const RandomMechanism& m) {
          for (const auto& arg : m.instance.args) collect(arg, false, seen, edges);
        },
        [&](const DeterministicMechanism& m) { collect(m.value, false, seen, edges); });
  }
  if (variable.default_value) collect(variable.default_value, false, seen, edges);
  return edges;
}

std::vector<VariableId> at_once(const std::set<Edge>& edges) {
  std::vector<VariableId> causes;
  for (const auto& edge : edges)
    if (!edge.lagged) causes.push_back(edge.cause);
  return causes;
}

/// Strongly connected components, causes first.  [Tarjan 1972]
class Components {
 public:
  explicit Components(const std::vector<std::set<Edge>>& edges) : edges_(edges), state_(edges.size()) {
    for (std::size_t v = 0; v < edges.size(); ++v)
      if (!state_[v].number) visit(v);
  }
  std::vector<std::vector<std::size_t>> result;

 private:
  struct State {
    std::size_t number = 0, low = 0;
    bool open = false;
  };
  void visit(std::size_t v) {
    state_[v] = {++count_, count_, true};
    stack_.push_back(v);
    for (const auto& edge : edges_[v]) {
      const auto w = index(edge.cause);
      if (!state_[w].number) visit(w), state_[v].low = std::min(state_[v].low, state_[w].low);
      else if (state_[w].open) state_[v].low = std::min(state_[v].low, state_[w].number);
    }
    if (state_[v].low != state_[v].number) return;
    result.emplace_back();
    for (std::size_t w = v + 1; w != v;) {
      w = stack_.back(), stack_.pop_back(), state_[w].open = false;
      result.back().push_back(w);
    }
  }
  const std::vector<std::set<Edge>>& edges_;
  std::vector<State> state_;
  std::vector<std::size_t> stack_;
  std::size_t count_ = 0;
};

/// Within a component: causes of the same moment first. Reports the circle if there is none such.
class Moment {
 public:
  Moment(const Checked& model, const std::vector<std::set<Edge>>& edges, const std::vector<std::size_t>& component,
         Diagnostics& diagnostics)
      : model_(model), edges_(edges), members_(component.begin(), component.end()), diagnostics_(diagnostics) {
    for (auto v : members_) visit(v);
  }
  std::vector<VariableId> order;

 private:
  void visit(std::size_t v) {
    if (done_.contains(v) || failed_) return;
    const auto circle = std::ranges::find(path_, v);
    if (circle != path_.end()) {
      std::vector<errors::CycleStep> steps;
      for (auto i = path_.rbegin(); i != path_.rend(); ++i) {
        steps.push_back({model_.variables[*i].name, model_.variables[*i].span});
        if (*i == v) break;
      }
      failed_ = true;
      return diagnostics_.report(errors::causal_cycle(steps));
    }
    path_.push_back(v);
    for (const auto& edge : edges_[v])
      if (!edge.lagged && members_.contains(index(edge.cause))) visit(index(edge.cause));
    path_.pop_back();
    if (done_.insert(v).second) order.push_back(VariableId(v));
  }
  const Checked& model_;
  const std::vector<std::set<Edge>>& edges_;
  std::set<std::size_t> members_, done_;
  std::vector<std::size_t> path_;
  bool failed_ = false;
  Diagnostics& diagnostics_;
};

std::vector<bool> reach(std::size_t count, const std::vector<VariableId>& from, const std::vector<std::vector<VariableId>>& next) {
  std::vector<bool> reached(count, false);
  std::vector<VariableId> open = from;
  while (!open.empty()) {
    const auto v = open.back();
    open.pop_back();
    for (const auto w : next[index(v)])
      if (!reached[index(w)]) reached[index(w)] = true, open.push_back(w);
  }
  return reached;
}

}  // namespace

void order_causes(Checked& model, Diagnostics& diagnostics) {
  std::vector<std::set<Edge>> edges;
  for (auto& variable : model.variables) {
    edges.push_back(edges_of(variable));
    variable.causes.clear();
    variable.noises.clear();
    for (const auto& edge : edges.back()) {
      auto& into = edge.noise ? variable.noises : variable.causes;
      if (std::ranges::find(into, edge.cause) == into.end()) into.push_back(edge.cause);
    }
  }
  mark_reads_before(model);
  model.order.clear();
  for (const auto& component : Components(edges).result) {
    const bool recurrent =
        component.size() > 1 || std::ranges::count(model.variables[component.front()].causes, VariableId(component.front()));
    const auto moment = Moment(model, edges, component, diagnostics).order;
    for (auto v : component) {
      model.variables[v].recurrent = recurrent;
      if (recurrent) model.variables[v].circle = moment;
    }
    model.order.insert(model.order.end(), moment.begin(), moment.end());
  }
}

DimId root(const std::vector<Dimension>& dims, DimId dim) {
  while (dims[index(dim)].like) dim = *dims[index(dim)].like;
  return dim;
}

std::vector<VariableId> references_at_once(const TermPtr& term) {
  std::set<Edge> edges;
  std::set<std::pair<const Term*, bool>> seen;
  if (term) collect(term, false, seen, edges);
  return at_once(edges);
}

std::vector<VariableId> causes_at_once(const Variable& variable) { return at_once(edges_of(variable)); }

std::vector<VariableId> reads(const Variable& variable) {
  auto all = variable.causes;
  for (const auto id : variable.noises)
    if (std::ranges::find(all, id) == all.end()) all.push_back(id);
  return all;
}

std::vector<bool> descendants(const Checked& model, const std::vector<VariableId>& from) {
  std::vector<std::vector<VariableId>> effects(model.variables.size());
  for (std::size_t v = 0; v < model.variables.size(); ++v) {
    if (model.variables[v].kind == VariableKind::Data) continue;
    for (const auto cause : model.variables[v].causes) effects[index(cause)].push_back(VariableId(v));
  }
  return reach(model.variables.size(), from, effects);
}

std::vector<bool> ancestors(const Checked& model, const std::vector<VariableId>& from) {
  std::vector<std::vector<VariableId>> causes;
  for (const auto& variable : model.variables) causes.push_back(reads(variable));
  return reach(model.variables.size(), from, causes);
}

std::optional<VariableId> Checked::find(std::string_view name) const {
  for (std::size_t i = variables.size(); i-- > 0;)
    if (variables[i].name == name) return VariableId(i);
  return std::nullopt;
}

std::optional<DimId> Checked::find_dim(std::string_view name) const {
  for (std::size_t i = 0; i < dims.size(); ++i)
    if (dims[i].name == name) return DimId(i);
  return std::nullopt;
}

}  // namespace scmc
