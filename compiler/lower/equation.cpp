#include "compiler/lower/equation.h"

#include <algorithm>
#include <functional>
#include <numeric>
#include <set>

#include "compiler/ir/expression.h"
#include "compiler/ir/primitives.h"
#include "compiler/lower/errors.h"
#include "compiler/lower/term.h"
#include "compiler/source/match.h"

namespace scmc {
namespace {

using ir::NodeId;

/// A graph of arrays of known sizes as a graph of numbers: every cell is a node.
class Scalars {
 public:
  Scalars(const ir::Graph& graph, std::vector<std::int64_t> sizes, Diagnostics& diagnostics)
      : graph_(graph), sizes_(std::move(sizes)), diagnostics_(diagnostics), cells_(graph.nodes.size()) {}

  /// Input number i of the arrays becomes as many inputs as it has cells, in order. Gives the cells of the output.
  std::vector<NodeId> run() {
    for (const auto& input : graph_.inputs) {
      auto& cells = inputs_.emplace_back();
      for (std::int64_t i = 0; i < count(input.dims); ++i)
        cells.push_back(build_.input(build_.declare_input(
            {.name = std::to_string(next_++), .kind = ir::InputKind::Parameter, .dims = {}, .type = ir::NodeType::Real})));
    }
    for (std::size_t i = 0; i < graph_.nodes.size(); ++i) cells_[i] = expand(NodeId(i));
    return cells_[ir::index(graph_.outputs.front().node)];
  }
  ir::Builder& build() { return build_; }
  std::vector<NodeId> inputs() const {
    std::vector<NodeId> all;
    for (const auto& cells : inputs_) all.insert(all.end(), cells.begin(), cells.end());
    return all;
  }

 private:
  using Position = std::vector<std::int64_t>;

  std::int64_t count(const ir::Dims& dims) const {
    std::int64_t product = 1;
    for (ir::DimId d : dims) product *= sizes_[ir::index(d)];
    return product;
  }

  /// Calls `f` with the position of each cell over these dims, the last dim fastest.
  void each(const ir::Dims& dims, const std::function<void(const Position&)>& f) const {
    Position at(dims.size(), 0);
    for (std::int64_t i = 0; i < count(dims); ++i) {
      f(at);
      for (std::size_t d = dims.size(); d-- > 0;) {
        if (++at[d] < sizes_[ir::index(dims[d])]) break;
        at[d] = 0;
      }
    }
  }

  /// The cell of a node at a position over dims that include its own.
  NodeId cell(NodeId id, const ir::Dims& dims, const Position& at) const {
    std::int64_t offset = 0;
    for (ir::DimId d : graph_[id].dims) {
      const auto place = std::ranges::find(dims, d) - dims.begin();
      offset = offset * sizes_[ir::index(d)] + at[static_cast<std::size_t>(place)];
    }
    return cells_[ir::index(id)][static_cast<std::size_t>(offset)];
  }

  NodeId apply(const ir::Apply& node, const ir::Dims& dims, const Position& at) {
    if (node.op->name == "first") return cell(node.args[0], dims, at);
    std::vector<NodeId> args;
    for (NodeId arg : node.args) args.push_back(cell(arg, dims, at));
    return build_.apply(*node.op, std::move(args));
  }

  NodeId fold(const ir::Reduce& node, const std::vector<NodeId>& items) {
    const auto all = [&](const char* op) {
      return std::accumulate(items.begin() + 1, items.end(), items.front(), [&](NodeId a, NodeId b) { return build_.apply(ir::op(op), {a, b}); });
    };
    switch (node.monoid) {
      case ir::Monoid::Sum:
        return all("add");
      case ir::Monoid::Product:
        return all("mul");
      case ir::Monoid::Minimum:
        return all("min");
      case ir::Monoid::Maximum:
        return all("max");
      case ir::Monoid::LogSumExp: {
        const ir::Expression largest(build_, all("max"));
        ir::Expression sum(build_, 0.0);
        for (NodeId item : items) sum = sum + exp(ir::Expression(build_, item) - largest);
        return largest + log(sum);
      }
    }
    return items.front();
  }

