/// A model whose names, dimensions, kinds, supports and causal order are known to be right. Past this type a mistake of the modeller is
/// impossible.
#pragma once
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "compiler/ast/ast.h"
#include "compiler/check/term.h"
#include "compiler/source/diagnostic.h"

namespace scmc {

class Library;

/// Where the size of a dimension comes from.
struct Dimension {
  std::string name;
  Span span;
  TermPtr size = {};                     ///< `dim d = expr`; null if from data, labels, range or like
  TermPtr first = {}, last = {};         ///< `dim d = first..last`
  std::vector<std::string> labels = {};  ///< `dim d = {"a", "b"}`
  std::optional<DimId> like = {};        ///< shares size and labels with it
  bool implied = false;                  ///< made for a matrix's second axis or a query's left-hand side: no text declares it
  bool of_query = false;                 ///< the latter
};

/// The first of the dimensions that share size and labels with this one.
DimId root(const std::vector<Dimension>& dims, DimId dim);

/// The set a value lies in. Bounds are terms (they may depend on parameters); a missing bound is infinite.
struct Support {
  enum class Shape { Real, Integer, Index } shape = Shape::Real;
  TermPtr lower = {}, upper = {};
  std::optional<DimId> index_of = {};
  std::string name = "real";  ///< as written in the distribution, without its dims, for messages and for the choice of a transform
};

bool is_discrete(const Support& support);

/// A distribution applied to arguments, `Normal(mu, sigma)`: one argument per parameter, defaults filled in.
struct Instance {
  const ast::DistributionStatement* distribution = nullptr;
  std::vector<TermPtr> args = {};
  Span span = {};
  std::optional<DimId> event = {};                     ///< what a parameter's own dimension `d` is bound to
  std::optional<DimId> partner = {};                   ///< a second axis like it, `d'`
  std::optional<DimId> third = {};                     ///< of matrices, one more: `d''`
  std::map<std::string, DimId, std::less<>> own = {};  ///< further dims of parameters, by name: those of the arguments
  std::vector<DimId> joint = {};  ///< dims of the variable that one draw spans: `d`, or `d` and `d'`; none for a number
};

struct RandomMechanism {
  Instance instance;
};
struct DeterministicMechanism {
  TermPtr value;
};

/// One equation of a variable. `mask` is 1 on the elements it is for; null: on all.
struct Mechanism {
  std::size_t statement = 0;  ///< in the model
  Span span;
  TermPtr mask = {};
  std::string slice = {};  ///< as written, for messages: `1`, `20..30`
  std::variant<RandomMechanism, DeterministicMechanism> kind;
};

enum class VariableKind { Data, Random, Deterministic };

struct Variable {
  std::string name;
  Span span;  ///< of its name where it is declared
  VariableKind kind = VariableKind::Random;
  Type type;                               ///< dims sorted
  std::vector<DimId> dims;                 ///< in declared order: how elements are named
  std::vector<Mechanism> mechanisms = {};  ///< disjoint slices; empty for data without value
  Support support = {};
  std::string column;                     ///< its name in data files
  bool explicit_column = false;           ///< by `from`
  bool marked_observed = false;           ///< an `observe` mark stands in the text
  bool intervened = false;                ///< a `do` stands in the text
  TermPtr default_value = {};             ///< of `data`: a default or an expression of data
  std::vector<VariableId> causes = {};    ///< direct, in order of appearance
  std::vector<VariableId> noises = {};    ///< whose noise it shares: `noise(x)`
  bool recurrent = false;                 ///< reads itself, or variables that read it, at earlier positions
  std::vector<VariableId> circle = {};    ///< if recurrent: all variables that read one another so, in causal order within a position
  std::optional<DimId> read_before = {};  ///< the dimension along which something reads it at earlier positions
};

struct CheckedQuery {
  std::string name;
  Span span;
  TermPtr value;  ///< null where it asks E or P, or has dims: check_questions (compiler/causal/question.h) gives it
  std::size_t statement = 0;
  std::vector<DimId> dims = {};  ///< on its left, each like the model's dimension of that name
};

/// What the model and the files it uses define beside variables. They point into texts that outlive the model.
struct Definitions {
  std::map<std::string, const ast::FunctionStatement*, std::less<>> functions = {};
  std::map<std::string, const ast::DistributionStatement*, std::less<>> distributions = {};
  std::map<std::string, const ast::TransformStatement*, std::less<>> transforms = {};
};

struct Checked {
  std::shared_ptr<const ast::Model> model;
  Library* library = nullptr;  ///< outlives the model
  Definitions definitions = {};
  std::vector<Dimension> dims = {};
  std::vector<Variable> variables = {};
  std::vector<VariableId> order = {};  ///< causes before effects
  std::vector<std::pair<TermPtr, Span>> factors = {};
  std::vector<CheckedQuery> queries = {};
  bool has_observe_marks = false;

  const Variable& operator[](VariableId id) const { return variables[index(id)]; }
  const Dimension& operator[](DimId id) const { return dims[index(id)]; }
  std::optional<VariableId> find(std::string_view name) const;
  std::optional<DimId> find_dim(std::string_view name) const;
};

/// Checks a model. Returns nothing after reporting at least one error.
std::optional<Checked> check(ast::Model model, Library& library, Diagnostics& diagnostics);

/// A member of a distribution with the instance's arguments and `args` put in: `expand(i, "log_density", {x})`. Null if it, or a
/// distribution that it is made of, has no such member.
TermPtr expand(const Checked& model, const Instance& instance, std::string_view member, const std::vector<TermPtr>& args);

/// The same distribution in the form that is stable for these arguments: Bernoulli(invlogit(e)) is BernoulliLogit(e).
/// Deterministic variables are looked through.
Instance stable_form(const Checked& model, const Instance& instance);

/// The same family with the parameters of its location-scale map at their defaults: what its noise `e` is distributed as.
Instance standard_form(const Checked& model, const Instance& instance);

/// The support of a member of this family with these arguments.
Support support_of(const Checked& model, const Instance& instance);

/// Descendants of the given variables, themselves left out unless reached. Nothing moves data, also where they are computed from other
/// data.
std::vector<bool> descendants(const Checked& model, const std::vector<VariableId>& from);
/// With those whose noise they share, and so on.
std::vector<bool> ancestors(const Checked& model, const std::vector<VariableId>& from);

/// Its causes and those whose noise it shares: what must be known to evaluate it.
std::vector<VariableId> reads(const Variable& variable);

/// What a term, or a variable, reads at the same moment: without what it reads at earlier positions only (`x[t - 1]`).
std::vector<VariableId> references_at_once(const TermPtr& term);
std::vector<VariableId> causes_at_once(const Variable& variable);

/// A transform of the library by name applied to bounds: its `forward`, `inverse` or `log_jacobian` at `u`.
TermPtr expand_transform(const Checked& model, std::string_view name, const std::vector<TermPtr>& bounds, std::string_view member,
                         TermPtr u, const std::vector<DimId>& axes = {});

/// Of a random variable whose draws are vectors or matrices: their dimension, and the second axis like it.
std::vector<DimId> joint_axes(const Variable& variable);

/// The dims of a random variable that one draw of it spans; none if its elements are drawn one by one.
std::vector<DimId> joint_dims(const Variable& variable);

}  // namespace scmc
