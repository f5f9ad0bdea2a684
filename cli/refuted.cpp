#include "cli/refuted.h"

#include <algorithm>
#include <cmath>
#include <map>

#include "compiler/ast/print.h"
#include "compiler/causal/question.h"
#include "compiler/source/match.h"

namespace scmc::cli {
namespace {

// ---------------------------------------------------------------- what no effect would give

/// What is asked, and of whom, without what is set.
std::string subject_of(const ast::Question& question) {
  std::string text = question.kind == ast::QuestionKind::Expectation ? "E" : "P";
  text += ast::print(question.target);
  for (const auto& condition : question.conditions)
    if (const auto* given = std::get_if<ast::GivenCondition>(&condition.kind)) text += " | " + ast::print(given->condition);
  return text;
}

/// A query as arithmetic, each question about the same thing given the same number.
class Arithmetic {
 public:
  explicit Arithmetic(double first) : next_(first) {}

  double operator()(const ast::ExprPtr& e) {
    constexpr double unknown = NAN;
    return match(
        e->node, [](const ast::Number& n) { return n.value; },
        [&](const ast::Unary& u) { return u.op == ast::UnaryOp::Minus ? -(*this)(u.operand) : unknown; },
        [&](const ast::Binary& b) { return binary(b.op, (*this)(b.left), (*this)(b.right)); },
        [&](const ast::Call& c) { return c.args.size() == 1 && !c.receiver ? function(c.callee, (*this)(c.args.front().value)) : unknown; },
        [&](const ast::Question& q) { return answer(q); }, [&](const auto&) { return unknown; });
  }

 private:
  double answer(const ast::Question& question) {
    const auto [at, is_new] = answers_.emplace(subject_of(question), next_);
    if (is_new) next_ *= 0.77;
    return at->second;
  }

  static double binary(ast::BinaryOp op, double a, double b) {
    switch (op) {
      case ast::BinaryOp::Add: return a + b;
      case ast::BinaryOp::Subtract: return a - b;
      case ast::BinaryOp::Multiply: return a * b;
      case ast::BinaryOp::Divide: return a / b;
      case ast::BinaryOp::Power: return std::pow(a, b);
      default: return NAN;
    }
  }

  static double function(const std::string& name, double x) {
    if (name == "log") return std::log(x);
    if (name == "exp") return std::exp(x);
    if (name == "sqrt") return std::sqrt(x);
    if (name == "logit") return std::log(x / (1 - x));
    return NAN;
  }

