/// By the texts alone: an expression is what a primitive's spelling made of others.
#include "compiler/codegen/cpp/expression.h"

#include <algorithm>
#include <set>

namespace scmc::codegen {

std::string bare(const std::string& text) {
  if (text.size() < 2 || text.front() != '(' || text.back() != ')') return text;
  int open = 0;
  for (std::size_t i = 0; i + 1 < text.size(); ++i) {
    open += (text[i] == '(') - (text[i] == ')');
    if (open == 0) return text;
  }
  return text.substr(1, text.size() - 2);
}

namespace {

/// The operators between the parts of `(a * b / c)`; nothing where it is not a product or sum in parentheses.
std::set<char> operators(const std::string& text) {
  const auto inner = bare(text);
  if (inner.size() == text.size()) return {};
  std::set<char> found;
  int open = 0;
  for (std::size_t i = 0; i + 2 < inner.size(); ++i) {
    open += (inner[i] == '(') - (inner[i] == ')');
    if (open == 0 && inner[i] == ' ' && inner[i + 2] == ' ') found.insert(inner[i + 1]);
    if (open == 0 && inner[i] == ' ' && inner[i + 2] != ' ') return {};  // a comparison, or a choice
    if (open == 0 && inner[i] == ' ') i += 2;
  }
  return found;
}

bool consists_of(const std::set<char>& operators, const std::string& allowed) {
  return !operators.empty() && std::all_of(operators.begin(), operators.end(), [&](char c) { return allowed.find(c) != std::string::npos; });
}

bool is_negative_number(const std::string& text) {
  return text.size() > 3 && text[1] == '-' && text.find_first_not_of("0123456789.e-+", 1) == text.size() - 1;
}

/// One argument of `$0 op $1`, or of a function.
std::string argument(const std::string& spelling, std::size_t number, const std::string& text) {
  const bool is_binary = spelling.size() == 9 && spelling.compare(0, 3, "($0") == 0 && spelling.compare(6, 3, "$1)") == 0;
  const bool is_call = spelling.size() > 3 && spelling[spelling.find('$') - 1] == '(' && spelling.back() == ')' && spelling[0] != '(';
  if (is_call && spelling.find_first_of(" +-*/<>") == std::string::npos) return bare(text);
  if (!is_binary) return text;
  const char op = spelling[4];
  const bool is_sum = op == '+' || op == '-', is_product = op == '*' || op == '/';
  if (number == 0 && (is_sum || is_product) && is_negative_number(text)) return bare(text);
  if (number == 0 && consists_of(operators(text), is_sum ? "+-*/" : is_product ? "*/" : "")) return bare(text);
  return number == 1 && is_sum && consists_of(operators(text), "*/") ? bare(text) : text;
}

}  // namespace

std::string substituted(const std::string& spelling, const std::vector<std::string>& args) {
  std::string text;
  for (std::size_t i = 0; i < spelling.size(); ++i) {
    if (spelling[i] != '$') {
      text += spelling[i];
      continue;
    }
    const auto number = static_cast<std::size_t>(spelling[++i] - '0');
    text += argument(spelling, number, args[number]);
  }
  return text;
}

std::string truth(const std::string& value) {
  const bool is_comparison = value.compare(0, 7, "double(") == 0 && bare(value.substr(6)).size() + 2 == value.size() - 6;
  return is_comparison ? value.substr(6) : value + " != 0";
}

}  // namespace scmc::codegen
