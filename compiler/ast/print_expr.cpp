/// Expressions as text, with the parentheses that the precedence needs and no others.
#include <array>
#include <charconv>
#include <cmath>

#include "compiler/ast/print.h"
#include "compiler/ast/print_text.h"
#include "compiler/source/match.h"

namespace scmc::ast {
namespace {

/// What stands lower binds tighter.
enum class Level { If, Or, And, Not, Comparison, Range, Sum, Product, Minus, Power, Postfix };

/// `left` and `right` are the loosest levels that may stand there without parentheses.
struct Operator {
  const char* spelling;
  Level own, left, right;
};

constexpr Operator comparison(const char* spelling) { return {spelling, Level::Comparison, Level::Range, Level::Range}; }
constexpr Operator product(const char* spelling) { return {spelling, Level::Product, Level::Product, Level::Minus}; }
constexpr Operator sum(const char* spelling) { return {spelling, Level::Sum, Level::Sum, Level::Product}; }

Operator description(BinaryOp op) {
  switch (op) {
    case BinaryOp::Add:
      return sum(" + ");
    case BinaryOp::Subtract:
      return sum(" - ");
    case BinaryOp::Multiply:
      return product(" * ");
    case BinaryOp::Divide:
      return product(" / ");
    case BinaryOp::IntegerDivide:
      return product(" div ");
    case BinaryOp::Modulo:
      return product(" mod ");
    case BinaryOp::Power:
      return {"^", Level::Power, Level::Postfix, Level::Minus};
    case BinaryOp::Equal:
      return comparison(" == ");
    case BinaryOp::NotEqual:
      return comparison(" != ");
    case BinaryOp::Less:
      return comparison(" < ");
    case BinaryOp::LessEqual:
      return comparison(" <= ");
    case BinaryOp::Greater:
      return comparison(" > ");
    case BinaryOp::GreaterEqual:
      return comparison(" >= ");
    case BinaryOp::And:
      return {" and ", Level::And, Level::And, Level::Not};
    case BinaryOp::Or:
      return {" or ", Level::Or, Level::Or, Level::And};
    case BinaryOp::Range:
      return {"..", Level::Range, Level::Sum, Level::Sum};
  }
  return {};
}

Level level(const Expr& expr) {
  return match(
      expr.node, [](const Binary& binary) { return description(binary.op).own; },
      [](const Unary& unary) { return unary.op == UnaryOp::Minus ? Level::Minus : Level::Not; }, [](const If&) { return Level::If; },
      [](const Number& number) { return std::signbit(number.value) ? Level::Minus : Level::Postfix; },
      [](const String&) { return Level::Postfix; }, [](const Name&) { return Level::Postfix; }, [](const Call&) { return Level::Postfix; },
      [](const Member&) { return Level::Postfix; }, [](const Index&) { return Level::Postfix; },
      [](const Stack&) { return Level::Postfix; }, [](const Question&) { return Level::Postfix; });
}

std::string print_at(Level loosest, const ExprPtr& expr) { return level(*expr) < loosest ? "(" + print(expr) + ")" : print(expr); }

/// The shortest text that reads back as the same number; whole numbers without an exponent.
std::string shortest(double value) {
  std::array<char, 32> buffer{};
  const bool is_whole = std::abs(value) < 1e15 && value == std::trunc(value);
  const auto [end, error] = is_whole ? std::to_chars(buffer.begin(), buffer.end(), value, std::chars_format::fixed)
                                     : std::to_chars(buffer.begin(), buffer.end(), value);
  return {buffer.begin(), end};
}

std::string text(const Number& number) {
  if (!number.spelling.empty()) return number.spelling;
  if (std::isinf(number.value)) return number.value < 0 ? "-infinity" : "infinity";
  return shortest(number.value);
}

std::string text(const String& string) { return quote(string.text); }
std::string text(const Name& name) { return name.id; }

/// `1.mean` would read as a broken number.
std::string receiver(const ExprPtr& expr) {
  const bool is_number = std::holds_alternative<Number>(expr->node);
  return (is_number ? "(" + print(expr) + ")" : print_at(Level::Postfix, expr)) + ".";
}

template <class Item>
std::string named(const std::string& name, const Item& item) {
  return (name.empty() ? "" : name + " = ") + print(item.value);
}

std::string index_list(const std::vector<IndexItem>& items) {
  return "[" + join(items, ", ", [](const IndexItem& item) { return named(item.dim, item); }) + "]";
}

std::string text(const Call& call) {
  const std::string args = join(call.args, ", ", [](const Argument& arg) { return named(arg.name, arg); });
  const std::string dims = join(call.over, ", ", [](const std::string& dim) { return dim; });
  const std::string over = dims.empty() ? "" : (args.empty() ? "over " : " over ") + dims;
  return (call.receiver ? receiver(call.receiver) : "") + call.callee + "(" + args + over + ")";
}

std::string text(const Member& member) { return receiver(member.receiver) + member.name; }

std::string text(const Unary& unary) {
  if (unary.op == UnaryOp::Not) return "not " + print_at(Level::Not, unary.operand);
  return "-" + print_at(Level::Power, unary.operand);
}

std::string text(const Binary& binary) {
  const Operator op = description(binary.op);
  return print_at(op.left, binary.left) + op.spelling + print_at(op.right, binary.right);
}

std::string text(const Index& index) { return print_at(Level::Postfix, index.base) + index_list(index.items); }

std::string text(const Stack& stack) {
  return "[" + join(stack.items, ", ", [](const ExprPtr& item) { return print(item); }) + "]";
}

std::string text(const If& branch) {
  return "if " + print_at(Level::Or, branch.condition) + " then " + print_at(Level::Or, branch.then) + " else " + print(branch.otherwise);
}

// ---------------------------------------------------------------- questions

std::string text(const Assignment& assignment) {
  return print(assignment.target) + (assignment.stochastic ? " ~ " : " = ") + (assignment.fresh ? "new " : "") + print(assignment.value);
}

std::string text(const std::vector<Assignment>& assignments) {
  return join(assignments, ", ", [](const Assignment& assignment) { return text(assignment); });
}

std::string text(const Condition& condition) {
  return match(
      condition.kind, [](const DoCondition& c) { return "do(" + text(c.assignments) + ")"; },
      [](const CounterfactualCondition& c) { return "cf(" + text(c.assignments) + ")"; },
      [](const NewCondition& c) { return "new " + c.name; }, [](const SameCondition& c) { return "same " + c.name; },
      [](const GivenCondition& c) { return print(c.condition); });
}

std::string text(const Question& question) {
  const std::string given =
      question.conditions.empty() ? "" : " | " + join(question.conditions, ", ", [](const Condition& c) { return text(c); });
  const std::string inside = print(question.target) + given;
  switch (question.kind) {
    case QuestionKind::Expectation:
      return "E[" + inside + "]";
    case QuestionKind::Probability:
      return "P(" + inside + ")";
    case QuestionKind::Nested:
      return "(" + inside + ")";
  }
  return inside;
}

}  // namespace

std::string quote(std::string_view text) {
  std::string result = "\"";
  for (const char c : text) {
    if (c == '\n') result += "\\n";
    else if (c == '\t') result += "\\t";
    else if (c == '"' || c == '\\') result += {'\\', c};
    else result += c;
  }
  return result + "\"";
}

std::string print(const ExprPtr& expr) {
  return match(expr->node, [](const auto& node) { return text(node); });
}

std::string print(const Target& target) { return target.name + (target.items.empty() ? "" : index_list(target.items)); }

}  // namespace scmc::ast
