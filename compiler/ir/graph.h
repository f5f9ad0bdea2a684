/// The intermediate representation: a flat graph in static single assignment over named dimensions.
///
/// What a graph means
/// * A node is an array over a *set* of dimensions, in storage the sorted list `dims`. IR dimensions are numbered by size when a model is
/// bound,
///   smallest first: the last dimension of a node is its longest, lies contiguous, and is the one that loops are vectorised over.
///   Sizes are symbols; only their order is part of a graph, so new data of the same shape need no new code.
/// * All values are doubles. Integers and truth values (0 or 1) are doubles that hold integers exactly; `NodeType` tells which.
/// * Apply works elementwise and broadcasts by name: its dims are the union of its operands' dims.
/// * Iota(d) is the 0-based position in d. Size(d) is the number of positions, a scalar.
/// * Gather(source, index per source dim): result dims are the union of the dims of the index nodes; a dim of the source that is kept has
///   the index Iota(that dim). So a slice, a lag, a rename and a gather by data are one kind.
/// * Scatter is the adjoint of Gather: result[i(x)] += values[x], zero elsewhere; its dims are `target_dims`.
/// * An index is an Integer node. Gather and Scatter clamp what lies out of range (a NaN counts as 0); in a cell that can influence an
/// output
///   it is an error of the model, which the interpreter finds.
/// * Reduce folds its operand over `over`. Sums may be reassociated; an empty sum is 0, an empty product 1, an empty minimum +infinity.
/// * Select is lazy in effect: in a cell the branch not taken has no influence, whether it is NaN, infinite, or gathers out of range.
///   An implementation may evaluate both sides; it must then clamp gather indices and blend, never multiply by zero.
/// * NaN propagates as in IEEE 754; a log-density is NaN only where the model has no value. Nothing assumes its absence.
/// * Past and Recur state a recurrence. Recur has the values of its operand; Past has the values of the Recur of the same number, `lag`
///   positions earlier along `dim` (later, where the lag is negative), and 0 where there is no such position. Nodes between a Past and its
///   Recur may read each other at the same position only: the values of all are the one solution, found position by position.
/// * Call applies a matrix function of kernels.h to the arrays over its two axes, for every cell of all other dims of its arguments.
/// * Noise(stream) is a uniform number in the open interval (0, 1) for every cell: a pure function of (key, stream, cell), never of
/// evaluation order.
///   The key (seed and draw) is an argument of every evaluation.
/// * Operands stand before their uses (a Recur is not an operand of its Past). There are no other ordering constraints and no effects.
#pragma once
#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "compiler/source/source.h"

namespace scmc::ir {

enum class NodeId : std::uint32_t {};
enum class DimId : std::uint32_t {};
enum class InputId : std::uint32_t {};
enum class RecurrenceId : std::uint32_t {};

constexpr std::size_t index(NodeId id) { return static_cast<std::size_t>(id); }
constexpr std::size_t index(DimId id) { return static_cast<std::size_t>(id); }
constexpr std::size_t index(InputId id) { return static_cast<std::size_t>(id); }
constexpr std::size_t index(RecurrenceId id) { return static_cast<std::size_t>(id); }

using Dims = std::vector<DimId>;  ///< sorted, without repetition

struct Primitive;  // primitives.h
struct Kernel;     // kernels.h

struct Constant {
  double value;
};
struct Input {
  InputId input;
};
struct Size {
  DimId dim;
};
struct Iota {
  DimId dim;
};
struct Apply {
  const Primitive* op;
  std::vector<NodeId> args;
};
struct Select {
  NodeId condition, then, otherwise;
};
enum class Monoid { Sum, Product, Minimum, Maximum, LogSumExp };
struct Reduce {
  Monoid monoid;
  NodeId arg;
  Dims over;  ///< a subset of the dims of arg, not empty
};
struct Gather {
  NodeId source;
  std::vector<NodeId> indices;  ///< one per dim of the source, in its order
};
struct Scatter {
  NodeId values;
  std::vector<NodeId> indices;  ///< one per target dim, in its order; their dims are within those of values
  Dims target_dims;
};
/// items[p] at position p of the new dimension; the dim's size must equal the number of items.
struct Stack {
  DimId dim;
  std::vector<NodeId> items;
};
struct Noise {
  std::uint64_t stream;  ///< a hash of the variable's name
  Dims dims;
};

/// What the Recur of that number was `lag` positions before; 0 outside of the dimension.
struct Past {
  RecurrenceId recurrence;
  DimId dim;
  std::int64_t lag;  ///< not 0; negative: positions that come later
  Dims dims;
};
struct Recur {
  RecurrenceId recurrence;
  DimId dim;
  NodeId value;
};

/// A matrix function: the axes are those of its matrices. An argument that is read as a whole has a dimension of its own.
struct Call {
  const Kernel* kernel;
  std::vector<NodeId> args;
  DimId row, column;
  std::optional<DimId> own = {};
};

using NodeKind = std::variant<Constant, Input, Size, Iota, Apply, Select, Reduce, Gather, Scatter, Stack, Noise, Past, Recur, Call>;

enum class NodeType : std::uint8_t { Real, Integer };

struct Node {
  NodeKind kind;
  Dims dims;
  NodeType type = NodeType::Real;
  Span span = {};  ///< where the modeller wrote it
};

/// What an input is decides in which program it may appear and when it changes.
enum class InputKind : std::uint8_t {
  Parameter,  ///< changes with every evaluation; what the density is differentiated by (a slot of the unconstrained vector), or a draw's
              ///< values
  Data,       ///< bound once per data set: columns, masks, values of interventions
  Prepared,   ///< computed by the prepare program from data
};

struct InputInfo {
  std::string name;
  InputKind kind = InputKind::Data;
  Dims dims;
  NodeType type = NodeType::Real;
};

struct Output {
  std::string name;
  NodeId node;
};

struct Dim {
  std::string name;
};

/// A graph with its interface. Every program of a model (prepare, density with gradient, constrain, generate) is one.
struct Graph {
  std::vector<Dim> dims;  ///< by DimId: ascending size
  std::vector<InputInfo> inputs;
  std::vector<Node> nodes;
  std::vector<Output> outputs;

