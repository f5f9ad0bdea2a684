#include "compiler/causal/judged.h"

#include <algorithm>
#include <map>

#include "compiler/causal/units.h"
#include "compiler/identify/errors.h"
#include "compiler/source/match.h"

namespace scmc {
namespace {

using identify::Vertices;

constexpr std::size_t comfortable = 120;  // vertices: beyond it the window shrinks

class Builder {
 public:
  Builder(const Checked& model, const ObservedVariables& observed, Diagnostics& diagnostics)
      : model_(model), observed_(observed), diagnostics_(diagnostics) {}

  std::optional<JudgedGraph> judged(AskedEffect effect) {
    apart_.labels = dim_of_labels(model_, effect);
    std::vector<AskedElement> ends = effect.treatments;
    ends.insert(ends.end(), effect.outcomes.begin(), effect.outcomes.end());
    graph_.units = units_of(model_, ends, apart_.labels);
    effect.outcomes = with_readers(effect.outcomes);
    for (const auto* list : {&effect.treatments, &effect.outcomes, &effect.given})
      for (const auto& element : *list) asked_.push_back(element);
    if (!build()) return std::nullopt;
    if (!place(effect.treatments, "a treatment", true, graph_.effect.treatments)) return std::nullopt;
    if (!place(effect.outcomes, "an outcome", false, graph_.effect.outcomes)) return std::nullopt;
    if (!place(effect.given, "a condition", false, graph_.effect.given)) return std::nullopt;
    return std::move(graph_);
  }

  std::optional<JudgedGraph> whole() {
    std::vector<AskedElement> all;
    for (VariableId id : observed_) all.push_back({id});
    graph_.units = units_of(model_, all, std::nullopt);
    windows_ = 5;
    if (!build()) return std::nullopt;
    return std::move(graph_);
  }

 private:
  // ------------------------------------------------------------ vertices

  struct Key {
    VariableId variable;
    std::string label;
    int lag;
    auto operator<=>(const Key&) const = default;
  };

  bool build() {
    for (std::size_t i = 0; i < model_.variables.size(); ++i)
      if (over_units(model_, model_.variables[i], graph_.units)) nodes_.push_back(VariableId(i));
    find_time();
    for (int lag = 0; lag < graph_.window; ++lag)
      for (VariableId id : nodes_)
        for (const auto& label : labels_of(model_[id]))
          if (lag == 0 || runs_in_time(model_[id])) add(id, label, lag);
    if (graph_.elements.size() > identify::max_vertices) {
      diagnostics_.report(identify::errors::too_large(graph_.elements.size(), model_.variables.front().span));
      return false;
    }
    auto& g = graph_.dag.graph;
    g.parents.resize(g.size()), g.siblings.resize(g.size());
    for (std::size_t v = 0; v < g.size(); ++v) g.vertices.set(v), connect(v);
    join_inputs();
    inline_computed();
    mark_latent();
    return true;
  }

  bool runs_in_time(const Variable& v) const { return apart_.time && has_dim(model_, v, *apart_.time); }

  /// Of a dimension whose labels are told apart: those of the text, else those asked about and the rest together.
  std::vector<std::optional<std::string>> labels_of(const Variable& v) const {
    if (!apart_.labels || !has_dim(model_, v, *apart_.labels)) return {std::nullopt};
    std::vector<std::optional<std::string>> labels;
    for (const auto& label : model_[*apart_.labels].labels) labels.push_back(label);
    if (!labels.empty()) return labels;
    for (const auto& element : asked_)
      if (element.label && std::ranges::find(labels, element.label) == labels.end()) labels.push_back(element.label);
    labels.push_back("");
    return labels;
  }

  void add(VariableId id, const std::optional<std::string>& label, int lag) {
    const auto& v = model_[id];
    const std::string of_label = !label ? "" : label->empty() ? "other " + model_[*apart_.labels].name : "\"" + *label + "\"";
    const std::string of_lag = lag == 0 ? "" : model_[*apart_.time].name + " - " + std::to_string(lag);
    const std::string both = of_label + (of_label.empty() || of_lag.empty() ? "" : ", ") + of_lag;
    const std::string shown = of_label.empty() ? v.name : v.name + "[" + of_label + "]";
    vertices_[{id, label.value_or(""), lag}] = graph_.elements.size();
    graph_.elements.push_back({id, label, lag, shown});
    graph_.dag.graph.names.push_back(both.empty() ? v.name : v.name + "[" + both + "]");
  }

