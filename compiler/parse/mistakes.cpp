/// Asks the recognisers in turn; every failure gets exactly one diagnostic.
#include "compiler/parse/mistakes.h"

#include "ScmLexer.h"
#include "compiler/parse/scene.h"

namespace scmc::parse {
namespace {

/// What may follow the name of a declaration.
std::string_view expected_in(TokenType keyword) {
  if (keyword == ScmLexer::DIM) return "`=`, `like` or the end of the line";
  if (keyword == ScmLexer::DATA) return "`[`, `: int`, `in`, `from`, `=` or the end of the line";
  if (keyword == ScmLexer::FN || keyword == ScmLexer::DISTRIBUTION) return "`(`";
  if (keyword == ScmLexer::TRANSFORM) return "`over`";
  if (keyword == ScmLexer::QUERY) return "`=` or `[`";
  return "the end of the line";
}

/// What the grammar wanted, in words.
std::string_view expected_at(const Scene& scene) {
  if (!scene.is_after_operand()) return "an expression";
  switch (scene.inside()) {
    case Inside::Arguments:
      return "an operator, a comma, `over` or `)`";
    case Inside::Group:
      return "an operator or `)`";
    case Inside::Index:
    case Inside::Stack:
      return "an operator, a comma or `]`";
    case Inside::Question:
      return "an operator, `|` or the closing bracket";
    case Inside::Do:
      return "`=` or `~`, an operator, a comma or `)`";
    case Inside::Braces:
      return "`=`, a new line or `}`";
    case Inside::Nothing:
      break;
  }
  if (scene.is_statement() && begins_declaration(scene.type(0)) && !scene.definition()) return expected_in(scene.type(0));
  return scene.is_statement() && !scene.definition() ? "`~`, `=` or an index" : "an operator or the end of the line";
}

std::optional<Diagnostic> first_of(std::span<const Recogniser> recognisers, const Scene& scene) {
  for (const Recogniser recogniser : recognisers) {
    if (auto diagnostic = recogniser(scene)) return diagnostic;
  }
  return {};
}

// ---------------------------------------------------------------- what the lexer knows

bool are_adjacent(const Lexeme& left, const Lexeme& right) { return left.span.end == right.span.begin; }

/// `1.`, `.5`, `1.2.3`: numbers and points without a space between them that the lexer had to take apart.
std::optional<Diagnostic> broken_number(std::span<const Lexeme> tokens, std::size_t i) {
  const auto is_part = [&](std::size_t k) { return tokens[k].type == ScmLexer::NUMBER || tokens[k].type == ScmLexer::DOT; };
  const auto goes_on = [&](std::size_t k) { return k + 1 < tokens.size() && is_part(k + 1) && are_adjacent(tokens[k], tokens[k + 1]); };
  const bool follows_receiver = i > 0 && tokens[i].type == ScmLexer::DOT && ends_operand(tokens[i - 1].type);
  if (!is_part(i) || !goes_on(i) || follows_receiver) return {};
  std::size_t last = i;
  while (goes_on(last)) ++last;
  const Span whole = cover(tokens[i].span, tokens[last].span);
  return errors::bad_number(whole, {tokens[i].text.data(), whole.end - whole.begin});
}

std::optional<Diagnostic> unexpected(std::span<const Lexeme> tokens, std::size_t i) {
  const bool is_doubled = i + 1 < tokens.size() && tokens[i + 1].text == tokens[i].text && are_adjacent(tokens[i], tokens[i + 1]);
  if (!is_doubled || tokens[i].text != "&") return errors::unexpected_character(tokens[i].span, tokens[i].text);
  return errors::foreign_operator({cover(tokens[i].span, tokens[i + 1].span), "&&"}, "and");
}

}  // namespace

std::optional<Diagnostic> lexical_mistake(std::span<const Lexeme> tokens) {
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    if (tokens[i].type == ScmLexer::UNEXPECTED) return unexpected(tokens, i);
    if (tokens[i].type == ScmLexer::OPEN_STRING) return errors::unclosed_string(tokens[i].span);
    if (tokens[i].type == ScmLexer::BAD_NUMBER) return errors::bad_number(tokens[i].span, tokens[i].text);
    if (auto mistake = broken_number(tokens, i)) return mistake;
  }
  return {};
}

Diagnostic describe(const LayoutMistake& mistake, const Sources& sources) {
  const std::string_view bracket = sources.text(mistake.at);
  switch (mistake.kind) {
    case LayoutMistake::Kind::LeadingMinus:
      return errors::leading_minus(mistake.at, mistake.other);
    case LayoutMistake::Kind::UnclosedBracket:
      return errors::unclosed_bracket(mistake.at, bracket);
    case LayoutMistake::Kind::UnopenedBracket:
      return errors::unopened_bracket(mistake.at, bracket);
    case LayoutMistake::Kind::MismatchedBracket:
      break;
  }
  return errors::mismatched_bracket(
      {.closing = mistake.at, .opening = mistake.other, .closing_text = bracket, .opening_text = sources.text(mistake.other)});
}

Diagnostic diagnose(const Failure& failure) {
  const Scene scene(failure);
  if (failure.tokens.empty()) return errors::nothing_to_parse(scene.span(0));
  if (auto diagnostic = first_of(statement_mistakes(), scene)) return *diagnostic;
  if (auto diagnostic = first_of(expression_mistakes(), scene)) return *diagnostic;
  return errors::out_of_place(scene.word(scene.at()), expected_at(scene));
}

}  // namespace scmc::parse
