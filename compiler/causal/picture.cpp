/// One world is drawn variable by variable: first the nodes, then what each is reached from through computed variables. The second world
/// of a twin network has nodes of its own only where it differs.
#include "compiler/causal/picture.h"

#include <algorithm>
#include <functional>
#include <set>

#include "compiler/causal/assignments.h"
#include "compiler/causal/edit.h"
#include "compiler/causal/names.h"
#include "compiler/causal/plates.h"
#include "compiler/causal/mentions.h"
#include "compiler/causal/roles.h"

namespace scmc {
namespace {

using Node = Picture::Node;
using Kind = Picture::Kind;
using Link = Picture::Link;

/// Variables by the name that both worlds know them by.
using Names = std::set<std::string>;

bool is_shown(const Variable& v, CausalRole role, const PictureOptions& options) {
  const bool is_computed = v.kind == VariableKind::Deterministic && role != CausalRole::Node;
  return (role != CausalRole::Parameter || options.parameters) && (!is_computed || options.computed);
}

/// Is the variable read, and only to say which element of another one is meant?
bool is_label_only(const Checked& model, VariableId id) {
  bool as_index = false;
  for (const auto& v : model.variables)
    for (const auto& read : mentions(model, v)) {
      if (read.cause == id && !read.as_index) return false;
      as_index = as_index || read.cause == id;
    }
  return as_index;
}

/// The text of the intervention on a variable: `z = 1`; empty if there is none.
std::string set_to(const Checked& model, const Variable& v) {
  if (!v.intervened || is_natural_half(v)) return "";
  auto all = assignments_of(model.model->statements, [&](const ast::Target& target) { return names_dims_only(model, target); });
  std::erase_if(all, [&](const ast::Assignment& a) { return a.target.name != v.name; });
  return describe(all);
}

/// One model on its way into a picture.
class World {
 public:
  World(const Checked& model, const PictureOptions& options) : model(model), nodes(model.variables.size()), options_(options) {
    const auto roles = causal_roles(model);
    for (std::size_t i = 0; i < roles.size(); ++i) {
      is_parameter_.push_back(roles[i] == CausalRole::Parameter);
      if (is_shown(model.variables[i], roles[i], options)) drawn.insert(text_name(model.variables[i]));
    }
  }

  /// Settles which variables are nodes, and the plates around them.
  void frame() {
    for (const auto id : model.order)
      if (drawn.contains(text_name(model[id]))) order.push_back(id);
    plates_.emplace(model, order, options_.sizes);
    std::erase_if(order, [&](VariableId id) { return plates_->is_shown_by_nesting(model[id]) && is_label_only(model, id); });
  }

  Node node(VariableId id, Picture& picture) const {
    const auto& v = model[id];
    return {.id = v.name,
            .label = plates_->label(v),
            .kind = kind(id),
            .observed = v.marked_observed,
            .set = set_to(model, v),
            .plate = plates_->of(v, picture)};
  }

  void add(VariableId id, Node node, Picture& picture) {
    nodes[index(id)] = picture.nodes.size();
    picture.nodes.push_back(std::move(node));
  }

  /// Links what is set to the natural value beside it.
  void join_halves(Picture& picture) const {
    for (const auto id : order)
      if (const auto half = natural_half(model, model[id].name); half && *half != id && nodes[index(*half)])
        picture.nodes[*nodes[index(id)]].natural = nodes[index(*half)];
  }

  void add_edges_into(VariableId id, Picture& picture) const {
    std::set<Mention> found, seen;
    upstream({.cause = id}, found, seen);
    const auto to = *nodes[index(id)];
    for (const auto& read : found) {
      const auto from = *nodes[index(read.cause)];
      if (from != picture.nodes[to].natural) picture.edges.push_back({from, to, read.noise ? Link::SharedNoise : Link::Cause, read.lag});
    }
    for (const auto d : joint_units(id)) picture.edges.push_back({to, to, Link::Joint, model[d].name});
  }

  const Checked& model;
  Names drawn = {};                               ///< a second world may add to them
  std::vector<VariableId> order = {};             ///< the variables that are nodes, causes first
  std::vector<std::optional<std::size_t>> nodes;  ///< by VariableId

 private:
  Kind kind(VariableId id) const {
    const auto& v = model[id];
    if (is_parameter_[index(id)]) return Kind::Parameter;
    return v.kind == VariableKind::Data ? Kind::Data : v.kind == VariableKind::Random ? Kind::Random : Kind::Computed;
  }

