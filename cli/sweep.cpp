#include "cli/sweep.h"

#include <charconv>
#include <cmath>
#include <regex>
#include <sstream>

#include "compiler/ast/traverse.h"
#include "compiler/check/term.h"

namespace scmc::cli {
namespace {

constexpr double most_scenarios = 1000;

[[noreturn]] void refuse(Session& session, const std::string& title, const std::string& hint) {
  session.refuse({.code = "E0709", .title = title, .place = session.interventions_from, .hint = Hint{hint}});
}

/// What `for k in 0, 0.5, 1` runs through.
struct Values {
  std::string name;
  std::vector<double> values;
};

double number_of(Session& session, std::string text) {
  const auto first = text.find_first_not_of(' '), last = text.find_last_not_of(' ');
  text = first == std::string::npos ? "" : text.substr(first, last - first + 1);
  double value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (text.empty() || error != std::errc{} || end != text.data() + text.size())
    refuse(session, "`" + text + "` is not a number", "write `--do 'spend = k * spend for k in 0, 0.5, 1'`");
  return value;
}

Values values_of(Session& session, const std::string& name, const std::string& list) {
  Values result{name, {}};
  std::istringstream items(list);
  for (std::string item; std::getline(items, item, ',');) result.values.push_back(number_of(session, item));
  return result;
}

ast::ExprPtr number(double value, Span span) {
  const auto plain = ast::make(span, ast::Number{.value = std::abs(value), .spelling = {}});
  return value < 0 ? ast::make(span, ast::Unary{ast::UnaryOp::Minus, plain}) : plain;
}

std::vector<ast::Assignment> with(const std::vector<ast::Assignment>& assignments, const std::string& name, double value) {
  auto result = assignments;
  for (auto& assignment : result)
    assignment.value = ast::rewrite(assignment.value, [&](const ast::ExprPtr& e) -> ast::ExprPtr {
      const auto* named = std::get_if<ast::Name>(&e->node);
      return named && named->id == name ? number(value, e->span) : nullptr;
    });
  return result;
}

/// The ends of `lo..hi` behind a `=`, where both are numbers.
std::optional<std::pair<double, double>> range_of(const ast::Assignment& assignment) {
  const auto* range = std::get_if<ast::Binary>(&assignment.value->node);
  if (!range || range->op != ast::BinaryOp::Range || assignment.stochastic) return std::nullopt;
  const auto* low = std::get_if<ast::Number>(&range->left->node);
  const auto* high = std::get_if<ast::Number>(&range->right->node);
  return low && high ? std::optional(std::pair(low->value, high->value)) : std::nullopt;
}

std::vector<std::vector<ast::Assignment>> through_range(Session& session, const std::vector<ast::Assignment>& assignments) {
  for (std::size_t i = 0; i < assignments.size(); ++i) {
    const auto range = range_of(assignments[i]);
    if (!range) continue;
    if (range->second < range->first || range->second - range->first >= most_scenarios)
      refuse(session, "the range of `" + assignments[i].target.name + "` has no scenario, or more than 1000", "write the smaller number first: `price = 1..10`");
    std::vector<std::vector<ast::Assignment>> scenarios;
    for (double value = range->first; value <= range->second; ++value) {
      scenarios.push_back(assignments);
      scenarios.back()[i].value = number(value, assignments[i].value->span);
    }
    return scenarios;
  }
  return {assignments};
}

}  // namespace

std::vector<std::vector<ast::Assignment>> sweep(Session& session, const std::string& text) {
  static const std::regex swept(R"((.*\S)\s+for\s+(\w+)\s+in\s+(.*))");
  std::smatch found;
  if (!std::regex_match(text, found, swept)) return through_range(session, session.assignments(text, session.interventions_from));
  const auto assignments = session.assignments(found[1], session.interventions_from);
  std::vector<std::vector<ast::Assignment>> scenarios;
  const auto values = values_of(session, found[2], found[3]);
  for (double value : values.values) scenarios.push_back(with(assignments, values.name, value));
  return scenarios;
}

}  // namespace scmc::cli