  NodeId reduce(const ir::Reduce& node, const ir::Dims& dims, const Position& at) {
    const ir::Dims all = graph_[node.arg].dims;
    std::vector<NodeId> items;
    each(node.over, [&](const Position& within) {
      Position whole;
      for (ir::DimId d : all) {
        const auto own = std::ranges::find(dims, d);
        whole.push_back(own == dims.end() ? within[static_cast<std::size_t>(std::ranges::find(node.over, d) - node.over.begin())]
                                          : at[static_cast<std::size_t>(own - dims.begin())]);
      }
      items.push_back(cell(node.arg, all, whole));
    });
    return fold(node, items);
  }

  NodeId gather(const ir::Gather& node, const ir::Dims& dims, const Position& at) {
    const ir::Dims& source = graph_[node.source].dims;
    Position there;
    for (std::size_t i = 0; i < source.size(); ++i) {
      const auto value = ir::constant_value(build_[cell(node.indices[i], dims, at)]);
      if (!value) return refuse();
      there.push_back(std::clamp<std::int64_t>(static_cast<std::int64_t>(*value), 0, sizes_[ir::index(source[i])] - 1));
    }
    return cell(node.source, source, there);
  }

  NodeId refuse() {
    if (!diagnostics_.has_errors()) diagnostics_.report(errors::equation_too_rich(span_));
    return build_.constant(0);
  }

  std::vector<NodeId> expand(NodeId id) {
    const auto& node = graph_[id];
    span_ = node.span;
    if (const auto* input = std::get_if<ir::Input>(&node.kind)) return inputs_[ir::index(input->input)];
    std::vector<NodeId> cells;
    each(node.dims, [&](const Position& at) {
      cells.push_back(match(
          node.kind, [&](const ir::Constant& n) { return build_.constant(n.value); }, [&](const ir::Input&) { return refuse(); },
          [&](const ir::Size& n) { return build_.constant(static_cast<double>(sizes_[ir::index(n.dim)])); },
          [&](const ir::Iota&) { return build_.constant(static_cast<double>(at.front())); },
          [&](const ir::Apply& n) { return apply(n, node.dims, at); },
          [&](const ir::Select& n) {
            return build_.select(cell(n.condition, node.dims, at), cell(n.then, node.dims, at), cell(n.otherwise, node.dims, at));
          },
          [&](const ir::Reduce& n) { return reduce(n, node.dims, at); }, [&](const ir::Gather& n) { return gather(n, node.dims, at); },
          [&](const ir::Stack& n) {
            const auto place = static_cast<std::size_t>(std::ranges::find(node.dims, n.dim) - node.dims.begin());
            return cell(n.items[static_cast<std::size_t>(at[place])], node.dims, at);
          },
          [&](const ir::Scatter&) { return refuse(); }, [&](const ir::Noise&) { return refuse(); }, [&](const ir::Past&) { return refuse(); },
          [&](const ir::Recur&) { return refuse(); }, [&](const ir::Call&) { return refuse(); }));
    });
    return cells;
  }

