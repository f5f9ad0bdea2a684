/// Random trees of every kind of node, for round trips.
#pragma once
#include <random>

#include "compiler/ast/ast.h"

namespace scmc {

class RandomTree {
 public:
  explicit RandomTree(std::uint64_t seed) : generator_(seed) {}

  ast::ExprPtr expr(int depth);      ///< anything but a bare nested question
  ast::ExprPtr question(int depth);  ///< E[...] or P(...)
  ast::Statement statement();
  ast::Model model(int statements);

 private:
  int below(int n) { return std::uniform_int_distribution<int>(0, n - 1)(generator_); }
  bool chance(double p) { return std::bernoulli_distribution(p)(generator_); }
  template <class Make>
  auto list(int from, int to, Make&& make) {
    std::vector<decltype(make())> items;
    for (int i = from + below(to - from + 1); i > 0; --i) items.push_back(make());
    return items;
  }

  std::string name();
  std::string callee();
  std::string text();
  ast::NameWithSpan declared() { return {name(), {}}; }
  ast::ExprPtr leaf();
  ast::ExprPtr call(int depth);
  ast::ExprPtr nested(int depth);
  std::vector<ast::IndexItem> items(int depth);
  ast::Target target(int depth) { return {name(), chance(0.5) ? items(depth) : std::vector<ast::IndexItem>{}, {}, {}}; }
  ast::Assignment assignment(int depth);
  ast::Condition condition(int depth);

  ast::DimStatement dim();
  ast::DataStatement data();
  ast::Role role() { return static_cast<ast::Role>(below(3)); }
  ast::Parameter parameter();
  ast::Body body();
  ast::MemberDefinition member();
  template <class Definition>
  Definition definition();
  ast::Trivia trivia();
  std::string comment() { return "# comment " + std::to_string(below(100)); }

  std::mt19937_64 generator_;
};

}  // namespace scmc
