/// factor: takes out of sums what does not vary along them, and takes sums apart where a part depends on data only.
/// sum(c f) = c sum(f);  sum(a + b) = sum(a) + sum(b) if only one of them is data;  log_sum_exp(c + f) = c + log_sum_exp(f).
///
/// Keeps values up to rounding. Needs `simplify` before, for quotients to be products. Enables `partition` (sums of data become scalars)
/// and `collect`. Example: `sum(-0.5 ((y - m) / s)^2 - log s)` -> `-0.5 s^-2 sum((y - m)^2) - n log s`.
#include <algorithm>

#include "compiler/optimize/passes.h"
#include "compiler/optimize/rewrite.h"
#include "compiler/optimize/terms.h"

namespace scmc::ir {
namespace {

/// Terms that are summed together: the same scale, and either data or not, over the same dims.
struct Group {
  double number;
  Expression scale, inner;
  bool is_data;
};

class Factoring {
 public:
  Factoring(Builder& build, DataOnly& data_only) : build_(build), data_only_(data_only) {}

  NodeId sum(NodeId row, const Dims& over) {
    const auto terms = terms_of({build_, row}, over);
    if (terms.size() == 1 && terms[0].rest.node == row) return build_.reduce(Monoid::Sum, row, over);
    Expression total{build_, 0.0};
    for (const auto& group : grouped(terms)) {
      const Expression part{build_, build_.reduce(Monoid::Sum, group.inner, over)};
      total = total + group.number * (group.scale * part);
    }
    return total;
  }

  /// The addends that do not vary are taken out.
  NodeId log_sum_exp(NodeId row, const Dims& over) {
    std::optional<Expression> outside, inside;
    const auto join = [](std::optional<Expression>& all, Expression next) { all = all ? *all + next : next; };
    for (const auto& term : terms_of({build_, row}, over)) {
      const bool varies = !constant_value(build_[term.rest]);
      join(varies ? inside : outside, term.number * (term.scale * term.rest));
    }
    if (!outside || !inside) return build_.reduce(Monoid::LogSumExp, row, over);
    return *outside + Expression(build_, build_.reduce(Monoid::LogSumExp, *inside, over));
  }

 private:
  bool may_join(const Group& group, const Term& term, bool is_data) const {
    return group.scale.node == term.scale.node && std::abs(group.number) == std::abs(term.number) && group.is_data == is_data &&
           build_[group.inner].dims == build_[term.rest].dims;
  }

  std::vector<Group> grouped(const std::vector<Term>& terms) {
    std::vector<Group> groups;
    for (const auto& term : terms) {
      const bool is_data = data_only_(build_.graph(), term.rest);
      const auto found = std::find_if(groups.begin(), groups.end(), [&](const Group& group) { return may_join(group, term, is_data); });
      if (found == groups.end()) groups.push_back({term.number, term.scale, term.rest, is_data});
      else if (found->number == term.number) found->inner = found->inner + term.rest;
      else found->inner = found->inner - term.rest;
    }
    return groups;
  }

  Builder& build_;
  DataOnly& data_only_;
};

}  // namespace

Graph factor(const Graph& graph) {
  DataOnly data_only;
  return sweep(rewritten(graph, [&](Builder& build, const Node& mapped, NodeId) {
    const auto* reduce = std::get_if<Reduce>(&mapped.kind);
    Factoring factoring(build, data_only);
    std::optional<NodeId> result;
    if (reduce && reduce->monoid == Monoid::Sum) result = factoring.sum(reduce->arg, reduce->over);
    if (reduce && reduce->monoid == Monoid::LogSumExp) result = factoring.log_sum_exp(reduce->arg, reduce->over);
    return result && build[*result].dims == mapped.dims ? *result : rebuild(build, mapped);
  }));
}

}  // namespace scmc::ir