  const ir::Graph& graph_;
  std::vector<std::int64_t> sizes_;
  Diagnostics& diagnostics_;
  ir::Builder build_{std::vector<ir::Dim>{}};
  std::vector<std::vector<NodeId>> inputs_, cells_;
  std::size_t next_ = 0;
  Span span_ = {};
};

/// The derivatives of a number by numbers, by one sweep backwards through the table's pullbacks.
std::vector<NodeId> slopes(ir::Builder& build, NodeId output, const std::vector<NodeId>& by) {
  std::map<NodeId, NodeId, std::greater<>> adjoints{{output, build.constant(1)}};
  const NodeId zero = build.constant(0);
  const auto add = [&](NodeId to, NodeId more) {
    const auto [known, fresh] = adjoints.emplace(to, more);
    if (!fresh) known->second = build.apply(ir::op("add"), {known->second, more});
  };
  for (auto at = adjoints.begin(); at != adjoints.end(); ++at) {
    const auto [id, seed] = *at;
    const ir::Node node = build[id];
    if (const auto* select = std::get_if<ir::Select>(&node.kind)) {
      add(select->then, build.select(select->condition, seed, zero));
      add(select->otherwise, build.select(select->condition, zero, seed));
    }
    const auto* apply = std::get_if<ir::Apply>(&node.kind);
    if (!apply || !apply->op->pullback) continue;
    const auto parts = apply->op->pullback({build, apply->args, id, seed, true});
    for (std::size_t i = 0; i < parts.size(); ++i)
      if (parts[i]) add(apply->args[i], *parts[i]);
  }
  std::vector<NodeId> result;
  for (NodeId input : by) result.push_back(adjoints.contains(input) ? adjoints.at(input) : zero);
  return result;
}

/// Input 0 is the time, then come states and parameters: the registers of the program.
class Encoder {
 public:
  Encoder(const ir::Builder& graph, math::OdeProgram& program, Span span, Diagnostics& diagnostics)
      : graph_(graph), program_(program), span_(span), diagnostics_(diagnostics) {}

  /// The register that holds the node.
  std::int64_t of(NodeId id) {
    if (const auto known = registers_.find(id); known != registers_.end()) return known->second;
    const auto made = encode(graph_[id]);
    return registers_[id] = made;
  }

 private:

  std::int64_t push(math::OdeProgram::Operation operation) {
    program_.operations.push_back(operation);
    return program_.states + program_.parameters + static_cast<std::int64_t>(program_.operations.size());
  }

  std::int64_t call(std::string_view name, const std::vector<NodeId>& args) {
    const auto code = math::ode_operation(name);
    if (!code && !diagnostics_.has_errors()) diagnostics_.report(errors::equation_too_rich(span_));
    math::OdeProgram::Operation operation{.code = code.value_or(0)};
    double* places[] = {&operation.a, &operation.b, &operation.c};
    for (std::size_t i = 0; i < args.size(); ++i) *places[i] = static_cast<double>(of(args[i]));
    return push(operation);
  }

  std::int64_t encode(const ir::Node& node) {
    if (const auto* input = std::get_if<ir::Input>(&node.kind)) return static_cast<std::int64_t>(ir::index(input->input));
    if (const auto value = ir::constant_value(node)) return push({.code = math::ode_constant, .a = *value});
    if (const auto* select = std::get_if<ir::Select>(&node.kind)) return call("select", {select->condition, select->then, select->otherwise});
    const auto& apply = std::get<ir::Apply>(node.kind);
    if (apply.op->name == "first") return of(apply.args.front());
    return call(apply.op->name, apply.args);
  }

