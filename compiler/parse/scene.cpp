/// Looks around in the tokens of a statement that could not be derived.
#include "compiler/parse/scene.h"

#include <algorithm>

#include "compiler/parse/derive.h"

namespace scmc::parse {
namespace {

std::vector<std::size_t> open_brackets(std::span<const Lexeme> tokens) {
  std::vector<std::size_t> open;
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    if (is_opening(tokens[i].type)) open.push_back(i);
    if (is_closing(tokens[i].type) && !open.empty()) open.pop_back();
  }
  return open;
}

}  // namespace

Scene::Scene(const Failure& failure)
    : failure_(failure), open_(open_brackets(failure.tokens.first(std::min(failure.at, failure.tokens.size())))) {}

TokenType Scene::type(std::size_t i) const { return i < size() ? tokens()[i].type : TokenType{ScmParser::END}; }

Span Scene::span(std::size_t i) const {
  if (i < size()) return tokens()[i].span;
  const std::uint32_t end = tokens().empty() ? 0 : tokens().back().span.end;
  return {failure_.file, end, end};
}

errors::Word Scene::word(std::size_t i) const { return {span(i), i < size() ? tokens()[i].text : std::string_view{}}; }

bool Scene::begins_line(std::size_t i) const {
  if (i == 0 || i >= size()) return false;
  const char* end_of_previous = tokens()[i - 1].text.data() + tokens()[i - 1].text.size();
  return std::find(end_of_previous, tokens()[i].text.data(), '\n') != tokens()[i].text.data();
}

bool Scene::are_adjacent(std::size_t first) const { return first + 1 < size() && span(first).end == span(first + 1).begin; }

Inside Scene::inside() const { return open_.empty() ? Inside::Nothing : kind_of(open_.back()); }

Inside Scene::kind_of(std::size_t bracket) const {
  if (type(bracket) == ScmParser::LBRACE) return Inside::Braces;
  const TokenType before = bracket == 0 ? TokenType{ScmParser::END} : type(bracket - 1);
  if (before == ScmParser::E || before == ScmParser::P) return Inside::Question;
  if (before == ScmParser::DO || before == ScmParser::CF) return Inside::Do;
  const bool follows_operand = bracket > 0 && ends_operand_at(bracket - 1);
  if (type(bracket) == ScmParser::LBRACKET) return follows_operand ? Inside::Index : Inside::Stack;
  return follows_operand ? Inside::Arguments : Inside::Group;
}

bool Scene::is_within_conditions() const {
  const auto question =
      std::ranges::find_if(open_.rbegin(), open_.rend(), [&](std::size_t bracket) { return kind_of(bracket) == Inside::Question; });
  if (question == open_.rend()) return false;
  return std::ranges::any_of(tokens().subspan(*question, at() - *question),
                             [](const Lexeme& token) { return token.type == ScmParser::BAR; });
}

std::optional<std::size_t> Scene::find_outside_brackets(TokenType wanted, std::size_t from) const {
  std::size_t depth = 0;
  for (std::size_t i = 0; i < size(); ++i) {
    if (is_opening(type(i))) ++depth;
    if (is_closing(type(i)) && depth > 0) --depth;
    if (depth == 0 && i >= from && type(i) == wanted) return i;
  }
  return {};
}

std::optional<std::size_t> Scene::definition() const {
  const auto equals = find_outside_brackets(ScmParser::ASSIGN), tilde = find_outside_brackets(ScmParser::TILDE);
  return equals && tilde ? std::min(equals, tilde) : equals ? equals : tilde;
}

bool Scene::is_operator(std::size_t i) const {
  if (!is_binary_operator(type(i))) return false;
  return !is_name(type(i)) || (i > 0 && ends_operand_at(i - 1));
}

bool Scene::is_expression(std::size_t first, std::size_t last) const {
  return first < last && Derivation{tokens().subspan(first, last - first)}.derive(&ScmParser::oneExpression);
}

bool Scene::is_statement_from(std::size_t first) const {
  return first < size() && Derivation{tokens().subspan(first)}.derive(&ScmParser::oneStatement);
}

}  // namespace scmc::parse
