/// Each visit makes one node.
#include "compiler/parse/build_expr.h"

#include <charconv>
#include <utility>

#include "compiler/ast/print.h"
#include "compiler/parse/errors.h"

namespace scmc::parse {
namespace {

using ast::BinaryOp;
using ast::ExprPtr;

BinaryOp binary_op(TokenType type) {
  switch (type) {
    case ScmParser::PLUS:
      return BinaryOp::Add;
    case ScmParser::MINUS:
      return BinaryOp::Subtract;
    case ScmParser::STAR:
      return BinaryOp::Multiply;
    case ScmParser::SLASH:
      return BinaryOp::Divide;
    case ScmParser::DIV:
      return BinaryOp::IntegerDivide;
    case ScmParser::MOD:
      return BinaryOp::Modulo;
    case ScmParser::POWER:
      return BinaryOp::Power;
    case ScmParser::RANGE:
      return BinaryOp::Range;
    case ScmParser::EQ:
      return BinaryOp::Equal;
    case ScmParser::NE:
      return BinaryOp::NotEqual;
    case ScmParser::LT:
      return BinaryOp::Less;
    case ScmParser::LE:
      return BinaryOp::LessEqual;
    case ScmParser::GT:
      return BinaryOp::Greater;
    case ScmParser::GE:
      return BinaryOp::GreaterEqual;
    case ScmParser::AND:
      return BinaryOp::And;
    case ScmParser::OR:
      return BinaryOp::Or;
  }
  throw std::logic_error("a binary operator of the grammar that the tree does not know");
}

bool is_comparison(BinaryOp op) { return BinaryOp::Equal <= op && op <= BinaryOp::GreaterEqual; }

/// `b < c` of `a < b < c`.
std::string middle_and(const ast::Binary& binary) {
  const auto& left = std::get<ast::Binary>(binary.left->node);
  return ast::print(ast::make({}, ast::Binary{binary.op, left.right, binary.right}));
}

}  // namespace

Span ExprBuilder::span(const antlr4::Token* token) const {
  return {file_, static_cast<std::uint32_t>(token->getStartIndex()), static_cast<std::uint32_t>(token->getStopIndex() + 1)};
}

Span ExprBuilder::span(const antlr4::ParserRuleContext* tree) const { return cover(span(tree->start), span(tree->stop)); }

ExprPtr ExprBuilder::expr(ScmParser::ExpressionContext* tree) { return visit(tree).as<ExprPtr>(); }

// ---------------------------------------------------------------- literals and names

antlrcpp::Any ExprBuilder::visitNumber(ScmParser::NumberContext* tree) {
  const std::string spelling = tree->getText();
  double value = 0;
  const auto [end, error] = std::from_chars(spelling.data(), spelling.data() + spelling.size(), value);
  if (error != std::errc{}) diagnostics_.report(errors::number_out_of_range(span(tree), spelling));
  return ast::make(span(tree), ast::Number{value, spelling});
}

/// The text between the quotes; `\"`, `\\`, `\n` and `\t` are understood.
std::string ExprBuilder::string(antlr4::tree::TerminalNode* node) {
  const std::string quoted = node->getText();
  std::string text;
  for (std::size_t i = 1; i + 1 < quoted.size(); ++i) {
    if (quoted[i] != '\\') {
      text += quoted[i];
      continue;
    }
    const char escaped = quoted[++i];
    if (escaped == 'n' || escaped == 't') text += escaped == 'n' ? '\n' : '\t';
    else if (escaped == '"' || escaped == '\\') text += escaped;
    else diagnostics_.report(errors::unknown_escape(span(node->getSymbol()), escaped));
  }
  return text;
}

antlrcpp::Any ExprBuilder::visitString(ScmParser::StringContext* tree) {
  return ast::make(span(tree), ast::String{string(tree->STRING())});
}

antlrcpp::Any ExprBuilder::visitName(ScmParser::NameContext* tree) { return ast::name(tree->getText(), span(tree)); }

// ---------------------------------------------------------------- operators and calls

antlrcpp::Any ExprBuilder::visitCall(ScmParser::CallContext* tree) {
  ast::Call call;
  call.receiver = expr_if_any(tree->expression());
  call.callee = tree->callee()->getText();
  call.callee_span = span(tree->callee());
  call.args = arguments(tree->arguments()->argument());
  if (const auto over = tree->arguments()->over()) {
    for (auto* dim : over->identifier()) call.over.push_back(dim->getText());
  }
  return ast::make(span(tree), std::move(call));
}

std::vector<ast::Argument> ExprBuilder::arguments(const std::vector<ScmParser::ArgumentContext*>& trees) {
  std::vector<ast::Argument> args;
  for (auto* tree : trees) args.push_back({tree->identifier() ? tree->identifier()->getText() : "", expr(tree->expression()), span(tree)});
  return args;
}

antlrcpp::Any ExprBuilder::visitMember(ScmParser::MemberContext* tree) {
  return ast::make(span(tree), ast::Member{expr(tree->expression()), tree->identifier()->getText()});
}

antlrcpp::Any ExprBuilder::visitUnary(ScmParser::UnaryContext* tree) {
  const auto op = tree->op->getType() == ScmParser::MINUS ? ast::UnaryOp::Minus : ast::UnaryOp::Not;
  return ast::make(span(tree), ast::Unary{op, expr(tree->expression())});
}

antlrcpp::Any ExprBuilder::visitBinary(ScmParser::BinaryContext* tree) {
  const ast::Binary binary{binary_op(tree->op->getType()), expr(tree->expression(0)), expr(tree->expression(1))};
  if (auto* left = dynamic_cast<ScmParser::BinaryContext*>(tree->expression(0))) refuse_chain(binary, span(tree->op), left->op);
  return ast::make(span(tree), binary);
}

/// The grammar reads `a < b < c` from the left; nobody means that.
void ExprBuilder::refuse_chain(const ast::Binary& binary, Span op, const antlr4::Token* left_op) {
  const TokenType left_type = left_op->getType();
  if (binary.op == BinaryOp::Range && left_type == ScmParser::RANGE) diagnostics_.report(errors::chained_range(op, span(left_op)));
  if (!is_comparison(binary.op) || !is_comparison(left_type)) return;
  diagnostics_.report(
      errors::chained_comparison({.second = op, .first = span(left_op), .left = ast::print(binary.left), .right = middle_and(binary)}));
}

antlrcpp::Any ExprBuilder::visitIndex(ScmParser::IndexContext* tree) {
  return ast::make(span(tree), ast::Index{expr(tree->expression()), index_items(tree->indexItem())});
}

std::vector<ast::IndexItem> ExprBuilder::index_items(const std::vector<ScmParser::IndexItemContext*>& trees) {
  std::vector<ast::IndexItem> items;
  for (auto* tree : trees) items.push_back({tree->identifier() ? tree->identifier()->getText() : "", expr(tree->expression()), span(tree)});
  return items;
}

antlrcpp::Any ExprBuilder::visitStack(ScmParser::StackContext* tree) {
  ast::Stack stack;
  for (auto* item : tree->expression()) stack.items.push_back(expr(item));
  return ast::make(span(tree), std::move(stack));
}

antlrcpp::Any ExprBuilder::visitIf(ScmParser::IfContext* tree) {
  return ast::make(span(tree), ast::If{expr(tree->expression(0)), expr(tree->expression(1)), expr(tree->expression(2))});
}

// ---------------------------------------------------------------- questions

antlrcpp::Any ExprBuilder::visitQuestion(ScmParser::QuestionContext* tree) {
  const auto kind = tree->E() ? ast::QuestionKind::Expectation : ast::QuestionKind::Probability;
  ++question_depth_;
  auto target = expr(tree->expression());
  --question_depth_;
  return ast::make(span(tree), ast::Question{kind, std::move(target), conditions(tree->given())});
}

antlrcpp::Any ExprBuilder::visitParenthesised(ScmParser::ParenthesisedContext* tree) {
  if (!tree->given()) return expr(tree->expression());
  if (assignment_depth_ == 0 && question_depth_ == 0) diagnostics_.report(errors::nested_outside_do(span(tree)));
  return ast::make(span(tree), ast::Question{ast::QuestionKind::Nested, expr(tree->expression()), conditions(tree->given())});
}

std::vector<ast::Condition> ExprBuilder::conditions(ScmParser::GivenContext* tree) {
  std::vector<ast::Condition> conditions;
  if (!tree) return conditions;
  const int depth = std::exchange(assignment_depth_, 0);
  for (auto* condition : tree->condition()) conditions.push_back({span(condition), visit(condition).as<decltype(ast::Condition::kind)>()});
  assignment_depth_ = depth;
  return conditions;
}

antlrcpp::Any ExprBuilder::visitDoCondition(ScmParser::DoConditionContext* tree) {
  return decltype(ast::Condition::kind){ast::DoCondition{assignments(tree->assignment())}};
}
antlrcpp::Any ExprBuilder::visitCounterfactualCondition(ScmParser::CounterfactualConditionContext* tree) {
  return decltype(ast::Condition::kind){ast::CounterfactualCondition{assignments(tree->assignment())}};
}
antlrcpp::Any ExprBuilder::visitNewCondition(ScmParser::NewConditionContext* tree) {
  return decltype(ast::Condition::kind){ast::NewCondition{tree->identifier()->getText()}};
}
antlrcpp::Any ExprBuilder::visitSameCondition(ScmParser::SameConditionContext* tree) {
  return decltype(ast::Condition::kind){ast::SameCondition{tree->identifier()->getText()}};
}
antlrcpp::Any ExprBuilder::visitGivenCondition(ScmParser::GivenConditionContext* tree) {
  return decltype(ast::Condition::kind){ast::GivenCondition{expr(tree->expression())}};
}

// ---------------------------------------------------------------- targets and assignments

ast::Target ExprBuilder::target(ScmParser::TargetContext* tree) {
  return {tree->identifier()->getText(), index_items(tree->indexItem()), span(tree), span(tree->identifier())};
}

std::vector<ast::Assignment> ExprBuilder::assignments(const std::vector<ScmParser::AssignmentContext*>& trees) {
  std::vector<ast::Assignment> result;
  for (auto* tree : trees) result.push_back(assignment(tree));
  return result;
}

ast::Assignment ExprBuilder::assignment(ScmParser::AssignmentContext* tree) {
  ast::Assignment assignment{target(tree->target()), tree->TILDE() != nullptr, tree->NEW() != nullptr, nullptr, span(tree)};
  ++assignment_depth_;
  assignment.value = expr(tree->expression());
  --assignment_depth_;
  if (!assignment.fresh) return assignment;
  const Span nested = cover(span(tree->LPAREN()->getSymbol()), span(tree->RPAREN()->getSymbol()));
  assignment.value = ast::make(nested, ast::Question{ast::QuestionKind::Nested, assignment.value, conditions(tree->given())});
  return assignment;
}

}  // namespace scmc::parse
