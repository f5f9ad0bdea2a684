/// From what was written to what it means: `ast::Expr` to Term, in a scope.
#pragma once
#include <functional>
#include <map>
#include <set>
#include <span>
#include <string>

#include "compiler/check/checked.h"
#include "compiler/check/library.h"

namespace scmc {

/// The names that an expression may use beside the model's. A body of the library sees its formal parameters only.
struct Scope {
  std::map<std::string, TermPtr, std::less<>> terms = {};
  std::map<std::string, DimId, std::less<>> dims = {};
  bool sees_variables = true;
  bool sees_dims = true;
  std::optional<Span> at = {};         ///< terms bear this span instead of their own: library bodies point at their use
  std::set<std::string> callers = {};  ///< functions being unfolded, against recursion
};

/// What the elaborator asks of the model around it.
struct Names {
  const std::vector<Dimension>& dims;
  std::function<TermPtr(const std::string&, Span)>
      variable;  ///< its reference, or null if there is none; null after an error too: `failed`
  std::function<std::vector<std::string>()> all_names;
  std::function<std::vector<DimId>(VariableId)> declared_dims;
  const Definitions& definitions;
  Library& library;
  Diagnostics& diagnostics;
  std::function<DimId(const std::string& name, std::size_t size, Span)> new_dim = {};  ///< of a vector that is written out: `[0.3, 0.7]`; null: none can be made
  std::function<DimId(DimId)> partner = {};  ///< a second axis like it; null: all axes are known
  std::function<bool(VariableId)> is_data = {};  ///< null: not known here
  std::function<TermPtr(const std::string&, Span)> noise = {};  ///< of a variable's own mechanism; null: none is known here
  std::function<TermPtr(const ast::Question&, Span, const Scope&)> question = {};  ///< null: nothing may be asked here
};

/// A member that a distribution was asked for and has not.
struct Lacking {
  std::string distribution, member;
};

class Elaborator {
 public:
  explicit Elaborator(Names& names) : names_(names) {}

  /// Null after reporting an error.
  TermPtr expr(const ast::ExprPtr& expr, const Scope& scope);
  /// The distribution behind a `~` whose left-hand side has these dims; `in` is the dimension of an index-valued variable.
  std::optional<Instance> instance(const ast::ExprPtr& expr, const Scope& scope, const std::vector<DimId>& left, std::optional<DimId> in);
  /// The same distribution with other arguments, by its own text.
  std::optional<Instance> instance_like(const Instance& instance, const ast::ExprPtr& expr, const Scope& scope);

  TermPtr member(const Instance& instance, const ast::MemberDefinition& member, const std::vector<TermPtr>& args);
  /// By name, also what follows from its text. Null without a diagnostic where it, or a distribution within, lacks it: `lacking` says what.
  TermPtr member(const Instance& instance, std::string_view name, const std::vector<TermPtr>& args);
  const std::optional<Lacking>& lacking() const { return lacking_; }
  /// The axes that the model around knows, for the distributions within an argument.
  TermPtr with_axes(const TermPtr& arg, const Instance& outer);
  /// The support that a distribution will have, before its arguments are known; null if none can be told.
  ast::ExprPtr written_support(const ast::ExprPtr& expr);
  Support support(const Instance& instance);
  TermPtr default_of(const Instance& instance, const ast::Parameter& param) { return expr(param.default_value, member_scope(instance)); }
  TermPtr transform(const ast::TransformStatement& transform, const std::vector<TermPtr>& bounds, std::string_view member, TermPtr u,
                    const std::vector<DimId>& axes);
  const ast::DistributionStatement* find_distribution(const std::string& name);
  const ast::TransformStatement* find_transform(const std::string& name);

  std::optional<DimId> find_dim(const std::string& name, const Scope& scope) const;
  std::string dim_names(const std::vector<DimId>& dims) const;