  // ------------------------------------------------------------ time

  /// The unit dimension along which something looks back, and as many of its positions as show the pattern of the past.
  void find_time() {
    for (DimId unit : graph_.units) {
      apart_.time = unit;
      int longest = 0;
      for (VariableId id : nodes_)
        for (const auto& read : reads_of(model_, model_[id], apart_, std::nullopt))
          if (!read.noise) longest = std::max(longest, look_back(read.moment));
      if (longest == 0) continue;
      graph_.time = unit;
      graph_.longest = longest;
      const int room = static_cast<int>(comfortable / std::max<std::size_t>(1, nodes_.size()));
      graph_.window = std::clamp(windows_ * longest + 1, 2, std::max(3, room));
      return;
    }
    apart_.time.reset();
  }
  static int look_back(const Moment& moment) {
    return moment.kind == Moment::Kind::At ? moment.lag : moment.kind == Moment::Kind::Earlier ? moment.lag + 1 : 0;
  }

  // ------------------------------------------------------------ edges

  void connect(std::size_t v) {
    const JudgedElement& element = graph_.elements[v];
    for (const auto& read : reads_of(model_, model_[element.variable], apart_, element.label))
      for (std::size_t cause : vertices_read(read, element))
        if (cause != v) add_edge(cause, v, read.noise);
    join_draws(v);
  }

  void add_edge(std::size_t cause, std::size_t v, bool noise) {
    auto& g = graph_.dag.graph;
    if (noise) g.siblings[v].set(cause), g.siblings[cause].set(v);
    else g.parents[v].set(cause);
  }

  std::vector<std::size_t> vertices_read(const Read& read, const JudgedElement& by) const {
    std::vector<std::size_t> found;
    for (const auto& [key, vertex] : vertices_) {
      if (key.variable != read.variable) continue;
      const bool of_label = !read.label || key.label == *read.label || (key.label.empty() && !named(*read.label));
      const bool in_time = runs_in_time(model_[read.variable]);
      if (of_label && (!in_time || is_read(read.moment, key.lag - by.lag))) found.push_back(vertex);
    }
    return found;
  }
  bool named(const std::string& label) const {
    return std::ranges::any_of(vertices_, [&](const auto& entry) { return entry.first.label == label; });
  }
  bool is_read(const Moment& moment, int back) const {
    if (moment.kind == Moment::Kind::At) return back == moment.lag;
    // What is read at positions that nobody knows is read at the same one, too; a position in the future would be a circle.
    return moment.kind == Moment::Kind::Earlier ? back >= moment.lag : back >= 0;
  }

  /// Elements of one vector are drawn together.
  void join_draws(std::size_t v) {
    const auto& variable = model_[graph_.elements[v].variable];
    const auto joint = joint_dims(variable);
    const auto spans = [&](const std::optional<DimId>& dim) {
      return dim && std::ranges::any_of(joint, [&](DimId d) { return root(model_.dims, d) == root(model_.dims, *dim); });
    };
    for (std::size_t u = 0; u < v; ++u) {
      const auto &a = graph_.elements[u], &b = graph_.elements[v];
      if (a.variable != b.variable || (a.lag != b.lag && !spans(apart_.time)) || (a.label != b.label && !spans(apart_.labels))) continue;
      add_edge(u, v, true);
    }
  }

  void join_inputs() {
    Vertices& inputs = graph_.dag.inputs;
    for (std::size_t v = 0; v < graph_.elements.size(); ++v)
      if (model_[graph_.elements[v].variable].kind == VariableKind::Data) inputs.set(v);
    for (std::size_t v : identify::members(inputs)) graph_.dag.graph.siblings[v] |= inputs & ~identify::one(v);
  }

  // ------------------------------------------------------------ computed and latent ones

  bool is_asked(VariableId id) const { return std::ranges::any_of(asked_, [&](const AskedElement& e) { return e.variable == id; }); }