  /// What a variable is reached from; computed variables that are no nodes are looked through, with the lag at which they are read.
  void upstream(const Mention& at, std::set<Mention>& found, std::set<Mention>& seen) const {
    for (auto read : mentions(model, model[at.cause])) {
      if (read.lag.empty()) read.lag = at.lag;
      read.as_index = false, read.elsewhere.clear();
      if (nodes[index(read.cause)]) found.insert(read);
      else if (model[read.cause].kind == VariableKind::Deterministic && seen.insert(read).second) upstream(read, found, seen);
    }
  }

  /// The dimensions of units that one draw of a variable spans: a plate alone would say that they are independent.
  std::vector<DimId> joint_units(VariableId id) const {
    const auto& v = model[id];
    if (v.kind != VariableKind::Random || v.mechanisms.empty()) return {};
    auto dims = joint_dims(v);
    const auto units = unit_dims(model);
    std::erase_if(dims, [&](DimId d) { return !units[index(d)]; });
    return dims;
  }

  const PictureOptions& options_;
  std::vector<bool> is_parameter_ = {};
  std::optional<Plates> plates_ = {};
};

void add_world(World& world, Picture& picture) {
  world.frame();
  for (const auto id : world.order) world.add(id, world.node(id, picture), picture);
  world.join_halves(picture);
  for (const auto id : world.order) world.add_edges_into(id, picture);
}

/// The node of the factual world that a variable of the other world shares: of its own name, or of the one that it is the natural half of.
std::optional<std::size_t> shared_node(const Picture& picture, const Variable& v) {
  const auto same = picture.find(v.name);
  return same ? same : picture.find(text_name(v));
}

class Twin {
 public:
  Twin(World& world, Picture& picture) : world_(world), picture_(picture), touched_(touched(world.model)) {}

  void add() {
    world_.frame();
    for (const auto id : world_.order) place(id);
    join_halves();
    for (const auto id : world_.order)
      if (own_.contains(id)) world_.add_edges_into(id, picture_);
  }

 private:
  /// What the counterfactual sets, and the model as it was did not.
  bool is_set(VariableId id) const {
    const auto& v = world_.model[id];
    const auto factual = picture_.find(v.name);
    return v.intervened && !is_natural_half(v) && (!factual || picture_.nodes[*factual].set != set_to(world_.model, v));
  }

  std::vector<bool> touched(const Checked& model) const {
    std::vector<VariableId> set;
    for (std::size_t i = 0; i < model.variables.size(); ++i)
      if (is_set(VariableId(i))) set.push_back(VariableId(i));
    return descendants(model, set);
  }

  void place(VariableId id) {
    const auto shared = shared_node(picture_, world_.model[id]);
    const bool set = is_set(id);
    if (!set && !touched_[index(id)]) {
      world_.nodes[index(id)] = shared;
      return;
    }
    auto node = world_.node(id, picture_);
    node.id += "*", node.label += "*", node.counterfactual = true, node.observed = false;
    if (!set) node.set.clear();
    const bool shares_noise = !set && node.kind == Kind::Random && shared;
    own_.insert(id);
    world_.add(id, std::move(node), picture_);
    if (shares_noise) add_noise(*shared, *world_.nodes[index(id)]);
  }

  /// Where the natural value is another one, too, it stands beside what is set; else it is that of the factual world.
  void join_halves() {
    for (const auto id : own_)
      if (const auto half = natural_half(world_.model, world_.model[id].name); half && *half != id && own_.contains(*half))
        picture_.nodes[*world_.nodes[index(id)]].natural = world_.nodes[index(*half)];
  }

  void add_noise(std::size_t factual, std::size_t twin) {
    const auto noise = picture_.nodes.size();
    const auto& name = picture_.nodes[factual].label;
    picture_.nodes.push_back(
        {.id = "noise(" + name + ")", .label = name, .kind = Kind::Noise, .plate = picture_.nodes[factual].plate});
    picture_.edges.push_back({noise, factual, Link::Noise});
    picture_.edges.push_back({noise, twin, Link::Noise});
  }

  World& world_;
  Picture& picture_;
  std::set<VariableId> own_ = {};
  std::vector<bool> touched_;
};

}  // namespace

std::optional<std::size_t> Picture::find(const std::string& id) const {
  const auto found = std::ranges::find(nodes, id, &Node::id);
  return found == nodes.end() ? std::nullopt : std::optional<std::size_t>(found - nodes.begin());
}

Picture draw(const Checked& model, const PictureOptions& options) {
  Picture picture;
  World world(model, options);
  add_world(world, picture);
  return picture;
}

Picture draw_twin(const Checked& factual, const Checked& counterfactual, const PictureOptions& options) {
  Picture picture;
  World actual(factual, options), other(counterfactual, options);
  Names drawn = actual.drawn;
  drawn.insert(other.drawn.begin(), other.drawn.end());
  actual.drawn = other.drawn = drawn;
  add_world(actual, picture);
  Twin(other, picture).add();
  return picture;
}

}  // namespace scmc
