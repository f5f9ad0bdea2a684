/// The language as data: immutable expressions, shared between rewritten models, and the statements of a `.scm` file.
///
/// Statement and expression kinds are closed sets, hence variants. Rewrites build new trees and share what they do not touch.
/// Equality (`same`) ignores spans and comments: `parse(print(m))` is `m`.
#pragma once
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "compiler/source/source.h"

namespace scmc::ast {

struct Expr;
using ExprPtr = std::shared_ptr<const Expr>;

enum class UnaryOp { Minus, Not };
enum class BinaryOp {
  Add,
  Subtract,
  Multiply,
  Divide,
  Power,
  IntegerDivide,
  Modulo,
  Equal,
  NotEqual,
  Less,
  LessEqual,
  Greater,
  GreaterEqual,
  And,
  Or,
  Range
};

struct Number {
  double value = 0;
  std::string spelling;  ///< as written, so that printing keeps `1e-3`; empty where a rewrite made the number
};
struct String {
  std::string text;  ///< without the quotes
};
struct Name {
  std::string id;
};
/// `value` or `name = value` in a call.
struct Argument {
  std::string name;  ///< empty if positional
  ExprPtr value;
  Span span;
};
/// `f(a, k = b over d, e)`; `D.log_density(x)` has a receiver. Reductions, functions, distributions: all are calls.
struct Call {
  ExprPtr receiver;  ///< null unless written `receiver.callee(...)`
  std::string callee;
  Span callee_span;
  std::vector<Argument> args;
  std::vector<std::string> over;
};
/// `D.support`
struct Member {
  ExprPtr receiver;
  std::string name;
};
struct Unary {
  UnaryOp op;
  ExprPtr operand;
};
struct Binary {
  BinaryOp op;
  ExprPtr left, right;
};
/// One item of an index list: `e`, `lo..hi` (a Binary Range) or `d = e`.
struct IndexItem {
  std::string dim;  ///< empty unless written `d = e`
  ExprPtr value;
  Span span;
};
struct Index {
  ExprPtr base;
  std::vector<IndexItem> items;
};
/// `[a, b]`
struct Stack {
  std::vector<ExprPtr> items;
};
struct If {
  ExprPtr condition, then, otherwise;
};

/// A variable, or elements of it, on a left-hand side or in a `do`: `z`, `tv[20..30]`, `spend["tv"]`.
struct Target {
  std::string name;
  std::vector<IndexItem> items;
  Span span;       ///< of the whole target
  Span name_span;  ///< of the name alone
};
/// `z = 1` or `z ~ Bernoulli(0.3)` within do( ) and cf( ). The value may be a Question of kind Nested: `m = (m | do(z = 0))`;
/// `fresh` marks `m = new (m | ...)`.
struct Assignment {
  Target target;
  bool stochastic = false;
  bool fresh = false;
  ExprPtr value;
  Span span;
};
struct DoCondition {
  std::vector<Assignment> assignments;
};
struct CounterfactualCondition {
  std::vector<Assignment> assignments;
};
struct NewCondition {
  std::string name;  ///< a dimension or a variable
};
struct SameCondition {
  std::string name;
};
struct GivenCondition {
  ExprPtr condition;
};
struct Condition {
  Span span;
  std::variant<DoCondition, CounterfactualCondition, NewCondition, SameCondition, GivenCondition> kind;
};
enum class QuestionKind { Expectation, Probability, Nested };
/// `E[y | do(z = 1)]`, `P(y > 0 | ...)`, and the nested `(m | do(z = 0))`.
struct Question {
  QuestionKind kind;
  ExprPtr target;
  std::vector<Condition> conditions;
};

struct Expr {
  Span span;
  std::variant<Number, String, Name, Call, Member, Unary, Binary, Index, Stack, If, Question> node;
};

// ---------------------------------------------------------------- statements

/// What became of a mechanism: as written, with measured values (`observe x ~ ...`), or replaced (`do x = ...`).
enum class Role { Mechanism, Observed, Intervened };

struct NameWithSpan {
  std::string name;
  Span span;
};

/// `dim d`; `dim d = expr` (size); `dim d = 1990..2020` (a Range expression); `dim d = {"a", "b"}`; `dim d like e`
struct DimStatement {
  NameWithSpan name;
  ExprPtr size;                                    ///< null unless written `= expr`
  std::optional<std::vector<String>> labels = {};  ///< of `{"a", "b"}`
  std::optional<NameWithSpan> like = {};
};
/// `data x[d, e] : int in other from "column" = value`
struct DataStatement {
  NameWithSpan name;
  std::vector<NameWithSpan> dims;
  bool integer = false;
  std::optional<NameWithSpan> in = {};
  std::optional<std::string> from = {};
  ExprPtr value;  ///< null, a default, or an expression of data
};
/// `x[d] in e from "column" ~ Distribution(args)`
struct DrawStatement {
  Role role = Role::Mechanism;
  Target target;
  std::optional<NameWithSpan> in = {};
  std::optional<std::string> from = {};
  ExprPtr distribution;
};
/// `x[d] = expr`; `from` names its column where it is observed.
struct LetStatement {
  Role role = Role::Mechanism;
  Target target;
  std::optional<NameWithSpan> in = {};
  std::optional<std::string> from = {};
  ExprPtr value;
};
struct FactorStatement {
  ExprPtr value;
};
/// A parameter of `fn`, `distribution`, `transform`: `mu[d]: positive = 1`, `D: distribution`.
struct Parameter {
  NameWithSpan name;
  std::vector<NameWithSpan> dims;
  ExprPtr constraint;  ///< null, or the name (or range) after the colon
  ExprPtr default_value;
};
/// What the layout of a line within `{ }` was, kept for printing: as in Statement.
struct Trivia {
  std::vector<std::string> comments = {};
  std::string trailing = {};
  bool continues_line = false;
};
/// A local `name = value` in the body of a function; `name[t] = value` may read itself at earlier positions of t.
struct Local {
  NameWithSpan name;
  ExprPtr value;
  std::vector<NameWithSpan> dims = {};
  Trivia trivia = {};
};
struct Body {
  std::vector<Local> locals;
  ExprPtr result;
  Trivia trivia = {};  ///< of the `return`
};
/// `fn f(x, a over t) = expr` or `fn f(x) { y = ...; return e }`
struct FunctionStatement {
  NameWithSpan name;
  std::vector<Parameter> params;
  std::vector<NameWithSpan> over;
  Body body;
};
/// `log_density(x) = expr`, `mean = expr`, `cdf(x) { ...; return e }` inside a distribution or transform.
/// A pattern argument serves `form(p = invlogit(e)) = BernoulliLogit(e)`: the parameter's default_value is the pattern.
struct MemberDefinition {
  NameWithSpan name;
  std::vector<Parameter> params;
  Body body;
  Span span;
  Trivia trivia = {};
};
/// `distribution Gamma(shape: positive, rate: positive) over positive { members }`; the support may be `real[d]`.
struct DistributionStatement {
  NameWithSpan name;
  std::vector<Parameter> params;
  ExprPtr support;
  std::vector<MemberDefinition> members;
};
struct TransformStatement {
  NameWithSpan name;
  std::vector<Parameter> params;
  ExprPtr support;
  std::vector<MemberDefinition> members;
};
struct UseStatement {
  NameWithSpan name;
};
struct QueryStatement {
  NameWithSpan name;
  std::vector<NameWithSpan> dims;
  ExprPtr value;
};

struct Statement {
  Span span;
  std::vector<std::string> comments = {};  ///< whole lines before it, with their `#`; an empty string is a blank line
  std::string trailing = {};               ///< the comment behind it on the same line, with its `#`
  bool continues_line = false;             ///< it followed the previous one behind a `;`
  std::variant<DimStatement, DataStatement, DrawStatement, LetStatement, FactorStatement, FunctionStatement, DistributionStatement,
               TransformStatement, UseStatement, QueryStatement>
      node;
};

struct Model {
  FileId file{};
  std::vector<Statement> statements;
  std::vector<std::string> comments = {};  ///< after the last statement
};

// ---------------------------------------------------------------- building and comparing

ExprPtr make(Span span, decltype(Expr::node) node);
ExprPtr number(double value, Span span = {});  ///< negative values become `-x`, infinities the constant `infinity`
ExprPtr name(std::string id, Span span = {});

/// Structural equality; spans, comments and spellings of numbers do not count.
bool same(const ExprPtr& a, const ExprPtr& b);
bool same(const Statement& a, const Statement& b);
bool same(const Model& a, const Model& b);

/// Calls `visit` on the expression and then on every expression below it, in source order.
template <class Visit>
void for_each_expr(const ExprPtr& expr, Visit&& visit);

/// A copy in which `change(expr)` replaced subexpressions: where it returns null the children are visited instead. What no change touches
/// is shared.
template <class Change>
ExprPtr rewrite(const ExprPtr& expr, Change&& change);

/// The same over every expression that a statement holds.
template <class Visit>
void for_each_expr(const Statement& statement, Visit&& visit);
template <class Change>
Statement rewrite(const Statement& statement, Change&& change);

/// The variable a statement defines, or nothing (`use`, `factor`).
std::optional<NameWithSpan> declared_name(const Statement& statement);

}  // namespace scmc::ast

#include "compiler/ast/traverse.h"
