/// Variables that read themselves at earlier positions, while their mechanisms are being lowered.
#pragma once
#include <map>
#include <optional>

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
  Recurrences(const Plan& plan, ir::Builder& build, Diagnostics& diagnostics) : plan_(plan), build_(build), diagnostics_(diagnostics) {}

  /// From now on the variable, over these dims, is read by `read` where it is read at earlier positions.
  void open(VariableId id, ir::Dims dims, ir::NodeType type);
  bool is_open(VariableId id) const { return open_.contains(id); }

  /// The value at other positions, one index per dim of the variable. Nothing if it is read in its place along all dims.
  std::optional<ir::NodeId> read(VariableId id, const std::vector<ir::NodeId>& indices);

  /// The values, once they are known.
  ir::NodeId close(VariableId id, ir::NodeId value);

 private:
  struct Open {
    ir::RecurrenceId recurrence;
    ir::Dims dims;
    ir::NodeType type;
    std::optional<ir::DimId> along = {};
  };
  ir::NodeId past(const Open& open, const Lag& lag);
  void refuse(VariableId id);

  const Plan& plan_;
  ir::Builder& build_;
  Diagnostics& diagnostics_;
  std::map<VariableId, Open> open_;
};

}  // namespace scmc
