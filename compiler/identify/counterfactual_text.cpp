#include "compiler/identify/counterfactual_text.h"

#include <algorithm>

#include "compiler/source/match.h"

namespace scmc::identify {
namespace {

using Values = std::map<std::size_t, Value>;

std::string names(const Admg& graph, const Values& values) {
  std::string text;
  for (const auto& [variable, value] : values)
    text += (text.empty() ? "" : ",") + graph.names[variable] + (value.constant ? "=" + *value.constant : "");
  return text;
}

std::string names(const Admg& graph, const Vertices& set, const Values& values) {
  Values here;
  for (std::size_t v : members(set)) here.emplace(v, values.contains(v) ? values.at(v) : Value{});
  return names(graph, here);
}

std::string print(const Terms& terms, const Admg& graph, const std::vector<std::string>& factors) {
  std::string text, over;
  for (const auto& f : factors) text += (text.empty() ? "" : "*") + f;
  if (text.empty()) text = "1";
  for (std::size_t v : terms.summed) over += (over.empty() ? "" : ",") + graph.names[v];
  return over.empty() ? text : "sum[" + over + "](" + text + ")";
}

std::vector<std::string> factors_of(const Terms& terms, const FactorTexts& texts) {
  std::vector<std::string> all;
  for (const Factor& f : terms.factors)
    for (auto& text : texts(f)) all.push_back(std::move(text));
  return all;
}

/// Removes from both what they have in common, once for each time.
void cancel(std::vector<std::string>& above, std::vector<std::string>& below) {
  std::erase_if(below, [&](const std::string& text) {
    const auto found = std::ranges::find(above, text);
    if (found == above.end()) return false;
    above.erase(found);
    return true;
  });
}

std::string print_at(const EstimandPtr& estimand, const Admg& graph, const Values& values);

std::string operand(const EstimandPtr& e, const Admg& graph, const Values& values) {
  const auto text = print_at(e, graph, values);
  const auto* product = std::get_if<Product>(&e->node);
  const bool is_compound = std::holds_alternative<Quotient>(e->node) || (product && product->factors.size() > 1);
  return is_compound ? "(" + text + ")" : text;
}

std::string print_at(const EstimandPtr& estimand, const Admg& graph, const Values& values) {
  return match(
      estimand->node,
      [&](const Probability& p) {
        return "P(" + names(graph, p.of, values) + (p.given.any() ? "|" + names(graph, p.given, values) : "") + ")";
      },
      [&](const Sum& s) {
        Values outside = values;
        for (std::size_t v : members(s.over)) outside.erase(v);
        return "sum[" + names(graph, s.over, {}) + "](" + print_at(s.body, graph, outside) + ")";
      },
      [&](const Product& p) {
        std::string text;
        for (const auto& f : p.factors) text += (text.empty() ? "" : "*") + operand(f, graph, values);
        return text.empty() ? "1" : text;
      },
      [&](const Quotient& q) { return operand(q.numerator, graph, values) + "/" + operand(q.denominator, graph, values); });
}

}  // namespace

std::string print(const Ratio& ratio, const Admg& graph, const FactorTexts& texts) {
  auto above = factors_of(ratio.above, texts), below = factors_of(ratio.below, texts);
  if (ratio.below.summed.empty()) cancel(above, below);
  const auto numerator = print(ratio.above, graph, above);
  if (below.empty()) return numerator;
  const auto denominator = print(ratio.below, graph, below);
  return numerator + "/" + (below.size() == 1 || !ratio.below.summed.empty() ? denominator : "(" + denominator + ")");
}

std::string print(const Factor& factor, const Admg& graph) {
  std::string given = factor.set.empty() ? "" : "do(" + names(graph, factor.set) + ")";
  if (!factor.given.empty()) given += (given.empty() ? "" : ",") + names(graph, factor.given);
  return "P(" + names(graph, factor.event) + (given.empty() ? "" : "|" + given) + ")";
}

std::vector<std::string> factors_at(const EstimandPtr& estimand, const Admg& graph, const Values& values) {
  std::vector<std::string> texts;
  const auto* product = std::get_if<Product>(&estimand->node);
  if (!product) return {operand(estimand, graph, values)};
  for (const auto& f : product->factors) texts.push_back(operand(f, graph, values));
  return texts;
}

}  // namespace scmc::identify
