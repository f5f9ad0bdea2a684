/// Runs the generated parser, which stops at its first error.
#include "compiler/parse/derive.h"

#include <string>
#include <vector>

namespace scmc::parse {
namespace {

using Tokens = std::vector<std::unique_ptr<antlr4::Token>>;

void add_token(Tokens& tokens, const Lexeme& lexeme) {
  auto token = std::make_unique<antlr4::CommonToken>(lexeme.type, std::string(lexeme.text));
  token->setStartIndex(lexeme.span.begin);
  token->setStopIndex(lexeme.span.end - 1);
  tokens.push_back(std::move(token));
}

Tokens to_antlr(std::span<const Lexeme> lexemes) {
  Tokens tokens;
  tokens.reserve(lexemes.size() + 1);
  for (const Lexeme& lexeme : lexemes) add_token(tokens, lexeme);
  tokens.push_back(std::make_unique<antlr4::CommonToken>(antlr4::Token::EOF, "<EOF>"));
  return tokens;
}

}  // namespace

class Derivation::StopAtFirstError : public antlr4::DefaultErrorStrategy {
 public:
  void reportError(antlr4::Parser*, const antlr4::RecognitionException&) override {}
  void sync(antlr4::Parser*) override {}
  antlr4::Token* recoverInline(antlr4::Parser* parser) override { throw Stop{parser->getCurrentToken()->getTokenIndex()}; }
  void recover(antlr4::Parser*, std::exception_ptr error) override {
    try {
      std::rethrow_exception(error);
    } catch (const antlr4::RecognitionException& exception) { throw Stop{exception.getOffendingToken()->getTokenIndex()}; }
  }
};

Derivation::Derivation(std::span<const Lexeme> tokens) : source_(to_antlr(tokens)), stream_(&source_), parser_(&stream_) {
  parser_.removeErrorListeners();
  parser_.setErrorHandler(std::make_shared<StopAtFirstError>());
}

void Derivation::prepare(antlr4::atn::PredictionMode mode) {
  parser_.getInterpreter<antlr4::atn::ParserATNSimulator>()->setPredictionMode(mode);
  stream_.seek(0);
  parser_.reset();
}

}  // namespace scmc::parse
