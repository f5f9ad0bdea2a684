/// A graph as loops: what is computed where, what is kept in which storage, what is accumulated over which loop.
///
/// What a nest means
/// * Statements run in order. A node is a *value* from the statement that defines it (Compute, Load, the end of a Loop that accumulates it)
///   to the end of the list that holds that statement, inner loops included. Constants, sizes and positions of open loops are always
///   values.
/// * The loop of a recurrence runs position by position, forwards or backwards; Past is what its Recur stored positions ago.
/// * The outermost of the other loops is a vector loop: a code generator runs it in steps of as many *lanes* as it likes, one value then
///   being a pack of adjacent positions. A loop inside it runs position by position; its body works on packs of the vector loop.
/// * Array storage holds every cell of its node. Storage of lanes holds the cells of the one step of the vector loop that is being run.
/// * Compute of a Reduce folds its operand into the accumulator of that reduce; of a Scatter, adds into the target's storage.
/// * Compute of a Call runs outside of all loops and reads and writes whole arrays in storage.
///   A Loop first resets its accumulators and clears its scatter targets; when it ends, the results are values or lie in storage.
#pragma once
#include <cstdint>
#include <iosfwd>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "compiler/ir/graph.h"

namespace scmc::schedule {

enum class StorageId : std::uint32_t {};
enum class AccumulatorId : std::uint32_t {};

constexpr std::size_t index(StorageId id) { return static_cast<std::size_t>(id); }
constexpr std::size_t index(AccumulatorId id) { return static_cast<std::size_t>(id); }

/// Row-major over `dims`; the last dim of an array is padded to a multiple of the number of lanes.
struct Storage {
  std::optional<ir::NodeId> node;    ///< whose values it holds; none: an input's
  std::optional<ir::InputId> input;  ///< the input that is bound here
  ir::Dims dims;                     ///< in storage of lanes, those of the node's dims that it is indexed by
  bool lanes = false;
};

/// The running value of a Reduce, opened by the outermost loop that it folds over. `kept` are the dims of loops inside that one which are
/// not folded: none, and it is one value in registers; some, and it is an array of packs, whose results go to the node's storage.
struct Accumulator {
  ir::NodeId reduce;
  ir::Dims kept;
  bool across_lanes = false;  ///< folded over the vector loop: its lanes are folded at the end
};

struct Compute {
  ir::NodeId node;
};
struct Load {
  ir::NodeId node;
  StorageId from;
};
struct Store {
  ir::NodeId node;
  StorageId to;
};
struct Clear {
  StorageId storage;
};
struct Statement;
struct Loop {
  ir::DimId dim;
  bool vector = false;
  bool backwards = false;
  std::vector<AccumulatorId> accumulators = {};
  std::vector<Statement> body = {};
};
struct Statement {
  std::variant<Compute, Load, Store, Clear, Loop> kind;
};

struct Nest {
  ir::Graph graph;
  std::vector<Storage> storages;  ///< those of the inputs first, by InputId
  std::vector<Accumulator> accumulators;
  std::vector<Statement> body;
  std::vector<std::optional<StorageId>> storage_of;          ///< per node
  std::vector<std::optional<AccumulatorId>> accumulator_of;  ///< per node
  std::vector<std::optional<ir::NodeId>> recur_of;           ///< per recurrence, its Recur
};

/// As text, one statement a line: `for obs { %7 = mul %3 %5 ... }`.
std::string print(const Nest& nest);

/// The dims over which a node is computed: its own, those that it folds, those of the values that it scatters.
const ir::Dims& loop_dims(const ir::Graph& graph, ir::NodeId node);

/// True for what every code generator has at hand: constants, sizes and positions.
bool is_immediate(const ir::Node& node);

/// True for an index that is exactly the position in `dim`.
bool is_position(const ir::Node& node, ir::DimId dim);

}  // namespace scmc::schedule
