/// The surroundings of a syntax error, as the recognisers of mistakes look at them.
#pragma once
#include <optional>
#include <vector>

#include "compiler/parse/errors.h"
#include "compiler/parse/mistakes.h"

namespace scmc::parse {

/// What the innermost open bracket holds.
enum class Inside { Nothing, Group, Arguments, Index, Stack, Question, Do, Braces };

class Scene {
 public:
  explicit Scene(const Failure& failure);

  Entry entry() const { return failure_.entry; }
  std::size_t at() const { return failure_.at; }
  std::size_t size() const { return failure_.tokens.size(); }
  bool is_statement() const { return entry() == Entry::Statement; }
  bool is_at_end() const { return at() >= size(); }
  std::span<const Lexeme> tokens() const { return failure_.tokens; }

  TokenType type(std::size_t i) const;  ///< END beyond the last
  TokenType here() const { return type(at()); }
  TokenType before() const { return at() == 0 ? type(size()) : type(at() - 1); }
  Span span(std::size_t i) const;  ///< beyond the last: the place behind it
  errors::Word word(std::size_t i) const;
  errors::Word from_to(std::size_t first, std::size_t last, std::string_view text) const { return {cover(span(first), span(last)), text}; }
  bool begins_line(std::size_t i) const;       ///< a newline stands between the token before and this one
  bool are_adjacent(std::size_t first) const;  ///< no space between this token and the next

  /// Brackets open where the parser stopped, innermost last.
  const std::vector<std::size_t>& open() const { return open_; }
  std::size_t depth() const { return open_.size(); }
  Inside inside() const;
  bool is_within_conditions() const;  ///< behind the `|` of the innermost question
  std::optional<std::size_t> find_outside_brackets(TokenType wanted, std::size_t from = 0) const;
  std::optional<std::size_t> definition() const;  ///< the first `=` or `~` outside brackets
  std::size_t begin_of_bracket() const { return open_.empty() ? 0 : open_.back() + 1; }

  bool is_operator(std::size_t i) const;  ///< between two operands; `div` and `mod` may be names
  bool ends_operand_at(std::size_t i) const { return i < size() && ends_operand(type(i)) && !is_operator(i); }
  bool is_after_operand() const { return at() > 0 && ends_operand_at(at() - 1); }

  bool is_expression(std::size_t first, std::size_t last) const;  ///< [first, last)
  bool is_statement_from(std::size_t first) const;

 private:
  Inside kind_of(std::size_t bracket) const;

  Failure failure_;
  std::vector<std::size_t> open_;
};

using Recogniser = std::optional<Diagnostic> (*)(const Scene&);

/// In the order in which they are asked: the more particular mistake first.
std::span<const Recogniser> statement_mistakes();
std::span<const Recogniser> expression_mistakes();

}  // namespace scmc::parse
