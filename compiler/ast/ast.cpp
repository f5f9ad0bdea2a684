/// Making nodes, and what a statement declares.
#include "compiler/ast/ast.h"

#include <cmath>
#include <stdexcept>
#include <utility>

namespace scmc::ast {

ExprPtr make(Span span, decltype(Expr::node) node) { return std::make_shared<const Expr>(Expr{span, std::move(node)}); }

ExprPtr name(std::string id, Span span) { return make(span, Name{std::move(id)}); }

// The tree is what a parser would have made of the text, so that printing it and parsing again gives the same one.
ExprPtr number(double value, Span span) {
  if (std::isnan(value)) throw std::invalid_argument("the language has no way to write NaN");
  if (std::signbit(value)) return make(span, Unary{UnaryOp::Minus, number(-value, span)});
  if (std::isinf(value)) return name("infinity", span);
  return make(span, Number{value, {}});
}

std::optional<NameWithSpan> declared_name(const Statement& statement) {
  using Declared = std::optional<NameWithSpan>;
  const auto of_target = [](const auto& s) -> Declared { return NameWithSpan{s.target.name, s.target.name_span}; };
  const auto of_name = [](const auto& s) -> Declared { return s.name; };
  return match(
      statement.node, [&](const DrawStatement& s) { return of_target(s); }, [&](const LetStatement& s) { return of_target(s); },
      [&](const DimStatement& s) { return of_name(s); }, [&](const DataStatement& s) { return of_name(s); },
      [&](const FunctionStatement& s) { return of_name(s); }, [&](const DistributionStatement& s) { return of_name(s); },
      [&](const TransformStatement& s) { return of_name(s); }, [&](const QueryStatement& s) { return of_name(s); },
      [](const FactorStatement&) -> Declared { return {}; }, [](const UseStatement&) -> Declared { return {}; });
}

}  // namespace scmc::ast
