/// Expressions, questions and the small parts that expressions and statements share.
#pragma once
#include <string>
#include <vector>

#include "ScmBaseVisitor.h"
#include "compiler/parse/builder.h"

namespace scmc::parse {

class ExprBuilder : public ScmBaseVisitor {
 public:
  ExprBuilder(FileId file, Diagnostics& diagnostics) : file_(file), diagnostics_(diagnostics) {}

  ast::ExprPtr expr(ScmParser::ExpressionContext* tree);
  ast::ExprPtr expr_if_any(ScmParser::ExpressionContext* tree) { return tree ? expr(tree) : nullptr; }
  ast::NameWithSpan name(antlr4::ParserRuleContext* tree) const { return {tree->getText(), span(tree)}; }
  template <class Tree>
  std::vector<ast::NameWithSpan> names(const std::vector<Tree*>& trees) const;
  ast::Target target(ScmParser::TargetContext* tree);
  std::vector<ast::Assignment> assignments(const std::vector<ScmParser::AssignmentContext*>& trees);
  std::string string(antlr4::tree::TerminalNode* node);
  Span span(const antlr4::ParserRuleContext* tree) const;
  Span span(const antlr4::Token* token) const;

 protected:
  FileId file() const { return file_; }
  Diagnostics& diagnostics() { return diagnostics_; }

 private:
  antlrcpp::Any visitNumber(ScmParser::NumberContext* tree) override;
  antlrcpp::Any visitString(ScmParser::StringContext* tree) override;
  antlrcpp::Any visitName(ScmParser::NameContext* tree) override;
  antlrcpp::Any visitCall(ScmParser::CallContext* tree) override;
  antlrcpp::Any visitMember(ScmParser::MemberContext* tree) override;
  antlrcpp::Any visitUnary(ScmParser::UnaryContext* tree) override;
  antlrcpp::Any visitBinary(ScmParser::BinaryContext* tree) override;
  antlrcpp::Any visitIndex(ScmParser::IndexContext* tree) override;
  antlrcpp::Any visitStack(ScmParser::StackContext* tree) override;
  antlrcpp::Any visitIf(ScmParser::IfContext* tree) override;
  antlrcpp::Any visitQuestion(ScmParser::QuestionContext* tree) override;
  antlrcpp::Any visitParenthesised(ScmParser::ParenthesisedContext* tree) override;

  antlrcpp::Any visitDoCondition(ScmParser::DoConditionContext* tree) override;
  antlrcpp::Any visitCounterfactualCondition(ScmParser::CounterfactualConditionContext* tree) override;
  antlrcpp::Any visitNewCondition(ScmParser::NewConditionContext* tree) override;
  antlrcpp::Any visitSameCondition(ScmParser::SameConditionContext* tree) override;
  antlrcpp::Any visitGivenCondition(ScmParser::GivenConditionContext* tree) override;

  void refuse_chain(const ast::Binary& binary, Span op, const antlr4::Token* left_op);
  std::vector<ast::IndexItem> index_items(const std::vector<ScmParser::IndexItemContext*>& trees);
  std::vector<ast::Argument> arguments(const std::vector<ScmParser::ArgumentContext*>& trees);
  std::vector<ast::Condition> conditions(ScmParser::GivenContext* tree);
  ast::Assignment assignment(ScmParser::AssignmentContext* tree);

  FileId file_;
  Diagnostics& diagnostics_;
  int assignment_depth_ = 0;  ///< nested questions may stand inside `do(...)`,
  int question_depth_ = 0;    ///< or within the target of a question
};

template <class Tree>
std::vector<ast::NameWithSpan> ExprBuilder::names(const std::vector<Tree*>& trees) const {
  std::vector<ast::NameWithSpan> result;
  for (Tree* tree : trees) result.push_back(name(tree));
  return result;
}

}  // namespace scmc::parse