  const Node& operator[](NodeId id) const { return nodes[index(id)]; }
  NodeId add(Node node);  ///< appends; does not share
};

// ---------------------------------------------------------------- building
// Each computes dims and type of the new node from its operands. `Builder` shares equal nodes (hash-consing) and folds constants,
// so a lowering may ask for the same thing twice.

Dims unite(const Dims& a, const Dims& b);
Dims without(const Dims& a, const Dims& b);
bool contains(const Dims& dims, DimId dim);

class Builder {
 public:
  explicit Builder(std::vector<Dim> dims) { graph_.dims = std::move(dims); }
  explicit Builder(Graph graph);  ///< goes on with an existing graph

  InputId declare_input(InputInfo info);
  NodeId constant(double value);
  NodeId input(InputId input);
  NodeId size(DimId dim);
  NodeId iota(DimId dim);
  NodeId apply(const Primitive& op, std::vector<NodeId> args);
  NodeId select(NodeId condition, NodeId then, NodeId otherwise);
  NodeId reduce(Monoid monoid, NodeId arg,
                Dims over);  ///< dims that arg lacks: sum multiplies by the size, product raises to it, others ignore
  NodeId gather(NodeId source, std::vector<NodeId> indices);
  NodeId scatter(NodeId values, std::vector<NodeId> indices, Dims target_dims);
  NodeId stack(DimId dim, std::vector<NodeId> items);
  NodeId noise(std::uint64_t stream, Dims dims);
  RecurrenceId new_recurrence() { return RecurrenceId(recurrences_++); }
  NodeId past(RecurrenceId recurrence, DimId dim, std::int64_t lag, Dims dims, NodeType type = NodeType::Real);
  NodeId call(const Kernel& kernel, std::vector<NodeId> args, DimId row, DimId column, std::optional<DimId> own = {});
  NodeId recur(RecurrenceId recurrence, DimId dim, NodeId value);  ///< once for each recurrence
  NodeId broadcast(NodeId arg, const Dims& dims);                  ///< the same values over more dims (by the primitive `first`)
  void output(std::string name, NodeId node);

  const Node& operator[](NodeId id) const { return graph_[id]; }
  const Graph& graph() const { return graph_; }
  Graph take() && { return std::move(graph_); }

  Span span = {};  ///< given to the nodes that are added next

 private:
  NodeId intern(Node node);
  void reserve_recurrence(const Node& node);
  NodeId reduce_uniform(Monoid monoid, NodeId arg, DimId dim);
  void rehash();
  std::size_t slot_of(const Node& node) const;
  Graph graph_;
  std::vector<std::uint32_t> table_;
  std::uint32_t recurrences_ = 0;  ///< numbers given away
};

/// Operands of a node, in order.
std::vector<NodeId> operands(const Node& node);

/// The same node reading other nodes.
Node with_operands(Node node, const std::function<NodeId(NodeId)>& mapped);

/// The value of a node that is a Constant.
std::optional<double> constant_value(const Node& node);

/// Throws std::logic_error, naming `after`, if an invariant of the header does not hold.
void verify(const Graph& graph, std::string_view after);

/// One line a node: `%12 [obs] = mul %3 %7`.
std::string print(const Graph& graph);

}  // namespace scmc::ir
