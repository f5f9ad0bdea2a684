/// Which variables of a model are causes and effects in the world, which are parameters, and which only compute.
#pragma once
#include <vector>

#include "compiler/check/checked.h"

namespace scmc {

enum class CausalRole {
  Node,         ///< random, input, measured or set; or computed, and read at later positions: what a causal graph shows
  Parameter,    ///< the same for all units, nobody measured or set it; or an input that is one number
  Computation,  ///< computed from nodes: a graph looks through it
};

/// By VariableId. Variables that run over no unit are parameters; a model without units is about one unit, and has none.
std::vector<CausalRole> causal_roles(const Checked& model);

/// By DimId, of the dimension itself (those declared `like` it are axes): its positions are units, of which data bring more or fewer, or
/// which follow one another. Others number the components of a thing: the coefficients of a curve, the states of a machine.
std::vector<bool> unit_dims(const Checked& model);

/// For each dimension of units the one that each of its units belongs to by a label: `data county_of[obs] in county`. Nothing where
/// they belong to several that do not contain one another.
std::vector<std::optional<DimId>> containing_dims(const Checked& model);

}  // namespace scmc
