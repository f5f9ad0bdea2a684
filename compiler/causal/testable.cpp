#include "compiler/causal/testable.h"

#include <algorithm>
#include <set>

#include "compiler/causal/mentions.h"
#include "compiler/causal/roles.h"
#include "compiler/identify/independencies.h"

namespace scmc {
namespace {

class Builder {
 public:
  Builder(const Checked& model, const std::vector<DimId>& rows, const std::vector<bool>& measured)
      : model_(model), rows_(rows), measured_(measured), roles_(causal_roles(model)), vertices_(model.variables.size()) {
    for (const auto id : model.order)
      if (is_vertex(id)) vertices_[index(id)] = add(model[id].name, id, !measured[index(id)]);
    tie_ = add("other rows", std::nullopt, true);
  }

  bool fits() const { return graph_.variables.size() <= identify::max_vertices; }

  TestableGraph build() {
    graph_.dag.graph.parents.resize(graph_.variables.size());
    graph_.dag.graph.siblings.resize(graph_.variables.size());
    for (std::size_t v = 0; v < graph_.variables.size(); ++v) {
      graph_.dag.graph.vertices.set(v);
      if (latent_[v]) graph_.dag.latent.set(v);
      if (graph_.variables[v]) connect(v, *graph_.variables[v]);
    }
    return std::move(graph_);
  }

 private:
  std::size_t add(const std::string& name, std::optional<VariableId> id, bool latent) {
    graph_.dag.graph.names.push_back(name);
    graph_.variables.push_back(id);
    latent_.push_back(latent);
    return graph_.variables.size() - 1;
  }

  bool covers_rows(const Variable& v) const {
    return std::ranges::all_of(rows_, [&](DimId d) { return contains(v.dims, d); });
  }

  bool is_vertex(VariableId id) const {
    return covers_rows(model_[id]) && (model_[id].kind != VariableKind::Deterministic || measured_[index(id)]);
  }

  void connect(std::size_t v, VariableId id) {
    if (model_[id].kind == VariableKind::Data) return connect_input(v);
    std::set<VariableId> seen;
    upstream(v, id, seen);
    for (const auto d : model_[id].kind == VariableKind::Random ? joint_dims(model_[id]) : std::vector<DimId>{})
      if (contains(rows_, d)) tie(v);
  }

  void connect_input(std::size_t v) {
    tie(v);
    for (std::size_t other = 0; other < v; ++other)
      if (graph_.variables[other] && model_[*graph_.variables[other]].kind == VariableKind::Data) join(v, other);
  }

  void upstream(std::size_t v, VariableId at, std::set<VariableId>& seen) {
    const auto all = mentions(model_, model_[at]);
    for (const auto& mention : all) {
      const auto cause = mention.cause;
      const auto vertex = vertices_[index(cause)];
      const bool of_own_row = mention.lag.empty() && std::ranges::none_of(mention.elsewhere, [&](DimId d) { return contains(rows_, d); });
      if (is_same_for_all_rows(cause)) continue;
      if (!of_own_row || (mention.noise && !vertex)) tie(v);
      else if (vertex) mention.noise ? join(v, *vertex) : static_cast<void>(graph_.dag.graph.parents[v].set(*vertex));
      else if (model_[cause].kind == VariableKind::Deterministic) seen.insert(cause).second ? upstream(v, cause, seen) : void();
      else if (!is_told_by_label(cause, all)) tie(v);
    }
  }

  bool is_same_for_all_rows(VariableId id) const {
    return roles_[index(id)] == CausalRole::Parameter || (model_[id].dims.empty() && model_[id].kind != VariableKind::Deterministic);
  }

  /// Is the element of a group variable read by a label of the row?
  bool is_told_by_label(VariableId id, const std::set<Mention>& all) const {
    const auto tells = [&](const Mention& mention) {
      const auto& label = model_[mention.cause];
      if (!mention.as_index || !vertices_[index(mention.cause)] || !label.type.carries) return false;
      return std::ranges::any_of(model_[id].dims, [&](DimId d) { return root(model_.dims, d) == root(model_.dims, *label.type.carries); });
    };
    const auto& dims = model_[id].dims;
    const bool of_row = std::ranges::none_of(dims, [&](DimId d) { return contains(rows_, d); });
    return of_row && std::ranges::any_of(all, tells);
  }

  void tie(std::size_t v) { graph_.dag.graph.parents[v].set(tie_); }
  void join(std::size_t a, std::size_t b) { graph_.dag.graph.siblings[a].set(b), graph_.dag.graph.siblings[b].set(a); }

  const Checked& model_;
  const std::vector<DimId>& rows_;
  const std::vector<bool>& measured_;
  std::vector<CausalRole> roles_;
  std::vector<std::optional<std::size_t>> vertices_;
  std::vector<bool> latent_ = {};
  std::size_t tie_ = 0;
  TestableGraph graph_ = {};
};

}  // namespace

std::optional<TestableGraph> testable_graph(const Checked& model, const std::vector<DimId>& rows, const std::vector<bool>& measured) {
  Builder builder(model, rows, measured);
  return builder.fits() ? std::optional(builder.build()) : std::nullopt;
}

std::vector<TestableClaim> testable_claims(const TestableGraph& graph) {
  std::vector<identify::Independence> smallest;
  const auto measured = identify::project(graph.dag);
  for (const auto& claim : identify::implied_independencies(measured, measured.vertices).list) {
    const bool same_pair = !smallest.empty() && smallest.back().x == claim.x && smallest.back().y == claim.y;
    if (!same_pair) smallest.push_back(claim);
    else if (claim.given.count() < smallest.back().given.count()) smallest.back() = claim;
  }
  std::vector<TestableClaim> claims;
  for (const auto& claim : smallest) {
    claims.push_back({*graph.variables[claim.x], *graph.variables[claim.y], {}});
    for (std::size_t v = 0; v < graph.variables.size(); ++v)
      if (claim.given[v]) claims.back().given.push_back(*graph.variables[v]);
  }
  return claims;
}

}  // namespace scmc