  const ir::Builder& graph_;
  math::OdeProgram& program_;
  Span span_;
  Diagnostics& diagnostics_;
  std::map<NodeId, std::int64_t> registers_;
};

/// The right-hand side over its arrays: inputs are the time, the state, the parameters.
ir::Graph arrays(const Plan& plan, const Equation& equation, Diagnostics& diagnostics) {
  ir::Builder build(plan.dimensions.dims);
  TermLowering lower(plan, build, [](VariableId) -> NodeId { throw std::logic_error("a function reads its arguments only"); }, diagnostics);
  const auto declare = [&](const std::shared_ptr<const Recursion>& token, const std::vector<DimId>& dims) {
    const auto input = build.declare_input({.name = token->name, .kind = ir::InputKind::Parameter, .dims = lower.dims(dims), .type = ir::NodeType::Real});
    lower.stand_for(token.get(), build.input(input));
  };
  declare(equation.time, {});
  declare(equation.state, equation.state_dims);
  for (std::size_t i = 0; i < equation.parameters.size(); ++i) declare(equation.parameters[i], equation.own_dims[i]);
  build.output("rate", build.broadcast(lower(equation.rate), lower.dims(equation.state_dims)));
  return std::move(build).take();
}

math::OdeProgram program_of(const Plan& plan, const Equation& equation, Diagnostics& diagnostics) {
  const auto count = [&](const std::vector<DimId>& dims) { return plan.bound.size(dims); };
  math::OdeProgram program{.states = count(equation.state_dims),
                           .start = equation.start,
                           .relative_tolerance = equation.relative_tolerance,
                           .absolute_tolerance = equation.absolute_tolerance,
                           .stiff = equation.stiff,
                           .max_steps = static_cast<std::int64_t>(equation.max_steps)};
  for (const auto& own : equation.own_dims) program.parameters += count(own);
  const auto graph = arrays(plan, equation, diagnostics);
  Scalars scalars(graph, plan.dimensions.sizes, diagnostics);
  const auto rates = scalars.run(), inputs = scalars.inputs();
  if (diagnostics.has_errors()) return program;
  Encoder encoder(scalars.build(), program, equation.rate->span, diagnostics);
  const auto keep = [&](std::vector<std::int64_t>& where, NodeId node) { where.push_back(encoder.of(node)); };
  for (NodeId rate : rates) {
    keep(program.value, rate);
    const auto by = slopes(scalars.build(), rate, inputs);
    if (program.stiff) keep(program.by_time, by.front());
    for (std::size_t a = 1; a < by.size(); ++a) {
      keep(program.slope, by[a]);
      if (!program.stiff) continue;
      const auto again = slopes(scalars.build(), by[a], inputs);
      keep(program.slope_by_time, again.front());
      for (std::int64_t l = 0; l < program.states; ++l) keep(program.second, again[static_cast<std::size_t>(1 + l)]);
    }
  }
  return program;
}

/// Dimensions of the model alone, in its own order: the right-hand side needs no others.
Plan bare_plan(const Bound& bound) {
  Plan plan;
  plan.bound.model = bound.model, plan.bound.axes = bound.axes;
  plan.bound.columns.resize(bound.model->variables.size());
  for (std::size_t i = 0; i < bound.model->dims.size(); ++i) {
    plan.dimensions.of_model.push_back(ir::DimId(i));
    plan.dimensions.dims.push_back({bound.model->dims[i].name});
    plan.dimensions.sizes.push_back(bound.axes[i].size);
  }
  return plan;
}

void find_equations(const TermPtr& term, std::set<const Term*>& seen, std::vector<const OdeTerm*>& found) {
  if (!term || !seen.insert(term.get()).second) return;
  const auto* ode = std::get_if<OdeTerm>(&term->node);
  if (ode) found.push_back(ode);
  for (const auto& operand : operands(*term)) find_equations(operand, seen, found);
}

}  // namespace

std::map<const Equation*, PlannedEquation> plan_equations(const Bound& bound, Diagnostics& diagnostics) {
  std::set<const Term*> seen;
  std::vector<const OdeTerm*> found;
  const auto& model = *bound.model;
  for (const auto& v : model.variables)
    for (const auto& mechanism : v.mechanisms) {
      find_equations(mechanism.mask, seen, found);
      match(
          mechanism.kind,
          [&](const RandomMechanism& m) {
            for (const auto& arg : m.instance.args) find_equations(arg, seen, found);
          },
          [&](const DeterministicMechanism& m) { find_equations(m.value, seen, found); });
    }
  for (const auto& [term, span] : model.factors) find_equations(term, seen, found);
  for (const auto& query : model.queries) find_equations(query.value, seen, found);
  std::map<const Equation*, PlannedEquation> result;
  if (found.empty()) return result;
  const Plan plan = bare_plan(bound);
  for (const auto* ode : found)
    result.emplace(ode->equation.get(), PlannedEquation{program_of(plan, *ode->equation, diagnostics), ode->times, ode->over});
  return result;
}

}  // namespace scmc
