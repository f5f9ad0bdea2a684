/// From a bound model to programs of the IR: the log-density, what a draw means, and what would happen under interventions.
///
/// All programs of one model share the same slots, declared as their Parameter inputs in the same order: the unconstrained vector q is
/// their concatenation.
#pragma once
#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "compiler/bind/bind.h"
#include "compiler/ir/graph.h"
#include "compiler/lower/equation.h"

namespace scmc {

struct LowerOptions {
  std::set<std::string> centred = {};  ///< latents sampled by their own value, not by their noise
};

/// Where a latent variable (or the missing cells of an observed one) lives in the unconstrained vector.
struct Slot {
  VariableId variable;
  std::string name;            ///< of the variable
  bool noncentred = false;     ///< holds the standard noise of a location-scale mechanism
  bool holes = false;          ///< holds only the missing cells, over a dimension of its own
  std::string transform = {};  ///< of the library: "Positive"; empty: the identity
  ir::Dims dims = {};
  std::int64_t size = 1;
  /// Of a matrix that has fewer numbers than cells: the cells below its diagonal (or on it, too), row by row along `dim`.
  struct Packed {
    ir::DimId dim, row, column;
    bool diagonal = false;
  };
  std::optional<Packed> packed = {};
};

/// A discrete latent (or a discrete observed variable with missing cells) that is summed out: its values run over an IR dimension of their
/// own.
struct Summed {
  VariableId variable;
  double first = 0;  ///< its smallest value, as stored
  std::int64_t count = 0;
  bool holes = false;     ///< measured in some cells
  ir::DimId values = {};  ///< the dimension
  ir::Dims plates = {};   ///< the dims of the variable
  /// Where it is read one position earlier along a dimension: that dimension, and another one for the values there.
  std::optional<ir::DimId> along = {}, previous = {};
};

/// The dimensions of the IR, by size, and where the model's dimensions went.
struct Dimensions {
  std::vector<ir::Dim> dims = {};                        ///< by ir::DimId
  std::vector<std::int64_t> sizes = {};                  ///< by ir::DimId
  std::vector<ir::DimId> of_model = {};                  ///< by DimId
  std::vector<std::optional<ir::DimId>> of_holes = {};   ///< by VariableId
  std::vector<std::optional<ir::DimId>> of_packed = {};  ///< by VariableId
  ir::DimId replicates = {};                             ///< repetitions of the noise of a question within one draw; 1 until more are asked for
  std::optional<ir::DimId> of_bisection = {};            ///< the steps of numerical inversion, where some quantile has no formula
};

struct Plan {
  Bound bound;
  Dimensions dimensions = {};
  std::vector<Slot> slots = {};
  std::vector<Summed> summed = {};
  std::map<VariableId, std::int64_t> packed = {};  ///< matrices, by how many numbers they have
  std::map<const Equation*, PlannedEquation> equations = {};
  std::vector<bool> left_out = {};  ///< by VariableId: random, with nothing observed below; not part of the density, simulated afterwards
  std::int64_t parameters = 0;      ///< length of the unconstrained vector
};

/// A graph with what its Data inputs hold.
struct Program {
  ir::Graph graph;
  std::vector<std::vector<double>> data;  ///< by InputId, dense over the input's dims; empty for Parameter inputs
};

/// Gives every dimension of the model, and the missing cells of every observed variable, a dimension of the IR.
void number_dimensions(Plan& plan, Diagnostics& diagnostics);

/// Which latents are sampled, and how. Reports what cannot be compiled yet.
std::optional<Plan> plan(Bound bound, const LowerOptions& options, Diagnostics& diagnostics);

/// Output `log_density`: the joint log-density of everything observed and of the slots, log|Jacobian| included.
Program lower_density(const Plan& plan, Diagnostics& diagnostics);

/// What `lower_constrain` computes: an output per variable, dense over `dims` in the IR's order.
struct Constrained {
  VariableId variable;
  bool holes = false;  ///< only the missing cells
};
struct ConstrainProgram {
  Program program;
  std::vector<Constrained> outputs;
};
/// Every latent on its own scale, and deterministic variables that do not run over units, nor have very many elements (all of them with
/// `keep_all`).
ConstrainProgram lower_constrain(const Plan& plan, bool keep_all, Diagnostics& diagnostics);

/// What `lower_pointwise` computes: log-densities on the model's scale, each dense over `dims` in the IR's order.
struct Pointwise {
  std::vector<VariableId> of = {};  ///< one, or several that share unmeasured discrete causes, which are summed out
  bool prior = false;               ///< of what is not measured: one sum of all elements
  std::vector<DimId> dims = {};     ///< in declared order
};
struct PointwiseProgram {
  Program program;
  std::vector<Pointwise> outputs;
};
/// How likely each measured cell is, given the parameters (0 for cells without a value), and how likely they are themselves.
PointwiseProgram lower_pointwise(const Plan& plan, Diagnostics& diagnostics);

/// The unconstrained position of given values, by variable, dense in the IR's order (of holes: the missing cells alone). Outputs: one per
/// slot.
Program lower_unconstrain(const Plan& plan, const std::map<VariableId, std::vector<double>>& values, Diagnostics& diagnostics);

/// Slices overlap or leave elements out; indices out of range in live cells; observed values outside of supports that depend on data.
void validate(const Plan& plan, const Program& density, Diagnostics& diagnostics);
/// The indices alone, of a program beside the density: what is only reported or simulated can leave a dimension, too.
void validate_indices(const Plan& plan, const Program& program, Diagnostics& diagnostics);

/// From declared order, row-major, to the IR's order of dimensions, and back.
std::vector<double> to_ir_order(const Plan& plan, VariableId variable, const std::vector<double>& declared);
std::vector<std::size_t> declared_cells(const Plan& plan, VariableId variable);  ///< by IR cell: the cell in declared order
std::vector<std::size_t> declared_cells(const Plan& plan, const std::vector<DimId>& dims);

}  // namespace scmc
