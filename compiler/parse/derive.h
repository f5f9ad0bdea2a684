/// One rule of the grammar over the tokens of one statement.
#pragma once
#include <memory>
#include <span>

#include "ScmParser.h"
#include "antlr4-runtime.h"
#include "compiler/parse/lexeme.h"

namespace scmc::parse {

/// Owns the parse tree. The tokens' start and stop indices are bytes of the source.
class Derivation {
 public:
  explicit Derivation(std::span<const Lexeme> tokens);

  /// The rule's tree, or null; `failed_at` then tells the token where no continuation was possible (their number: at the end).
  template <class Context>
  Context* derive(Context* (ScmParser::*rule)()) {
    Context* tree = nullptr;
    for (const auto mode :
         {antlr4::atn::PredictionMode::SLL, antlr4::atn::PredictionMode::LL}) {  // LL is slower and decides what SLL cannot
      if (attempt(mode, [&] { tree = (parser_.*rule)(); })) return tree;
    }
    return nullptr;
  }
  std::size_t failed_at() const { return failed_at_; }

 private:
  template <class Run>
  bool attempt(antlr4::atn::PredictionMode mode, Run&& run) {
    prepare(mode);
    try {
      run();
      return true;
    } catch (const Stop& stop) {
      failed_at_ = stop.token;
      return false;
    }
  }
  void prepare(antlr4::atn::PredictionMode mode);

  /// ANTLR's only way out of a rule; it never leaves this class.
  struct Stop {
    std::size_t token;
  };
  class StopAtFirstError;

  antlr4::ListTokenSource source_;
  antlr4::CommonTokenStream stream_;
  ScmParser parser_;
  std::size_t failed_at_ = 0;
};

}  // namespace scmc::parse
