/// Draws each kind of node with about equal probability.
#include "tests/parse/random_tree.h"

#include <array>
#include <cmath>

namespace scmc {

using namespace ast;

namespace {

template <class Strings>
std::string pick(const Strings& strings, int i) {
  return strings[static_cast<std::size_t>(i)];
}

}  // namespace

std::string RandomTree::name() {
  static constexpr std::array names = {"x",  "y_2",     "Beta",         "d'",        "_z",    "größe", "data", "dim",    "new",   "same",
                                       "cf", "do",      "from",         "like",      "int",   "div",   "mod",  "factor", "query", "use",
                                       "fn", "observe", "distribution", "transform", "group", "stack", "e",    "p",      "EE"};
  return pick(names, below(names.size()));
}

std::string RandomTree::callee() {
  static constexpr std::array names = {"f", "sum", "stack", "Normal", "log_density", "data", "same", "factor", "mod", "like"};
  return pick(names, below(names.size()));
}

std::string RandomTree::text() {
  static constexpr std::array texts = {
      "", "a", "two words", "a \"quote\"", "back\\slash", "# no comment", "Überraschung", "line\nbreak", "tab\t", "; ~ ="};
  return pick(texts, below(texts.size()));
}

ExprPtr RandomTree::leaf() {
  static constexpr std::array spellings = {"1e-3", "0.50", "1E+5", "007", "12"};
  switch (below(6)) {
    case 0:
      return number(below(1000));
    case 1:
      return number(std::ldexp(1.0 + below(1 << 30), below(400) - 200));
    case 2: {
      const std::string spelling = pick(spellings, below(spellings.size()));
      return make({}, Number{std::stod(spelling), spelling});
    }
    case 3:
      return make({}, String{text()});
    default:
      return ast::name(name());
  }
}

std::vector<IndexItem> RandomTree::items(int depth) {
  return list(1, 3, [&] { return IndexItem{chance(0.3) ? name() : "", expr(depth), {}}; });
}

ExprPtr RandomTree::call(int depth) {
  Call call;
  if (chance(0.2)) call.receiver = expr(depth - 1);
  call.callee = callee();
  call.args = list(0, 3, [&] { return Argument{chance(0.3) ? name() : "", expr(depth - 1), {}}; });
  if (chance(0.3)) call.over = list(1, 2, [&] { return name(); });
  return make({}, std::move(call));
}

ExprPtr RandomTree::expr(int depth) {
  if (depth <= 0 || chance(0.1)) return leaf();
  switch (below(10)) {
    case 0:
      return call(depth);
    case 1:
      return make({}, Member{expr(depth - 1), name()});
    case 2:
      return make({}, Unary{static_cast<UnaryOp>(below(2)), expr(depth - 1)});
    case 3:
      return make({}, Index{expr(depth - 1), items(depth - 1)});
    case 4:
      return make({}, Stack{list(1, 3, [&] { return expr(depth - 1); })});
    case 5:
      return make({}, If{expr(depth - 1), expr(depth - 1), expr(depth - 1)});
    default:
      return make({}, Binary{static_cast<BinaryOp>(below(static_cast<int>(BinaryOp::Range) + 1)), expr(depth - 1), expr(depth - 1)});
  }
}

ExprPtr RandomTree::question(int depth) {
  const auto kind = chance(0.5) ? QuestionKind::Expectation : QuestionKind::Probability;
  return make({}, Question{kind, expr(depth), list(0, 3, [&] { return condition(depth - 1); })});
}

ExprPtr RandomTree::nested(int depth) {
  return make({}, Question{QuestionKind::Nested, expr(depth), list(1, 2, [&] { return condition(depth - 1); })});
}

Assignment RandomTree::assignment(int depth) {
  const bool is_nested = depth > 0 && chance(0.4);
  const bool is_fresh = is_nested && chance(0.5);
  ExprPtr value = is_nested ? nested(depth - 1) : expr(depth);
  if (is_nested && !is_fresh && chance(0.5)) value = make({}, Binary{BinaryOp::Add, value, leaf()});
  return {target(0), !is_fresh && chance(0.3), is_fresh, value, {}};
}

Condition RandomTree::condition(int depth) {
  const auto assignments = [&] { return list(1, 2, [&] { return assignment(depth); }); };
  switch (below(5)) {
    case 0:
      return {{}, DoCondition{assignments()}};
    case 1:
      return {{}, CounterfactualCondition{assignments()}};
    case 2:
      return {{}, NewCondition{name()}};
    case 3:
      return {{}, SameCondition{name()}};
    default:
      return {{}, GivenCondition{expr(depth)}};
  }
}

// ---------------------------------------------------------------- statements

DimStatement RandomTree::dim() {
  DimStatement statement{.name = declared(), .size = nullptr};
  switch (below(4)) {
    case 0:
      statement.size = expr(2);
      break;
    case 1:
      statement.labels = list(1, 3, [&] { return String{text()}; });
      break;
    case 2:
      statement.like = declared();
      break;
    default:
      break;
  }
  return statement;
}

DataStatement RandomTree::data() {
  DataStatement statement{.name = declared(), .dims = list(0, 2, [&] { return declared(); }), .value = nullptr};
  statement.integer = chance(0.3);
  if (chance(0.3)) statement.in = declared();
  if (chance(0.3)) statement.from = text();
  if (chance(0.3)) statement.value = expr(2);
  return statement;
}

Parameter RandomTree::parameter() {
  return {declared(), list(0, 2, [&] { return declared(); }), chance(0.4) ? expr(1) : nullptr, chance(0.4) ? expr(2) : nullptr};
}

Trivia RandomTree::trivia() {
  Trivia trivia;
  if (chance(0.2)) trivia.comments = {comment()};
  if (chance(0.2)) trivia.trailing = comment();
  trivia.continues_line = chance(0.4) && trivia.comments.empty();
  return trivia;
}

Body RandomTree::body() {
  Body body;
  if (chance(0.5)) body.locals = list(1, 3, [&] { return Local{declared(), expr(2), list(0, 2, [&] { return declared(); }), trivia()}; });
  body.result = expr(2);
  body.trivia = body.locals.empty() ? Trivia{} : trivia();
  return body;
}

MemberDefinition RandomTree::member() {
  NameWithSpan own = declared();
  if (own.name == "div" || own.name == "mod") own.name = "mean";  // at the beginning of a line `mod (` is the operator
  return {own, list(0, 2, [&] { return parameter(); }), body(), {}, trivia()};
}

template <class Definition>
Definition RandomTree::definition() {
  return {declared(), list(0, 3, [&] { return parameter(); }), expr(1), list(0, 4, [&] { return member(); })};
}

Statement RandomTree::statement() {
  const auto place = [&] { return chance(0.2) ? std::optional{declared()} : std::nullopt; };
  const auto column = [&] { return chance(0.2) ? std::optional{text()} : std::nullopt; };
  switch (below(11)) {
    case 0:
      return {.span = {}, .node = dim()};
    case 1:
      return {.span = {}, .node = data()};
    case 2:
      return {.span = {}, .node = FactorStatement{expr(3)}};
    case 3:
      return {
          .span = {},
          .node = FunctionStatement{declared(), list(0, 3, [&] { return parameter(); }), list(0, 2, [&] { return declared(); }), body()}};
    case 4:
      return {.span = {}, .node = definition<DistributionStatement>()};
    case 5:
      return {.span = {}, .node = definition<TransformStatement>()};
    case 6:
      return {.span = {}, .node = UseStatement{declared()}};
    case 7:
      return {.span = {},
              .node = QueryStatement{declared(), list(0, 2, [&] { return declared(); }),
                                     make({}, Binary{BinaryOp::Subtract, question(3), expr(2)})}};
    case 8:
      return {.span = {}, .node = DrawStatement{role(), target(2), place(), column(), call(2)}};
    default:
      return {.span = {}, .node = LetStatement{role(), target(2), place(), column(), expr(3)}};
  }
}

Model RandomTree::model(int statements) {
  Model model;
  for (int i = 0; i < statements; ++i) {
    model.statements.push_back(statement());
    Trivia layout = trivia();
    Statement& last = model.statements.back();
    last.comments = std::move(layout.comments);
    last.trailing = std::move(layout.trailing);
    last.continues_line = layout.continues_line && i > 0;
    if (i > 0 && !last.continues_line && chance(0.2)) last.comments.insert(last.comments.begin(), "");
  }
  if (chance(0.3)) model.comments = {"", comment()};
  return model;
}

}  // namespace scmc
