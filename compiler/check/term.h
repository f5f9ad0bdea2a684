/// Checked expressions: every name resolved, every index bound to a dimension, functions and library densities unfolded.
///
/// A Term is what an `ast::Expr` means. It keeps the span of what the modeller wrote; terms are immutable and shared, a tree read as a
/// graph.
#pragma once
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "compiler/ir/kernels.h"
#include "compiler/ir/primitives.h"
#include "compiler/source/source.h"

namespace scmc {

enum class DimId : std::uint32_t {};       ///< in the order of the `dim` statements
enum class VariableId : std::uint32_t {};  ///< in the order of first appearance
constexpr std::size_t index(DimId id) { return static_cast<std::size_t>(id); }
constexpr std::size_t index(VariableId id) { return static_cast<std::size_t>(id); }

enum class ScalarKind : std::uint8_t { Real, Integer, Index };

/// What a term is: its kind and the dimensions it runs over (sorted). `carries` is the dimension whose positions its values are (`t - 1`
/// carries t; a variable declared `in county` carries county), which decides what it binds to as an index.
struct Type {
  ScalarKind kind = ScalarKind::Real;
  std::vector<DimId> dims = {};
  std::optional<DimId> carries = {};
};

struct Term;
using TermPtr = std::shared_ptr<const Term>;

struct ConstantTerm {
  double value;
};
/// The number of a position: counts from 1, or from the start of a range dimension.
struct PositionTerm {
  DimId dim;
};
struct SizeTerm {
  DimId dim;
};
/// The number of the first position of a dimension.
struct FirstTerm {
  DimId dim;
};
/// The position of a label; settled when data are bound.
struct LabelTerm {
  DimId dim;
  std::string label;
};
struct ReferenceTerm {
  VariableId variable;
};
struct ApplyTerm {
  const ir::Primitive* op;
  std::vector<TermPtr> args;
};
struct SelectTerm {
  TermPtr condition, then, otherwise;
};
struct ReduceTerm {
  ir::Monoid monoid;
  TermPtr arg;
  std::vector<DimId> over;
};
/// The source with some of its dimensions indexed by position numbers; the others stay.
struct GatherTerm {
  TermPtr source;
  std::vector<std::pair<DimId, TermPtr>> indices;
};
struct StackTerm {
  DimId dim;
  std::vector<TermPtr> items;
};
/// A matrix function: its matrices have rows over `row` and columns over `column`.
struct MatrixTerm {
  const ir::Kernel* kernel;
  std::vector<TermPtr> args;
  DimId row, column;
};
/// The standard noise `e` of a location-scale mechanism, or the uniform noise of any other: what `noise(x)` names.
struct NoiseTerm {
  VariableId variable;
};
struct Instance;
/// A distribution as an argument, `Normal(mu, 1)` in `Truncated(Normal(mu, 1), 0)`; or several listed ones, as many as `over` has
/// positions.
struct DistributionTerm {
  std::vector<std::shared_ptr<const Instance>> instances;
  std::optional<DimId> over = {};
};
/// A local of a function's body that reads itself at earlier positions, `s[t] = x + s[t - 1]`. Each unfolding is one of its own.
struct Recursion {
  std::string name;
  Span span;
};
/// Locals that follow one another and may read each other: earlier ones at the same position, all at positions before.
struct RecursionGroup {
  struct Member {
    std::shared_ptr<const Recursion> recursion;
    TermPtr value;
  };
  std::vector<Member> members;
};
struct RecursionTerm {
  std::shared_ptr<const RecursionGroup> group;
  std::size_t member;
};
/// Within the values of a group: one of its members. A GatherTerm reads it at positions before.
struct SelfTerm {
  std::shared_ptr<const Recursion> recursion;
};
/// The solution of y' = f(t, y, theta) at times. Within `rate`, `state`, `time` and `parameters` are SelfTerms.
struct Equation {
  std::shared_ptr<const Recursion> state, time;
  std::vector<std::shared_ptr<const Recursion>> parameters;
  std::vector<DimId> state_dims;                ///< sorted; none for one number
  TermPtr rate;                                 ///< over the state dims
  std::vector<std::vector<DimId>> own_dims;     ///< of each parameter: those that are not a unit's
  double start = 0, relative_tolerance = 1e-6, absolute_tolerance = 1e-8, max_steps = 100000;
  bool stiff = false;
};
struct OdeTerm {
  std::shared_ptr<const Equation> equation;
  TermPtr initial, times;
  std::vector<TermPtr> parameters;
  DimId over;  ///< of the times
};
/// What a query asks: `E[y | do(z = 1)]`, `P(y > 0)`, or a value in another world, `(m | do(z = 0))`.
struct Question;
struct QuestionTerm {
  std::shared_ptr<const Question> question;
};
/// A formal argument of a library member while it is being unfolded; never left in a finished term.
struct HoleTerm {
  std::uint32_t id;
};

struct Term {
  Span span;
  Type type;
  std::variant<ConstantTerm, PositionTerm, SizeTerm, FirstTerm, LabelTerm, ReferenceTerm, ApplyTerm, SelectTerm, ReduceTerm, GatherTerm,
               StackTerm, MatrixTerm, NoiseTerm, DistributionTerm, RecursionTerm, SelfTerm, OdeTerm, QuestionTerm,
               HoleTerm>
      node;
};

TermPtr make_term(Span span, Type type, decltype(Term::node) node);
TermPtr constant_term(double value, Span span = {});

/// Applies a primitive; dims are united, the kind follows the primitive's rule.
TermPtr apply_term(const ir::Primitive& op, std::vector<TermPtr> args, Span span);
/// Applies a matrix function. Null if an argument lacks an axis, or runs over one that is not its own.
TermPtr matrix_term(const ir::Kernel& kernel, std::vector<TermPtr> args, DimId row, DimId column, Span span);
TermPtr select_term(TermPtr condition, TermPtr then, TermPtr otherwise, Span span);

/// The value if the term is a constant (signs, sums and products of constants are folded).
std::optional<double> constant_value(const TermPtr& term);

std::vector<DimId> unite(const std::vector<DimId>& a, const std::vector<DimId>& b);
bool contains(const std::vector<DimId>& dims, DimId dim);

/// Operands in order.
std::vector<TermPtr> operands(const Term& term);

/// Every variable the term reads, each once, in order.
std::vector<VariableId> references(const TermPtr& term);

}  // namespace scmc
