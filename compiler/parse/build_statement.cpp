/// Statements, with the comments within their braces.
#include <utility>

#include "compiler/parse/build_expr.h"
#include "compiler/parse/builder.h"
#include "compiler/parse/errors.h"
#include "compiler/parse/trivia.h"

namespace scmc::parse {
namespace {

using Node = decltype(ast::Statement::node);

class StatementBuilder : public ExprBuilder {
 public:
  StatementBuilder(const Text& text, Diagnostics& diagnostics) : ExprBuilder(text.file, diagnostics), lexemes_(text.lexemes) {}

  BuiltStatement build(ScmParser::StatementContext* tree) {
    ast::Statement statement{.span = span(tree), .node = visit(tree).as<Node>()};
    if (!std::holds_alternative<ast::QueryStatement>(statement.node)) refuse_questions(statement);
    return {std::move(statement), std::move(claimed_)};
  }

  ast::QueryStatement query(auto* tree) { return {name(tree->identifier()), dims(tree->dims()), expr(tree->expression())}; }

 private:
  antlrcpp::Any visitDimStatement(ScmParser::DimStatementContext* tree) override {
    ast::DimStatement statement{.name = name(tree->identifier()), .size = nullptr};
    if (auto* size = dynamic_cast<ScmParser::SizeContext*>(tree->extent())) statement.size = expr(size->expression());
    if (auto* like = dynamic_cast<ScmParser::LikeContext*>(tree->extent())) statement.like = name(like->identifier());
    if (auto* labels = dynamic_cast<ScmParser::LabelsContext*>(tree->extent())) {
      statement.labels.emplace();
      for (auto* label : labels->STRING()) statement.labels->push_back({string(label)});
    }
    return Node{std::move(statement)};
  }

  antlrcpp::Any visitDataStatement(ScmParser::DataStatementContext* tree) override {
    return Node{ast::DataStatement{.name = name(tree->identifier(0)),
                                   .dims = dims(tree->dims()),
                                   .integer = tree->INT() != nullptr,
                                   .in = name_if_any(tree->place),
                                   .from = string_if_any(tree->STRING()),
                                   .value = expr_if_any(tree->expression())}};
  }

  antlrcpp::Any visitMechanismStatement(ScmParser::MechanismStatementContext* tree) override {
    const ast::Role role = !tree->role                              ? ast::Role::Mechanism
                           : tree->role->getType() == ScmParser::DO ? ast::Role::Intervened
                                                                    : ast::Role::Observed;
    auto left = target(tree->target());
    auto in = name_if_any(tree->identifier());
    auto from = string_if_any(tree->STRING());
    if (auto* draw = dynamic_cast<ScmParser::DrawStatementContext*>(tree->mechanism())) {
      return Node{ast::DrawStatement{role, std::move(left), std::move(in), std::move(from), expr(draw->expression())}};
    }
    auto* let = dynamic_cast<ScmParser::LetStatementContext*>(tree->mechanism());
    return Node{ast::LetStatement{role, std::move(left), std::move(in), std::move(from), expr(let->expression())}};
  }

  antlrcpp::Any visitFactorStatement(ScmParser::FactorStatementContext* tree) override {
    return Node{ast::FactorStatement{expr(tree->expression())}};
  }
  antlrcpp::Any visitUseStatement(ScmParser::UseStatementContext* tree) override {
    return Node{ast::UseStatement{name(tree->identifier())}};
  }
  antlrcpp::Any visitQueryStatement(ScmParser::QueryStatementContext* tree) override { return Node{query(tree)}; }

  antlrcpp::Any visitFunctionStatement(ScmParser::FunctionStatementContext* tree) override {
    const auto over = tree->parameters()->over();
    return Node{ast::FunctionStatement{.name = name(tree->identifier()),
                                       .params = parameters(tree->parameters()),
                                       .over = over ? names(over->identifier()) : std::vector<ast::NameWithSpan>{},
                                       .body = body(tree->body())}};
  }

  antlrcpp::Any visitDistributionStatement(ScmParser::DistributionStatementContext* tree) override {
    return Node{definition<ast::DistributionStatement>(tree)};
  }
  antlrcpp::Any visitTransformStatement(ScmParser::TransformStatementContext* tree) override {
    return Node{definition<ast::TransformStatement>(tree)};
  }

  // ---------------------------------------------------------------- parts

  template <class Statement>
  Statement definition(auto* tree) {
    return {name(tree->identifier()), parameters(tree->parameters()), expr(tree->expression()), members(tree->members())};
  }

