/// Discrete latents are summed out: plated variable elimination over the factors of the joint density.
///
/// A summed variable stands in the factors as all of its values at once, along an IR dimension of its own. To eliminate it, the factors
/// that vary along that dimension are summed over the plates that it has not, added, and folded by log-sum-exp over its values. What is
/// left is a factor over its plates. A draw of it given everything else comes from the same tables, last eliminated first.
///
/// Variables that read themselves (or one another) one position earlier are a chain. They are summed out together, after what stands at
/// each position, by a recurrence: the forward algorithm. Draws go backwards.  [Rabiner 1989]
/// [Koller & Friedman 2009, ch. 9; Obermeyer et al. 2019, plated elimination]
#pragma once
#include <map>
#include <vector>

#include "compiler/lower/fit.h"

namespace scmc {

/// A term of the joint log-density: summed over `plates`, also those that the node does not vary over.
struct Factor {
  ir::NodeId node;
  ir::Dims plates;
  std::vector<VariableId> of = {};  ///< the random variables that it is the density of, in causal order; of `factor` lines none
};

/// The joint log-density of everything that is observed, sampled or summed, in a world where summed variables are symbolic.
std::vector<Factor> joint_factors(FitWorld& symbolic, ProgramBuilder& program);

struct Elimination {
  std::vector<Factor> left;  ///< factors that vary with no summed variable
  struct Table {
    const Summed* summed;
    ir::NodeId weights;  ///< log-weights of its values, given the variables that are eliminated later
    /// Of a chain: those of the states that share it, and the log-weights of a state given the one before. The weights are those of the
    /// state given all that comes before it (the forward algorithm).
    std::vector<const Summed*> chain = {};
    std::optional<ir::NodeId> transition = {};
  };
  std::vector<Table> tables;  ///< in order of elimination
};

/// Reports variables that cannot be eliminated: plates that do not nest, or tables that are too large.
Elimination eliminate(const Plan& plan, FitWorld& symbolic, std::vector<Factor> factors, Diagnostics& diagnostics);

/// A draw of each summed variable given all else, as stored, over its own dims.
std::map<VariableId, ir::NodeId> draw_summed(const Plan& plan, ProgramBuilder& program, Diagnostics& diagnostics);

}  // namespace scmc
