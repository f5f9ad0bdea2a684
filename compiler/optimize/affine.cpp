/// The decomposition into columns, by recursion over sums, products and what can be computed once a group.
#include "compiler/optimize/affine.h"

#include <algorithm>

namespace scmc::ir {
namespace {

/// One grouping, if both agree or only one has any.
bool agree(std::optional<Grouping>& kept, const std::optional<Grouping>& other) {
  if (!kept) kept = other;
  return !other || *kept == *other;
}

Affine negated(Affine form) {
  for (auto& column : form.columns) column.data = -column.data;
  return form;
}

}  // namespace

std::optional<Affine> AffineForm::operator()(Expression row) {
  if (const auto known = known_.find(row); known != known_.end()) return known->second;
  return known_[row] = decomposed(row);
}

std::optional<Affine> AffineForm::decomposed(Expression row) {
  if (is_data(row)) return Affine{{{one(), row}}};
  if (const auto once = lifted(row)) return Affine{{{once->value, one()}}, once->grouping};
  const Node node = build_[row];
  const auto* apply = std::get_if<Apply>(&node.kind);
  auto form = apply ? of_apply(*apply) : std::nullopt;
  return form ? merged(std::move(*form)) : std::nullopt;
}

std::optional<Affine> AffineForm::of_apply(const Apply& apply) {
  const auto arg = [&](std::size_t i) { return Expression(build_, apply.args[i]); };
  const auto name = apply.op->name;
  if (name == "div") return quotient(arg(0), arg(1));
  if (name != "add" && name != "sub" && name != "neg" && name != "mul") return std::nullopt;
  auto a = (*this)(arg(0));
  if (!a) return std::nullopt;
  if (name == "neg") return negated(*a);
  auto b = (*this)(arg(1));
  if (!b || !agree(a->grouping, b->grouping)) return std::nullopt;
  if (name == "mul") return product(*a, *b);
  if (name == "sub") b = negated(*b);
  a->columns.insert(a->columns.end(), b->columns.begin(), b->columns.end());
  return a;
}

std::optional<Affine> AffineForm::product(const Affine& a, const Affine& b) {
  if (a.columns.size() * b.columns.size() > most_columns) return std::nullopt;
  Affine result{{}, a.grouping};
  for (const auto& x : a.columns)
    for (const auto& y : b.columns) result.columns.push_back({x.parameter * y.parameter, x.data * y.data});
  return result;
}

std::optional<Affine> AffineForm::quotient(Expression a, Expression b) {
  auto form = (*this)(a);
  if (!form) return std::nullopt;
  const auto once = is_data(b) ? std::nullopt : lifted(b);
  if (!is_data(b) && (!once || !agree(form->grouping, once->grouping))) return std::nullopt;
  for (auto& column : form->columns) {
    if (once) column.parameter = column.parameter / once->value;
    else column.data = column.data / b;
  }
  return form;
}

/// Numbers belong to the parameters, equal parameters share a column of data, equal data a parameter.
std::optional<Affine> AffineForm::merged(Affine form) {
  std::vector<Column> columns;
  for (auto column : form.columns) {
    const bool is_number = constant_value(build_[column.parameter]).has_value();
    if (const auto factor = constant_value(build_[column.data]); factor && !is_number) column = {*factor * column.parameter, one()};
    const auto by_parameter = [&](const Column& other) { return other.parameter.node == column.parameter.node; };
    const auto by_data = [&](const Column& other) { return other.data.node == column.data.node; };
    if (const auto same = std::ranges::find_if(columns, by_parameter); same != columns.end()) same->data = same->data + column.data;
    else if (const auto equal = std::ranges::find_if(columns, by_data); equal != columns.end())
      equal->parameter = equal->parameter + column.parameter;
    else columns.push_back(column);
  }
  if (columns.size() > most_columns) return std::nullopt;
  return Affine{columns, form.grouping};
}

std::optional<AffineForm::Lifted> AffineForm::lifted(Expression row) {
  if (const auto known = known_lifts_.find(row); known != known_lifts_.end()) return known->second;
  return known_lifts_[row] = lift(row);
}

std::optional<AffineForm::Lifted> AffineForm::lift(Expression row) {
  if (is_invariant(row)) return Lifted{row};
  const Node node = build_[row];
  if (const auto* gather = std::get_if<Gather>(&node.kind)) return lifted_gather(*gather);
  const auto* apply = std::get_if<Apply>(&node.kind);
  if (!apply || is_data(row)) return std::nullopt;
  std::optional<Grouping> grouping;
  std::vector<NodeId> args;
  for (auto arg : apply->args) {
    const auto once = lifted({build_, arg});
    if (!once || !agree(grouping, once->grouping)) return std::nullopt;
    args.push_back(once->value);
  }
  return Lifted{{build_, build_.apply(*apply->op, args)}, grouping};
}

/// alpha[group_of]: an index that is data proper (a shift or a slice groups nothing), into a dimension shorter than the rows'.
std::optional<AffineForm::Lifted> AffineForm::lifted_gather(const Gather& gather) {
  const Dims source = build_[gather.source].dims;
  if (source.size() != 1 || !std::holds_alternative<Input>(build_[gather.indices[0]].kind) || !is_data(gather.indices[0]))
    return std::nullopt;
  const Dims rows = build_[gather.indices[0]].dims;
  if (contains(loop_, source[0]) || rows.empty() || !without(rows, over_).empty() || rows.back() < source[0]) return std::nullopt;
  return Lifted{{build_, gather.source}, Grouping{source[0], gather.indices[0]}};
}

}  // namespace scmc::ir
