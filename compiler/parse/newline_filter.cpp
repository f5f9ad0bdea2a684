/// One walk over the lexemes with a stack of the open brackets.
#include "compiler/parse/newline_filter.h"

#include <algorithm>
#include <utility>

#include "ScmLexer.h"

namespace scmc::parse {
namespace {

using Kind = LayoutMistake::Kind;

bool is_one_of(TokenType type, std::initializer_list<TokenType> types) { return std::ranges::find(types, type) != types.end(); }

TokenType closer_of(TokenType opening) {
  return opening == ScmLexer::LPAREN ? ScmLexer::RPAREN : opening == ScmLexer::LBRACKET ? ScmLexer::RBRACKET : ScmLexer::RBRACE;
}

bool is_layout(TokenType type) { return type == ScmLexer::NEWLINE || type == ScmLexer::COMMENT; }

/// `div` and `mod` are decided by their neighbours.
bool is_word_operator(TokenType type) { return type == ScmLexer::DIV || type == ScmLexer::MOD; }

class NewlineFilter {
 public:
  explicit NewlineFilter(const std::vector<Lexeme>& lexemes) : lexemes_(lexemes) {}

  Filtered run() {
    for (at_ = 0; at_ < lexemes_.size(); ++at_) step();
    if (!open_.empty()) report(Kind::UnclosedBracket, open_.back().span);
    find_unfinished();
    return std::move(result_);
  }

 private:
  const Lexeme& here() const { return lexemes_[at_]; }
  std::vector<Lexeme>& tokens() { return result_.tokens; }
  bool is_at_start() const { return result_.tokens.empty() || result_.tokens.back().type == ScmLexer::END; }
  bool is_inside_brackets() const { return !open_.empty() && open_.back().type != ScmLexer::LBRACE; }

  void report(Kind kind, Span at, Span other = {}) { result_.mistakes.push_back({kind, at, other}); }

  void step() {
    const TokenType type = here().type;
    if (type == ScmLexer::COMMENT) return;
    if (type == ScmLexer::NEWLINE) return newline();
    if (type == ScmLexer::END) return semicolon();
    if (is_opening(type)) open_.push_back({type, here().span, {}, tokens().size()});
    if (is_closing(type)) close();
    tokens().push_back(here());
  }

  void find_unfinished() {
    if (is_at_start() || tokens().back().type == ScmLexer::OPEN_STRING) return;
    if (!open_.empty()) result_.unfinished = open_.back().span;
    else if (!can_end(tokens().size() - 1)) result_.unfinished = tokens().back().span;
  }

  void end() {
    if (!is_at_start()) tokens().push_back({ScmLexer::END, here().span, here().text});
  }

  void semicolon() {
    if (is_inside_brackets()) abandon_brackets();
    end();
  }

  void newline() {
    const std::size_t next = next_token(at_);
    if (is_at_start() || next == lexemes_.size()) return;
    if (tokens().back().type == ScmLexer::OPEN_STRING) return drop_brackets(), end();  // what would have closed them is inside the string
    if (is_inside_brackets()) return newline_inside_brackets(next);
    if (!can_end(tokens().size() - 1) || !can_begin(next)) return;
    if (lexemes_[next].type == ScmLexer::MINUS) return report(Kind::LeadingMinus, lexemes_[next].span, tokens().back().span);
    end();
  }

  void newline_inside_brackets(std::size_t next) {
    if (!looks_like_statement(next)) return;
    abandon_brackets();
    end();
  }

  // ---------------------------------------------------------------- brackets

  struct Open {
    TokenType type;
    Span span;
    std::string_view text;
    std::size_t token;  ///< its place among the tokens
  };

  void drop_brackets() {
    while (is_inside_brackets()) open_.pop_back();
  }

  void abandon_brackets() {
    report(Kind::UnclosedBracket, open_.back().span);
    drop_brackets();
  }

  void close() {
    if (open_.empty()) return report(Kind::UnopenedBracket, here().span);
    if (closer_of(open_.back().type) != here().type) return close_mismatched();
    open_.pop_back();
  }

  /// The nearest bracket that this one closes is taken for its partner; where there is none, it was meant for the innermost.
  void close_mismatched() {
    report(Kind::MismatchedBracket, here().span, open_.back().span);
    const auto partner = std::find_if(open_.rbegin(), open_.rend(), [&](const Open& open) { return closer_of(open.type) == here().type; });
    if (partner != open_.rend()) open_.erase(std::prev(partner.base()), open_.end());
    else if (is_inside_brackets()) open_.pop_back();
  }

  // ---------------------------------------------------------------- what may stand at the end and at the beginning of a statement

  std::size_t next_token(std::size_t after) const {
    std::size_t next = after + 1;
    while (next < lexemes_.size() && is_layout(lexemes_[next].type)) ++next;
    return next;
  }

  TokenType type_at(std::size_t lexeme) const { return lexeme < lexemes_.size() ? lexemes_[lexeme].type : TokenType{ScmLexer::END}; }

