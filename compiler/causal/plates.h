/// Plates: which dimensions of a node are frames around it, and which are part of its label.
#pragma once
#include <string>
#include <vector>

#include "compiler/causal/picture.h"
#include "compiler/causal/roles.h"

namespace scmc {

/// Decides for all nodes of a picture at once. A unit lies in the plates of its own dimensions and in those of the groups that it belongs to
/// by a label, the plate that holds most variables outermost. Dimensions that cross (`animal` and `night`) are framed in one order, so a
/// plate may appear twice.
class Plates {
 public:
  /// `drawn` are the variables that are nodes.
  Plates(const Checked& model, const std::vector<VariableId>& drawn, const std::map<std::string, std::int64_t>& sizes);

  /// The innermost plate of a variable; plates that are missing are added to the picture.
  std::optional<std::size_t> of(const Variable& variable, Picture& picture) const;
  /// `spend[channel]`
  std::string label(const Variable& variable) const;
  /// Does this input say nothing but which group a unit belongs to, which its plates show?
  bool is_shown_by_nesting(const Variable& variable) const;

 private:
  std::vector<DimId> around(const Variable& variable) const;
  std::optional<std::int64_t> size_of(DimId dim) const;

  const Checked& model_;
  const std::map<std::string, std::int64_t>& sizes_;
  std::vector<bool> units_;
  std::vector<std::optional<DimId>> containing_;
  std::vector<std::size_t> population_;  ///< by DimId: how many nodes lie in its plate
};

}  // namespace scmc
