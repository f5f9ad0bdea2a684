/// Text to tree: lex, find the statements, derive and build each by itself, then give them their comments.
#include "compiler/parse/parse.h"

#include <algorithm>
#include <utility>

#include "compiler/parse/builder.h"
#include "compiler/parse/derive.h"
#include "compiler/parse/mistakes.h"
#include "compiler/parse/newline_filter.h"
#include "compiler/parse/trivia.h"

namespace scmc {
namespace parse {
namespace {

using Tokens = std::span<const Lexeme>;

/// One text on its way to a tree.
class Parser {
 public:
  Parser(const Sources& sources, FileId file) : sources_(sources), file_(file) {
    if (auto lexemes = lex(sources, file, diagnostics_)) lexemes_ = std::move(*lexemes);
    filtered_ = filter_newlines(lexemes_);
  }

  std::optional<ast::Model> model() {
    std::vector<BuiltStatement> statements;
    for (const Tokens& tokens : split_statements(filtered_.tokens)) {
      auto statement = run(Entry::Statement, tokens, &ScmParser::oneStatement, build_statement);
      if (statement) statements.push_back(std::move(*statement));
    }
    if (diagnostics_.has_errors()) return {};
    return with_comments(std::move(statements));
  }

  /// A text that is one expression, query or list of assignments.
  template <class Context, class Build>
  auto whole(Entry entry, Context* (ScmParser::*rule)(), Build&& build, Diagnostics& diagnostics) {
    while (!filtered_.tokens.empty() && filtered_.tokens.back().type == ScmParser::END) filtered_.tokens.pop_back();
    using Result = decltype(run(entry, tokens(), rule, build));
    return finish(diagnostics_.has_errors() ? Result{} : run(entry, tokens(), rule, build), diagnostics);
  }

  /// Hands over what was reported; a result with errors is none.
  template <class Result>
  Result finish(Result result, Diagnostics& diagnostics) const {
    for (const Diagnostic& diagnostic : diagnostics_.all()) diagnostics.report(diagnostic);
    return diagnostics_.has_errors() ? Result{} : std::move(result);
  }

 private:
  Tokens tokens() const { return filtered_.tokens; }

  /// What `build` makes of the rule's tree over some tokens; nothing where they hold a mistake, which is reported.
  template <class Context, class Build>
  auto run(Entry entry, Tokens tokens, Context* (ScmParser::*rule)(), Build&& build)
      -> std::optional<decltype(build(std::declval<Text>(), std::declval<Context*>(), std::declval<Diagnostics&>()))> {
    if (auto mistake = known_mistake(tokens)) return diagnostics_.report(*mistake), std::nullopt;
    Derivation derivation(tokens);
    Context* tree = derivation.derive(rule);
    if (!tree) return diagnostics_.report(diagnose({file_, entry, tokens, derivation.failed_at()})), std::nullopt;
    return build({file_, lexemes_}, tree, diagnostics_);
  }

  std::optional<Diagnostic> known_mistake(Tokens tokens) const {
    if (auto mistake = lexical_mistake(tokens)) return mistake;
    if (tokens.empty()) return {};
    const Span whole = cover(tokens.front().span, tokens.back().span);
    const auto inside = [&](const LayoutMistake& mistake) { return whole.begin <= mistake.at.begin && mistake.at.end <= whole.end; };
    const auto mistake = std::ranges::find_if(filtered_.mistakes, inside);
    if (mistake == filtered_.mistakes.end()) return {};
    return describe(*mistake, sources_);
  }

  ast::Model with_comments(std::vector<BuiltStatement> statements) const {
    const auto length = static_cast<std::uint32_t>(sources_[file_].text.size());
    TriviaRequest request{.range = {file_, 0, length}, .items = {}};
    for (const auto& [statement, claimed] : statements) {
      request.items.push_back(statement.span);
      request.claimed.insert(request.claimed.end(), claimed.begin(), claimed.end());
    }
    Attached attached = attach_trivia(lexemes_, request);
    ast::Model model{.file = file_, .statements = {}, .comments = std::move(attached.rest)};
    for (std::size_t i = 0; i < statements.size(); ++i) {
      model.statements.push_back(with_trivia(std::move(statements[i].statement), std::move(attached.items[i]), i == 0));
    }
    return model;
  }

  static ast::Statement with_trivia(ast::Statement statement, ast::Trivia trivia, bool is_first) {
    statement.comments = std::move(trivia.comments);
    statement.trailing = std::move(trivia.trailing);
    statement.continues_line = trivia.continues_line && !is_first;
    return statement;
  }

  const Sources& sources_;
  FileId file_;
  Diagnostics diagnostics_;
  std::vector<Lexeme> lexemes_;
  Filtered filtered_;
};

}  // namespace
}  // namespace parse

std::optional<ast::Model> parse_model(const Sources& sources, FileId file, Diagnostics& diagnostics) {
  parse::Parser parser(sources, file);
  return parser.finish(parser.model(), diagnostics);
}

std::optional<std::vector<ast::Assignment>> parse_assignments(const Sources& sources, FileId file, Diagnostics& diagnostics) {
  return parse::Parser{sources, file}.whole(parse::Entry::Assignments, &ScmParser::oneAssignmentList, parse::build_assignments,
                                            diagnostics);
}

std::optional<ast::ExprPtr> parse_expression(const Sources& sources, FileId file, Diagnostics& diagnostics) {
  return parse::Parser{sources, file}.whole(parse::Entry::Expression, &ScmParser::oneExpression, parse::build_expression, diagnostics);
}

std::optional<ast::QueryStatement> parse_query(const Sources& sources, FileId file, Diagnostics& diagnostics) {
  return parse::Parser{sources, file}.whole(parse::Entry::Query, &ScmParser::oneQuery, parse::build_query, diagnostics);
}

}  // namespace scmc
