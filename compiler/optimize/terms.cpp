/// Terms by recursion over sums, differences, signs, and products with what does not vary.
#include "compiler/optimize/terms.h"

#include "compiler/optimize/rewrite.h"

namespace scmc::ir {
namespace {

using Terms = std::vector<Term>;

class Expander {
 public:
  Expander(Builder& build, const Dims& over) : build_(build), over_(over) {}

  Terms terms(Expression row) {
    if (--budget_ < 0) return {{1, one(), row}};
    if (const auto x = args("add", row)) return joined(terms(x->at(0)), terms(x->at(1)));
    if (const auto x = args("sub", row)) return joined(terms(x->at(0)), scaled(terms(x->at(1)), -1));
    const Term product = factors(row);
    if (product.rest.node == row.node || !is_sum(product.rest)) return {product};
    return scaled(scaled(terms(product.rest), product.scale), product.number);
  }

 private:
  Expression one() { return {build_, 1.0}; }
  bool is_invariant(NodeId node) const { return without(over_, build_[node].dims).size() == over_.size(); }

  std::optional<std::vector<Expression>> args(std::string_view name, NodeId node) {
    const auto ids = args_of(build_, node, name);
    if (!ids) return std::nullopt;
    std::vector<Expression> expressions;
    for (auto id : *ids) expressions.emplace_back(build_, id);
    return expressions;
  }

  static Terms joined(Terms a, const Terms& b) {
    a.insert(a.end(), b.begin(), b.end());
    return a;
  }
  static Terms scaled(Terms terms, double number) {
    for (auto& term : terms) term.number *= number;
    return terms;
  }
  static Terms scaled(Terms terms, Expression factor) {
    for (auto& term : terms) term.scale = term.scale * factor;
    return terms;
  }

  bool is_sum(NodeId node) { return args("add", node) || args("sub", node); }

  /// A product as one term: nothing is distributed.
  Term factors(Expression row) {
    if (--budget_ < 0) return {1, one(), row};
    if (const auto value = constant_value(build_[row])) return {*value, one(), one()};
    if (is_invariant(row)) return {1, row, one()};
    if (const auto x = args("neg", row)) return times({-1, one(), one()}, factors(x->at(0)));
    if (const auto x = args("mul", row)) return times(factors(x->at(0)), factors(x->at(1)));
    if (const auto x = args("div", row); x && is_invariant(x->at(1))) return times({1, recip(x->at(1)), one()}, factors(x->at(0)));
    if (const auto x = args("square", row)) return squared(factors(x->at(0)));
    return {1, one(), row};
  }
  static Term times(const Term& a, const Term& b) { return {a.number * b.number, a.scale * b.scale, a.rest * b.rest}; }
  static Term squared(const Term& x) { return {x.number * x.number, square(x.scale), square(x.rest)}; }

  Builder& build_;
  const Dims& over_;
  int budget_ = 1000;  ///< shared subexpressions count every time they are read
};

}  // namespace

std::vector<Term> terms_of(Expression row, const Dims& over) { return Expander(*row.build, over).terms(row); }

}  // namespace scmc::ir
