/// What reads itself at earlier positions, while it is being lowered: variables, and locals of functions.
#pragma once
#include <map>
#include <optional>
#include <variant>

#include "compiler/ir/graph.h"
#include "compiler/lower/lower.h"

namespace scmc {

/// `number + sum of coefficients * position`: what an index is, if it is affine in positions.
struct AffineIndex {
  std::map<ir::DimId, double> coefficients = {};
  double number = 0;
};
std::optional<AffineIndex> affine_index(const ir::Builder& build, ir::NodeId node);

/// An index into `dim` that lies a constant number of steps back, or a number counted by one further dimension.
struct Lag {
  std::vector<std::int64_t> steps;  ///< one, or one for each position of `counted_by`
  std::optional<ir::DimId> counted_by = {};
};
std::optional<Lag> lag_of(const ir::Builder& build, const Plan& plan, ir::NodeId index, ir::DimId dim);

class Recurrences {
 public:
  using Key = std::variant<VariableId, const Recursion*>;

  Recurrences(const Plan& plan, ir::Builder& build, Diagnostics& diagnostics) : plan_(plan), build_(build), diagnostics_(diagnostics) {}

  /// From now on the variable, over these dims, is read by `read` where it is read at earlier positions. Its values also run over the
  /// `extra` dims, along which they are read in their place.
  void open(Key key, ir::Dims dims, ir::NodeType type, const ir::Dims& extra = {});
  bool is_open(Key key) const { return open_.contains(key); }

  /// The value at other positions, one index per dim of the variable. Nothing if it is read in its place along all dims.
  std::optional<ir::NodeId> read(Key key, const std::vector<ir::NodeId>& indices);

  /// The values, once they are known.
  ir::NodeId close(Key key, ir::NodeId value);

 private:
  struct Open {
    ir::RecurrenceId recurrence;
    ir::Dims indexed, dims;
    ir::NodeType type;
    std::optional<ir::DimId> along = {};
  };
  ir::NodeId past(const Open& open, const Lag& lag);
  void refuse(Key key);

  const Plan& plan_;
  ir::Builder& build_;
  Diagnostics& diagnostics_;
  std::map<Key, Open> open_;
};

}  // namespace scmc