 private:
  TermPtr fail(Diagnostic diagnostic);
  std::vector<DimId> declared_order(const TermPtr& source) const;
  Span at(const ast::ExprPtr& expr, const Scope& scope) const { return scope.at.value_or(expr->span); }
  TermPtr name(const ast::Name& name, const ast::ExprPtr& expr, const Scope& scope);
  TermPtr unary(const ast::Unary& unary, const ast::ExprPtr& expr, const Scope& scope);
  TermPtr binary(const ast::Binary& binary, const ast::ExprPtr& expr, const Scope& scope);
  TermPtr comparison_with_label(const ast::Binary& binary, const ast::ExprPtr& expr, const Scope& scope);
  TermPtr index(const ast::Index& index, const ast::ExprPtr& expr, const Scope& scope);
  TermPtr call(const ast::Call& call, const ast::ExprPtr& expr, const Scope& scope);
  TermPtr reduction(const ast::Call& call, const ast::ExprPtr& expr, const Scope& scope);
  TermPtr about_dimension(const ast::Call& call, const ast::ExprPtr& expr, const Scope& scope);
  TermPtr matrix(const ir::Kernel& kernel, const ast::Call& call, const ast::ExprPtr& expr, const Scope& scope);
  std::optional<std::pair<DimId, DimId>> axes(const ast::ExprPtr& written, const TermPtr& matrix, const Scope& scope) const;
  DimId root(DimId dim) const { return scmc::root(names_.dims, dim); }
  TermPtr stack(const ast::Call& call, const ast::ExprPtr& expr, const Scope& scope);
  TermPtr function(const ast::FunctionStatement& function, const ast::Call& call, const ast::ExprPtr& expr, const Scope& scope,
                   bool of_library);
  const ast::FunctionStatement* find_function(const std::string& name, bool& of_library);
  Scope member_scope(const Instance& instance) const;
  std::optional<Instance> instance(const ast::ExprPtr& expr, const Scope& scope, Instance bound, const std::vector<DimId>& left);
  bool bind_own(Instance& instance, std::size_t i, const std::vector<DimId>& left);
  bool bind_event(Instance& instance, const std::vector<DimId>& left, std::optional<DimId> in);
  void find_partner(Instance& instance) const;
  TermPtr along_event(TermPtr arg, DimId event) const;
  TermPtr argument(const ast::Parameter& param, const ast::ExprPtr& expr, const Scope& scope, const std::vector<DimId>& left,
                   std::optional<DimId> in);
  TermPtr distribution_argument(const ast::ExprPtr& expr, const Scope& scope, const std::vector<DimId>& left, std::optional<DimId> in);
  void adopt_axes(Instance& bound, const TermPtr& arg) const;
  TermPtr along_list(TermPtr arg, const Instance& bound, const ast::Parameter& param, Span where);
  TermPtr listed_numbers(const ast::Stack& stack, const ast::ExprPtr& expr, const Scope& scope);
  TermPtr beyond_support(const Instance& instance, std::string_view name, const TermPtr& x, TermPtr inside, const Support& all);
  TermPtr member_of_argument(const ast::ExprPtr& receiver, const std::string& member, const std::vector<TermPtr>& args,
                             const ast::ExprPtr& expr, const Scope& scope);
  TermPtr member_of_written(const ast::ExprPtr& written, const std::string& member, const std::vector<TermPtr>& args,
                            const ast::ExprPtr& expr, const Scope& scope);
  bool takes(const Instance& instance, const std::string& member, std::size_t count, const ast::ExprPtr& expr);
  Support support_of_all(const DistributionTerm& term);
  std::optional<Support> support_of_argument(const ast::ExprPtr& expr, const Instance& instance);
  std::optional<Support> support_around(const ast::Call& call, const Instance& instance, const Scope& scope);
  bool orders_positive(const Instance& instance);
  TermPtr ode(const ast::Call& call, const ast::ExprPtr& expr, const Scope& scope);
  TermPtr noise(const ast::Call& call, const ast::ExprPtr& expr, const Scope& scope);
  bool recursions(std::span<const ast::Local> locals, Scope& scope);
  TermPtr body(const ast::Body& body, Scope scope);
  std::optional<std::vector<DimId>> over(const ast::Call& call, const Scope& scope);
  void reduce_what_is_there(std::vector<DimId>& dims, const Type& type) const;
  std::optional<std::vector<const ast::Argument*>> arrange(const ast::Call& call, const std::vector<ast::Parameter>& params, Span where);

  Names& names_;
  std::optional<Lacking> lacking_;

  friend struct IndexBinding;
};

/// `D: distribution`
bool takes_distribution(const ast::Parameter& param);
const ast::MemberDefinition* find_member(const ast::DistributionStatement& distribution, std::string_view name);

/// `Normal(mu: real = 0, sigma: positive = 1)`
std::string signature(const std::string& name, const std::vector<ast::Parameter>& params, const std::vector<ast::NameWithSpan>& over = {});

}  // namespace scmc
