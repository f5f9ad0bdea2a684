#include "cli/repl/answers.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <span>

#include "cli/queries.h"
#include "cli/repl/fitting.h"
#include "cli/report.h"
#include "cli/verdict.h"
#include "compiler/causal/question.h"
#include "compiler/parse/parse.h"
#include "runtime/report/layout.h"
#include "runtime/report/text.h"

namespace scmc::cli::repl {
namespace {

constexpr std::size_t longest_table = 16, shown_of_longer = 6;

/// What a query is called in the model that asks it; no variable can have this name.
const std::string asked = "the question";

/// `-0.11 .. 0.01`, without the padding of tables.
std::string without_runs(const std::string& text) {
  std::string result;
  for (char c : text)
    if (c != ' ' || (!result.empty() && result.back() != ' ')) result += c;
  return result;
}

std::string probability(double p, const Quantity& q) {
  const double error = std::sqrt(p * (1 - p) / std::max(1.0, q.summary.ess_bulk));
  return report::format_probability({p, std::max(error, 1e-4)});
}

/// What numbers of such a fit are worth.
std::string reservation(const Fitted& fitted) { return fitted.is_prior ? "   prior" : fitted.fit.sound() ? "" : "   provisional"; }

bool is_difference(const ast::ExprPtr& expr) {
  const auto* binary = std::get_if<ast::Binary>(&expr->node);
  return binary && binary->op == ast::BinaryOp::Subtract;
}

bool is_exact(const Quantity& q) {
  const auto draws = q.draws.values();
  return std::ranges::all_of(draws, [&](double x) { return x == draws.front(); });
}

/// Of a number that is not there in some draws, as 0 / 0 is: in how many.
std::size_t without_value(const Quantity& q) {
  return static_cast<std::size_t>(std::ranges::count_if(q.draws.values(), [](double x) { return std::isnan(x); }));
}

std::string exactly(double value) {
  char text[32];
  std::snprintf(text, sizeof text, "%.6g", value == 0 ? 0.0 : value);
  return text;
}

/// `-0.052 ± 0.030   94 % HDI -0.11 .. 0.01`
std::string one_line(const QueryAnswer& answer, bool with_probability, const std::string& reservation) {
  const auto& q = answer.cells.front();
  if (is_exact(q)) return exactly(q.draws.values().front()) + "   in every draw\n";
  if (const auto n = without_value(q)) return "no value in " + std::to_string(n) + " of " + std::to_string(q.draws.values().size()) + " draws\n";
  const auto cells = report::format(std::vector<report::Estimate>{estimate(q)}).front();
  std::string text = without_runs(cells.mean) + " ± " + without_runs(cells.sd) + "   94 % HDI " + without_runs(cells.interval);
  if (with_probability) text += "   P(>0) " + probability(answer.p_positive.front(), q);
  return text + reservation + "\n";
}

/// A row for each element, under the name that it has in the model; data are no estimates, and have one column.
std::string table(const QueryAnswer& answer, const std::string& name) {
  const auto count = answer.cells.size() > longest_table ? shown_of_longer : answer.cells.size();
  const std::span<const Quantity> shown(answer.cells.data(), count);
  std::vector<report::Estimate> estimates;
  for (const auto& q : shown) estimates.push_back(estimate(q));
  const auto cells = report::format(estimates);
  const bool all_exact = std::ranges::all_of(shown, is_exact);
  std::vector<report::TableRow> rows;
  for (std::size_t i = 0; i < count; ++i) {
    rows.push_back({.cells = {name + shown[i].shown.substr(answer.name.size())}});
    if (all_exact) rows.back().cells.push_back(exactly(shown[i].draws.values().front()));
    else for (const auto& cell : {cells[i].mean, cells[i].sd, cells[i].interval}) rows.back().cells.push_back(cell);
  }
  const std::vector<report::TableColumn> values = {{"", report::Align::Left}, {"", report::Align::Decimal}};
  auto text = report::layout_table(all_exact ? values : report::estimate_columns(), rows);
  if (count < answer.cells.size()) text += "  and " + std::to_string(answer.cells.size() - count) + " more\n";
  return text;
}

/// What must be known beside the number.
std::string remarks(const QueryAnswer& answer, const Fit& fit) {
  const auto draws = fit.draws.chains.size() * fit.draws.chains.front().draws();
  std::string text;
  if (answer.empty_draws > 0)
    text += "! in " + std::to_string(answer.empty_draws) + " of " + std::to_string(draws) + " draws no unit meets the condition\n";
  if (answer.noise_share > 0.01)
    text += "  of the variance, " + report::fixed(100 * answer.noise_share, 0) + " % is simulation and not uncertainty\n";
  return text;
}

bool is_refused(const identify::Verdict& v) {
  return v.answer == identify::Answer::NotIdentified || v.answer == identify::Answer::Unknown || v.answer == identify::Answer::Bounded;
}

std::string verdict_remark(const identify::Verdict& verdict) {
  const auto line = verdict_line(verdict);
  if (line.empty()) return "";
  const std::string more = is_refused(verdict) ? "; `identify " + verdict.effect + "` says more" : "";
  const report::Margins margins{.first = 2, .hang = 2};
  return (is_refused(verdict) ? "! " : "  ") + report::wrap(verdict.effect + " " + line + more, margins) + "\n";
}

/// The plan of the fit, or, where the query has dimensions of its own, one that knows them.
Plan plan_with(Desk& desk, const State& state, std::shared_ptr<const Checked> model) {
  auto bound = bound_of(desk, state, std::move(model), has_data(state));
  auto planned = plan(std::move(bound), state.fitted->origin.options.lower, desk.session.diagnostics);
  desk.session.settle();
  return std::move(*planned);
}

/// A variable that was asked about goes by its own name.
std::string name_in_table(const CheckedQuery& query, const ast::ExprPtr& text) {
  const auto* name = std::get_if<ast::Name>(&text->node);
  return query.name == asked && name ? name->id : query.name;
}

Outcome answer(Desk& desk, const State& state, const std::shared_ptr<const Checked>& model, const CheckedQuery& query, const ast::ExprPtr& text) {
  auto [ready, said] = with_fit(desk, state);
  const auto& fit = ready.fitted->fit;
  const auto wider = query.dims.empty() ? std::optional<Plan>{} : plan_with(desk, ready, model);
  const auto& plan = wider ? *wider : fit.plan;
  const auto answer = answer_query(desk.session, plan, fit.draws, query, ready.sampler.seed);
  std::string result = query.dims.empty() ? one_line(answer, is_difference(text), reservation(*ready.fitted)) : table(answer, name_in_table(query, text));
  result += remarks(answer, fit);
  if (const auto verdict = ready.fitted->is_prior ? std::nullopt : verdict_on(plan, query)) result += verdict_remark(*verdict);
  return {.text = said + result, .next = std::move(ready)};
}

/// The dimensions of a variable that is asked about by its name alone: each element is an answer.
std::vector<ast::NameWithSpan> dims_of(const Checked& model, const ast::ExprPtr& expr) {
  std::vector<ast::NameWithSpan> dims;
  const auto* name = std::get_if<ast::Name>(&expr->node);
  const auto id = name ? model.find(name->id) : std::nullopt;
  if (id)
    for (DimId d : model[*id].dims) dims.push_back({model[d].name, expr->span});
  return dims;
}

const ast::QueryStatement* query_named(const ast::Model& model, const std::string& name) {
  for (const auto& statement : model.statements)
    if (const auto* query = std::get_if<ast::QueryStatement>(&statement.node); query && query->name.name == name) return query;
  return nullptr;
}

std::string what_if(Desk& desk, const State& state) {
  auto& fitted = *state.fitted;
  const auto scenarios = desk.session.scenarios(*state.model, state.scenarios);
  const auto answers = cli::answer(desk.session, fitted.fit, scenarios, state.sampler.seed);
  const auto found = quick_evidence(desk.session, fitted.fit, scenarios, &answers);
  CommonOptions common;
  common.model = state.name;
  const std::vector<QueryAnswer> none;
  auto text = what_if_text({common, state.sampler, state.centred, fitted.origin.files, fitted.fit, scenarios, &answers, none, found});
  if (fitted.is_prior) return text;
  for (const auto& verdict : found.verdicts) text += verdict_remark(verdict);
  for (const auto& overlap : found.overlaps)
    if (overlap.beyond > 0) text += report::layout_entries({{"overlap", overlap_text(overlap)}});
  return text;
}

}  // namespace

Outcome ask(Desk& desk, const State& state, FileId typed) {
  auto& session = desk.session;
  auto expr = parse_expression(session.sources, typed, session.diagnostics);
  session.settle();
  if (const auto* name = std::get_if<ast::Name>(&(*expr)->node); name && query_named(*state.model->model, name->id))
    return ask_query(desk, state, name->id);
  ast::Model extended = *state.model->model;
  ast::QueryStatement query{.name = {asked, (*expr)->span}, .dims = dims_of(*state.model, *expr), .value = *expr};
  extended.statements.push_back({.span = (*expr)->span, .node = query});
  const auto model = session.check(std::move(extended));
  return answer(desk, state, model, model->queries.back(), *expr);
}

Outcome ask_query(Desk& desk, const State& state, const std::string& name) {
  const auto query = std::ranges::find(state.model->queries, name, &CheckedQuery::name);
  return answer(desk, state, state.model, *query, query_named(*state.model->model, name)->value);
}

Outcome do_command(Desk& desk, const State& state, const std::string& argument) {
  State next = state;
  std::string change;
  if (!argument.empty() && std::ranges::find(state.scenarios, argument) == state.scenarios.end()) {
    next.scenarios.push_back(argument);
    change = "do " + argument;
  }
  if (next.scenarios.empty())
    desk.session.refuse({.code = "E0751", .title = "`do` sets nothing", .hint = Hint{"write for instance `do z = 1`"}});
  desk.session.scenarios(*next.model, next.scenarios);  // what is wrong with them is said before a fit
  auto [ready, said] = with_fit(desk, next);
  auto text = said + what_if(desk, ready);
  return {.text = std::move(text), .next = std::move(ready), .change = std::move(change)};
}

}  // namespace scmc::cli::repl