  bool can_end(std::size_t token) const {
    const TokenType type = result_.tokens[token].type;
    if (is_word_operator(type)) return !follows_operand(token);
    if (type == ScmLexer::DOT && token > 0 && result_.tokens[token - 1].type == ScmLexer::NUMBER) return true;  // `1.`, a broken number
    return !is_binary_operator(type) && !is_one_of(type, {ScmLexer::COMMA, ScmLexer::ASSIGN, ScmLexer::TILDE, ScmLexer::OVER, ScmLexer::IF,
                                                          ScmLexer::THEN, ScmLexer::ELSE, ScmLexer::IN, ScmLexer::NOT, ScmLexer::RETURN,
                                                          ScmLexer::COLON, ScmLexer::BAR, ScmLexer::DOT, ScmLexer::LBRACE});
  }

  bool follows_operand(std::size_t token) const {
    return token > 0 && ends_operand(result_.tokens[token - 1].type) && !is_keyword(token - 1);
  }

  /// A soft word that is not a name here: the first of `dim mod`, the third of `dim k like mod`, the second of `a mod mod`.
  bool is_keyword(std::size_t token) const {
    const TokenType type = result_.tokens[token].type;
    if (!is_soft_keyword(type)) return false;
    const bool is_first = token == 0 || result_.tokens[token - 1].type == ScmLexer::END;
    return is_first ? begins_declaration(type) : follows_operand(token);
  }

  bool can_begin(std::size_t lexeme) const {
    const TokenType type = lexemes_[lexeme].type;
    if (type == ScmLexer::MINUS) return true;
    if (is_word_operator(type)) return is_defined(lexeme);
    return !is_binary_operator(type) &&
           !is_one_of(type, {ScmLexer::RPAREN, ScmLexer::RBRACKET, ScmLexer::RBRACE, ScmLexer::COMMA, ScmLexer::THEN, ScmLexer::ELSE,
                             ScmLexer::OVER, ScmLexer::IN, ScmLexer::ASSIGN, ScmLexer::TILDE, ScmLexer::COLON, ScmLexer::BAR, ScmLexer::DOT,
                             ScmLexer::LBRACE});
  }

  /// `mod ~ ...`, `mod[t] = ...`, `mod from "column" ~ ...` rather than `mod 3`.
  bool is_defined(std::size_t lexeme) const {
    const std::size_t next = next_token(lexeme);
    return is_one_of(type_at(next), {ScmLexer::LBRACKET, ScmLexer::FROM}) || !begins_operand(type_at(next));
  }

  // ---------------------------------------------------------------- a statement where a bracket should have been closed

  /// Two words side by side and `name ~` occur nowhere inside brackets but in questions; `name =` only behind `(`, `[` or a comma.
  bool looks_like_statement(std::size_t first) const {
    if (!is_name(type_at(first))) return false;
    if (begins_declaration(type_at(first)) && is_name(type_at(first + 1))) return true;
    const TokenType definition = type_at(after_target(first));
    if (definition == ScmLexer::TILDE) return !is_inside_do();
    return definition == ScmLexer::ASSIGN && ends_operand(result_.tokens.back().type);
  }

  /// The lexeme behind `x`, `x[...]`, `observe x[...] in d from "column"`.
  std::size_t after_target(std::size_t first) const {
    const bool has_role = is_one_of(type_at(first), {ScmLexer::OBSERVE, ScmLexer::DO}) && is_name(type_at(first + 1));
    std::size_t next = first + (has_role ? 2 : 1);
    if (type_at(next) == ScmLexer::LBRACKET) {
      while (!is_one_of(type_at(next), {ScmLexer::RBRACKET, ScmLexer::NEWLINE, ScmLexer::END})) ++next;
      ++next;
    }
    while (is_one_of(type_at(next), {ScmLexer::IN, ScmLexer::FROM})) next += 2;
    return next;
  }

  bool is_inside_do() const {
    return std::ranges::any_of(open_, [&](const Open& open) {
      return open.token > 0 && is_one_of(result_.tokens[open.token - 1].type, {ScmLexer::DO, ScmLexer::CF});
    });
  }

  const std::vector<Lexeme>& lexemes_;
  std::size_t at_ = 0;
  std::vector<Open> open_;
  Filtered result_;
};

}  // namespace

Filtered filter_newlines(const std::vector<Lexeme>& lexemes) { return NewlineFilter{lexemes}.run(); }

std::vector<std::span<const Lexeme>> split_statements(std::span<const Lexeme> tokens) {
  std::vector<std::span<const Lexeme>> statements;
  std::size_t begin = 0, depth = 0;
  const auto end_at = [&](std::size_t end) {
    if (end > begin) statements.push_back(tokens.subspan(begin, end - begin));
    begin = end + 1;
  };
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    const TokenType type = tokens[i].type;
    if (type == ScmLexer::LBRACE) ++depth;
    if (type == ScmLexer::RBRACE && depth > 0) --depth;
    if (type == ScmLexer::END && depth == 0) end_at(i);
  }
  end_at(tokens.size());
  return statements;
}

}  // namespace scmc::parse