  std::vector<ast::NameWithSpan> dims(ScmParser::DimsContext* tree) const {
    return tree ? names(tree->identifier()) : std::vector<ast::NameWithSpan>{};
  }

  std::optional<ast::NameWithSpan> name_if_any(ScmParser::IdentifierContext* tree) const {
    if (!tree) return {};
    return name(tree);
  }

  std::optional<std::string> string_if_any(antlr4::tree::TerminalNode* node) {
    if (!node) return {};
    return string(node);
  }

  std::vector<ast::Parameter> parameters(ScmParser::ParametersContext* tree) {
    std::vector<ast::Parameter> params;
    if (!tree) return params;
    for (auto* param : tree->parameter()) {
      params.push_back({name(param->identifier()), dims(param->dims()), expr_if_any(param->constraint), expr_if_any(param->value)});
    }
    return params;
  }

  ast::Body body(ScmParser::BodyContext* tree) {
    ast::Body body;
    for (auto* local : tree->local()) body.locals.push_back({name(local->identifier()), expr(local->expression()), dims(local->dims())});
    body.result = expr(tree->expression());
    if (tree->LBRACE()) give_trivia(body, tree);
    return body;
  }

  void give_trivia(ast::Body& body, ScmParser::BodyContext* tree) {
    std::vector<Span> items;
    for (auto* local : tree->local()) items.push_back(span(local));
    items.push_back(cover(span(tree->RETURN()->getSymbol()), span(tree->expression())));
    auto trivia = trivia_between(tree->LBRACE(), tree->RBRACE(), items);
    for (std::size_t i = 0; i < body.locals.size(); ++i) body.locals[i].trivia = std::move(trivia[i]);
    body.trivia = std::move(trivia.back());
  }

  std::vector<ast::MemberDefinition> members(ScmParser::MembersContext* tree) {
    std::vector<ast::MemberDefinition> members;
    std::vector<Span> items;
    for (auto* member : tree->memberDefinition()) {
      members.push_back({name(member->identifier()), parameters(member->parameters()), body(member->body()), span(member)});
      items.push_back(span(member));
    }
    auto trivia = trivia_between(tree->LBRACE(), tree->RBRACE(), items);
    for (std::size_t i = 0; i < members.size(); ++i) members[i].trivia = std::move(trivia[i]);
    return members;
  }

  /// What stands before the closing brace has no item of its own and goes above the last one.
  std::vector<ast::Trivia> trivia_between(antlr4::tree::TerminalNode* open, antlr4::tree::TerminalNode* close,
                                          const std::vector<Span>& items) {
    if (items.empty()) return {};
    const Span range{file(), span(open->getSymbol()).end, span(close->getSymbol()).begin};
    Attached attached = attach_trivia(lexemes_, {.range = range, .items = items, .claimed = claimed_});
    claimed_.push_back(range);
    std::vector<std::string>& last = attached.items.back().comments;
    for (std::string& comment : attached.rest) {
      if (!comment.empty()) last.push_back(std::move(comment));
    }
    return std::move(attached.items);
  }

  void refuse_questions(const ast::Statement& statement) {
    bool is_reported = false;
    ast::for_each_expr(statement, [&](const ast::ExprPtr& expr) {
      const auto* question = std::get_if<ast::Question>(&expr->node);
      if (is_reported || !question || question->kind == ast::QuestionKind::Nested) return;
      diagnostics().report(errors::question_outside_query(expr->span));
      is_reported = true;
    });
  }

  std::span<const Lexeme> lexemes_;
  std::vector<Span> claimed_;
};

}  // namespace

BuiltStatement build_statement(const Text& text, ScmParser::OneStatementContext* tree, Diagnostics& diagnostics) {
  return StatementBuilder{text, diagnostics}.build(tree->statement());
}

ast::ExprPtr build_expression(const Text& text, ScmParser::OneExpressionContext* tree, Diagnostics& diagnostics) {
  return ExprBuilder{text.file, diagnostics}.expr(tree->expression());
}

ast::QueryStatement build_query(const Text& text, ScmParser::OneQueryContext* tree, Diagnostics& diagnostics) {
  return StatementBuilder{text, diagnostics}.query(tree);
}

std::vector<ast::Assignment> build_assignments(const Text& text, ScmParser::OneAssignmentListContext* tree, Diagnostics& diagnostics) {
  return ExprBuilder{text.file, diagnostics}.assignments(tree->assignment());
}

}  // namespace scmc::parse