  std::map<std::string, double> answers_;
  double next_;
};

// ---------------------------------------------------------------- refusals

std::string options_hint() { return "ask for a contrast: `--query 'q = E[y | do(z = 1)] - E[y | do(z = 0)]'`"; }

[[noreturn]] void refuse_query(Session& session, std::string title, std::optional<Label> where, std::string hint) {
  session.refuse({.code = "E0715",
                  .title = std::move(title),
                  .primary = where,
                  .place = where ? "" : "--query",
                  .hint = Hint{std::move(hint)}});
}

[[noreturn]] void refuse_variable(Session& session, std::string title, Label where, std::string hint) {
  session.refuse({.code = "E0716", .title = std::move(title), .primary = std::move(where), .hint = Hint{std::move(hint)}});
}

const ast::QueryStatement& statement_of(const Checked& model, const CheckedQuery& query) {
  return std::get<ast::QueryStatement>(model.model->statements[query.statement].node);
}

void require_query(Session& session, const std::vector<std::string>& queries) {
  if (queries.size() == 1) return;
  const auto title = queries.empty() ? "there is no answer to refute: no query is given" : "one answer is refuted at a time, not several";
  refuse_query(session, title, std::nullopt, queries.empty() ? options_hint() : "give one `--query`, and run the command for each");
}

/// The only one of several that have been met.
struct One {
  std::vector<VariableId> ids;
  void add(VariableId id) {
    if (!std::ranges::count(ids, id)) ids.push_back(id);
  }
};

std::string listed(const Checked& model, const std::vector<VariableId>& ids) {
  std::string text;
  for (std::size_t i = 0; i < ids.size(); ++i) text += (i == 0 ? "`" : i + 1 == ids.size() ? " and `" : ", `") + model[ids[i]].name + "`";
  return text;
}

void find_ends(Session& session, Refuted& result, const CheckedQuery& query) {
  const auto& model = *result.model;
  One set, asked;
  for (const auto& question : questions(query.value)) {
    for (const auto& i : question->interventions) set.add(i.target);
    if (question->kind == ast::QuestionKind::Nested) continue;
    for (VariableId id : references(question->target)) asked.add(id);
  }
  const auto where = result.value->span;
  if (set.ids.empty()) refuse_query(session, "nothing is set in this query: there is no effect to refute", Label{where, "has no `do`"}, options_hint());
  if (set.ids.size() > 1)
    refuse_variable(session, "the query sets " + listed(model, set.ids) + ": more than one treatment", {where, "sets both"},
                    "ask for the effect of one of them at a time");
  if (asked.ids.size() != 1)
    refuse_variable(session, "the query asks about " + (asked.ids.empty() ? "no variable" : listed(model, asked.ids)) + ": not one outcome", {where, ""},
                    "ask about one variable: `E[y | do(z = 1)] - E[y | do(z = 0)]`");
  result.treatment = set.ids.front(), result.outcome = asked.ids.front();
  for (VariableId id : {result.treatment, result.outcome})
    if (model[id].dims.empty())
      refuse_variable(session, "`" + model[id].name + "` is one number, nothing that units have", {where, "sets or asks about it"},
                      "there is no confounder of a parameter: ask about variables over units, such as `y[day]`");
}

void find_worlds(Refuted& result) {
  std::vector<ast::ExprPtr> asked;
  ast::for_each_expr(result.value, [&](const ast::ExprPtr& e) {
    const auto* question = std::get_if<ast::Question>(&e->node);
    if (question && question->kind != ast::QuestionKind::Nested) asked.push_back(e);
  });
  if (asked.size() != 2) return;
  result.worlds = {asked[0], asked[1]};
  const auto* difference = std::get_if<ast::Binary>(&result.value->node);
  result.is_difference = difference && difference->op == ast::BinaryOp::Subtract && difference->left == asked[0] && difference->right == asked[1];
}

}  // namespace

std::optional<double> value_of_no_effect(const ast::ExprPtr& query) {
  const double one = Arithmetic(0.61)(query), other = Arithmetic(0.37)(query);
  const auto rounded = [](double x) { return std::abs(x - std::round(x)) < 1e-9 ? std::round(x) : x; };
  return std::abs(one - other) < 1e-9 * std::max(1.0, std::abs(one)) ? std::optional(rounded(one)) : std::nullopt;
}

ast::Model with_queries_only(ast::Model text, const std::vector<std::pair<std::string, ast::ExprPtr>>& queries) {
  std::erase_if(text.statements, [](const ast::Statement& s) { return std::holds_alternative<ast::QueryStatement>(s.node); });
  for (const auto& [name, value] : queries)
    text.statements.push_back({.span = value->span, .node = ast::QueryStatement{.name = {name, value->span}, .dims = {}, .value = value}});
  return text;
}

Refuted refuted(Session& session, const std::vector<std::string>& queries) {
  require_query(session, queries);
  const auto written = session.load();
  const auto whole = session.with_queries(*written, queries);
  const auto& query = statement_of(*whole, whole->queries.back());
  Refuted result{.model = nullptr, .name = query.name.name, .value = query.value};
  if (!query.dims.empty())
    refuse_query(session, "the query has an answer for each `" + query.dims.front().name + "`", Label{query.name.span, "one number is refuted at a time"},
                 "ask for one number: leave out `[" + query.dims.front().name + "]`, or add a condition");
  result.model = session.check(with_queries_only(*whole->model, {{result.name, result.value}}));
  find_ends(session, result, result.model->queries.front());
  const auto null = value_of_no_effect(result.value);
  if (!null)
    refuse_query(session, "the query is no contrast: it is not known what it would give if `" + result.model->variables[index(result.treatment)].name + "` did nothing",
                 Label{result.value->span, "is neither a difference nor a ratio of worlds"}, options_hint());
  result.null = *null;
  find_worlds(result);
  return result;
}

}  // namespace scmc::cli