  /// A computed variable is its causes: its readers read them. Noises that it names go along.
  void inline_computed() {
    auto& g = graph_.dag.graph;
    for (std::size_t v = 0; v < g.size(); ++v) {
      const VariableId id = graph_.elements[v].variable;
      if (model_[id].kind != VariableKind::Deterministic || observed_.contains(id) || is_asked(id)) continue;
      for (std::size_t child = 0; child < g.size(); ++child) {
        if (!g.vertices[child] || !g.parents[child][v]) continue;
        g.parents[child] |= g.parents[v];
        for (std::size_t s : identify::members(g.siblings[v] & ~identify::one(child))) add_edge(s, child, true);
      }
      g.vertices.reset(v);
      g = identify::induced(g, g.vertices);
    }
  }

  /// A computed one is known where all that it is computed from is.
  void mark_latent() {
    const auto& g = graph_.dag.graph;
    for (std::size_t v : identify::topological_order(g)) {
      const VariableId id = graph_.elements[v].variable;
      const auto kind = model_[id].kind;
      const bool computed_from_latent = kind == VariableKind::Deterministic && (g.parents[v] & graph_.dag.latent).any();
      if (!observed_.contains(id) && (kind == VariableKind::Random || computed_from_latent)) graph_.dag.latent.set(v);
    }
  }

  // ------------------------------------------------------------ what is asked

  /// An outcome that is computed and not measured stands for the mean of what reads it.
  std::vector<AskedElement> with_readers(const std::vector<AskedElement>& outcomes) {
    std::vector<AskedElement> result;
    for (const auto& outcome : outcomes) {
      const auto& v = model_[outcome.variable];
      std::vector<AskedElement> readers;
      if (v.kind == VariableKind::Deterministic && !observed_.contains(outcome.variable))
        for (VariableId id : observed_)
          if (std::ranges::count(model_[id].causes, outcome.variable)) readers.push_back({id, std::nullopt, outcome.span});
      for (const auto& reader : readers) graph_.stand_ins.emplace_back(v.name, model_[reader.variable].name);
      if (readers.empty()) readers.push_back(outcome);
      result.insert(result.end(), readers.begin(), readers.end());
    }
    return result;
  }

  bool place(const std::vector<AskedElement>& elements, const std::string& as, bool at_all_times, Vertices& set) {
    for (const auto& element : elements)
      for (const auto& [key, v] : vertices_) {
        if (key.variable != element.variable || (element.label && key.label != *element.label) || (key.lag > 0 && !at_all_times)) continue;
        const identify::Named name{graph_.elements[v].shown, element.span};
        if (graph_.dag.latent[v]) return fail(identify::errors::latent(name, as));
        if (placed_.contains(v)) return fail(identify::errors::in_two_places(name, placed_[v], placed_[v] == as ? "named twice" : as));
        placed_[v] = as;
        set.set(v);
      }
    return true;
  }
  bool fail(Diagnostic diagnostic) {
    diagnostics_.report(std::move(diagnostic));
    return false;
  }

  const Checked& model_;
  const ObservedVariables& observed_;
  Diagnostics& diagnostics_;
  ToldApart apart_;
  JudgedGraph graph_;
  int windows_ = 2;  // the longest look back fits as often into the window
  std::vector<AskedElement> asked_;
  std::vector<VariableId> nodes_;
  std::map<Key, std::size_t> vertices_;
  std::map<std::size_t, std::string> placed_;
};

}  // namespace

std::optional<JudgedGraph> judged_graph(const Checked& model, const ObservedVariables& observed, const AskedEffect& effect,
                                        Diagnostics& diagnostics) {
  return Builder(model, observed, diagnostics).judged(effect);
}

std::optional<JudgedGraph> judged_graph(const Checked& model, const ObservedVariables& observed, Diagnostics& diagnostics) {
  return Builder(model, observed, diagnostics).whole();
}

Vertices vertices_of(const JudgedGraph& graph, const AskedElement& element) {
  Vertices set;
  for (std::size_t v = 0; v < graph.elements.size(); ++v) {
    const auto& e = graph.elements[v];
    if (graph.dag.graph.vertices[v] && e.variable == element.variable && (!element.label || e.label == element.label)) set.set(v);
  }
  return set;
}

}  // namespace scmc
