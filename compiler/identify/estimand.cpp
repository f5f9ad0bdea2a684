#include "compiler/identify/estimand.h"

#include <algorithm>
#include <unordered_map>

#include "compiler/source/match.h"

namespace scmc::identify {
namespace {

EstimandPtr make(decltype(Estimand::node) node) { return std::make_shared<const Estimand>(Estimand{std::move(node)}); }

std::string names(const Vertices& set, const Admg& graph) {
  std::string text;
  for (std::size_t v : members(set)) text += (text.empty() ? "" : ",") + graph.names[v];
  return text;
}

using Lengths = std::unordered_map<const Estimand*, double>;

double length(const EstimandPtr& estimand, Lengths& known) {
  if (const auto found = known.find(estimand.get()); found != known.end()) return found->second;
  const double result = match(
      estimand->node, [](const Probability& p) { return 3.0 + 2.0 * static_cast<double>((p.of | p.given).count()); },
      [&](const Sum& s) { return 6.0 + 2.0 * static_cast<double>(s.over.count()) + length(s.body, known); },
      [&](const Product& p) {
        double total = 0;
        for (const auto& factor : p.factors) total += 1 + length(factor, known);
        return total;
      },
      [&](const Quotient& q) { return 3 + length(q.numerator, known) + length(q.denominator, known); });
  return known[estimand.get()] = result;
}

/// As an operand of `*` or on either side of `/`.
std::string operand(const EstimandPtr& estimand, const Admg& graph, bool right) {
  const auto* factors = std::get_if<Product>(&estimand->node);
  const bool is_quotient = std::holds_alternative<Quotient>(estimand->node);
  const bool is_product = factors && factors->factors.size() > 1;
  const auto text = print(estimand, graph);
  return is_product || (is_quotient && right) ? "(" + text + ")" : text;
}

}  // namespace

EstimandPtr probability(const Vertices& of, const Vertices& given) { return make(Probability{of, given}); }

EstimandPtr sum(const Vertices& over, EstimandPtr body) { return over.none() ? body : make(Sum{over, std::move(body)}); }

EstimandPtr product(const std::vector<EstimandPtr>& factors) {
  Product result;
  for (const auto& factor : factors) {
    if (const auto* inner = std::get_if<Product>(&factor->node))
      result.factors.insert(result.factors.end(), inner->factors.begin(), inner->factors.end());
    else result.factors.push_back(factor);
  }
  return result.factors.size() == 1 ? result.factors.front() : make(std::move(result));
}

EstimandPtr quotient(EstimandPtr numerator, EstimandPtr denominator) {
  if (is_one(denominator)) return numerator;
  return make(Quotient{std::move(numerator), std::move(denominator)});
}

bool is_one(const EstimandPtr& estimand) {
  const auto* factors = std::get_if<Product>(&estimand->node);
  return factors && factors->factors.empty();
}

Vertices free_names(const EstimandPtr& estimand) {
  return match(
      estimand->node, [](const Probability& p) { return p.of | p.given; }, [](const Sum& s) { return free_names(s.body) & ~s.over; },
      [](const Product& p) {
        Vertices all;
        for (const auto& factor : p.factors) all |= free_names(factor);
        return all;
      },
      [](const Quotient& q) { return free_names(q.numerator) | free_names(q.denominator); });
}

std::string print(const EstimandPtr& estimand, const Admg& graph) {
  return match(
      estimand->node,
      [&](const Probability& p) {
        return "P(" + names(p.of, graph) + (p.given.any() ? "|" + names(p.given, graph) : "") + ")";
      },
      [&](const Sum& s) { return "sum[" + names(s.over, graph) + "](" + print(s.body, graph) + ")"; },
      [&](const Product& p) {
        if (p.factors.empty()) return std::string("1");
        std::string text;
        for (const auto& factor : p.factors) text += text.empty() ? operand(factor, graph, false) : "*" + operand(factor, graph, true);
        return text;
      },
      [&](const Quotient& q) { return operand(q.numerator, graph, false) + "/" + operand(q.denominator, graph, true); });
}

double length(const EstimandPtr& estimand) {
  Lengths known;
  return length(estimand, known);
}

bool same(const EstimandPtr& a, const EstimandPtr& b) {
  if (a == b) return true;
  if (a->node.index() != b->node.index()) return false;
  return match(
      a->node,
      [&](const Probability& p) {
        const auto& q = std::get<Probability>(b->node);
        return p.of == q.of && p.given == q.given;
      },
      [&](const Sum& s) {
        const auto& t = std::get<Sum>(b->node);
        return s.over == t.over && same(s.body, t.body);
      },
      [&](const Product& p) {
        const auto& q = std::get<Product>(b->node);
        return std::ranges::is_permutation(p.factors, q.factors, [](const auto& x, const auto& y) { return same(x, y); });
      },
      [&](const Quotient& p) {
        const auto& q = std::get<Quotient>(b->node);
        return same(p.numerator, q.numerator) && same(p.denominator, q.denominator);
      });
}

}  // namespace scmc::identify
