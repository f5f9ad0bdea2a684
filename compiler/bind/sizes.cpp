/// The size of every dimension: by declaration, by a column of labels, by the rows of a file, by the shape of an array.
#include <algorithm>
#include <cmath>

#include "compiler/bind/binder.h"
#include "compiler/source/match.h"
#include "compiler/source/suggest.h"

namespace scmc {

DimId Binder::root(DimId dim) const { return model()[dim].like ? root(*model()[dim].like) : dim; }

/// The column of a file that gives positions of a dimension: named as the dimension, or as the one that it is like.
const data::Column* Binder::column_naming(DimId dim, const DataFile& file) const {
  const auto* own = file.table.find(model()[dim].name);
  return own ? own : file.table.find(model()[root(dim)].name);
}

/// For each CSV file: the dimensions that columns name, and the one that its rows are.
void Binder::layout_rows() {
  for (const auto& match : matches_) {
    if (!match || match->file->table.format != data::Format::Csv) continue;
    const auto& v = model()[match->variable];
    auto& layout = layouts_[match->file];
    for (DimId dim : v.dims) {
      if (match->wide == dim) continue;
      if (const auto* column = column_naming(dim, *match->file)) {
        const auto known = std::ranges::find(layout.named, dim, [](const auto& n) { return n.first; });
        if (known == layout.named.end()) layout.named.emplace_back(dim, column);
      } else if (!layout.rows) {
        layout.rows = dim;
      } else if (*layout.rows != dim) {
        report(errors::rows_of_two_dimensions(v, model()[*layout.rows].name, model()[dim].name, {match->file->table.file}));
      }
    }
  }
}

void Binder::set_size(DimId dim, std::int64_t size, const std::string& by, const errors::DataPlace& place) {
  const auto d = index(root(dim));
  if (size <= 0) return report(errors::size_not_positive(model().dims[d], size));
  if (sized_[d] && bound_.axes[d].size != size)
    return report(errors::size_conflict(model().dims[d], bound_.axes[d].size, sized_by_[d], size, place));
  if (!sized_[d]) sized_by_[d] = by;
  sized_[d] = true;
  bound_.axes[d].size = size;
}

/// The value of a term without arrays: numbers, sizes, scalar data. Nothing where one of them is not known yet.
std::optional<double> Binder::scalar(const TermPtr& term) const {
  using Value = std::optional<double>;
  const auto unknown = [](const auto&) { return Value{}; };
  const auto sized = [&](DimId dim, std::int64_t Axis::* what) {
    return sized_[index(root(dim))] ? Value(bound_.axes[index(root(dim))].*what) : Value{};
  };
  return scmc::match(
      term->node, [](const ConstantTerm& t) { return Value(t.value); }, [&](const SizeTerm& t) { return sized(t.dim, &Axis::size); },
      [&](const FirstTerm& t) { return sized(t.dim, &Axis::first); },
      [&](const ReferenceTerm& t) {
        const auto& found = matches_[index(t.variable)];
        if (found && found->columns.front()->values.size() >= 1) return Value(found->columns.front()->values.front());
        return model()[t.variable].default_value ? scalar(model()[t.variable].default_value) : Value{};
      },
      [&](const ApplyTerm& t) {
        std::vector<double> args;
        for (const auto& arg : t.args)
          if (const auto value = scalar(arg)) args.push_back(*value);
        return args.size() == t.args.size() ? Value(t.op->value(args)) : Value{};
      },
      [&](const PositionTerm& t) { return unknown(t); }, [&](const LabelTerm& t) { return unknown(t); },
      [&](const SelectTerm& t) { return unknown(t); }, [&](const ReduceTerm& t) { return unknown(t); },
      [&](const GatherTerm& t) { return unknown(t); }, [&](const StackTerm& t) { return unknown(t); },
      [&](const MatrixTerm& t) { return unknown(t); }, [&](const NoiseTerm& t) { return unknown(t); },
      [&](const DistributionTerm& t) { return unknown(t); }, [&](const RecursionTerm& t) { return unknown(t); },
      [&](const SelfTerm& t) { return unknown(t); }, [&](const OdeTerm& t) { return unknown(t); },
      [&](const QuestionTerm& t) { return unknown(t); }, [&](const HoleTerm& t) { return unknown(t); });
}

void Binder::settle_sizes() {
  for (const auto& [name, axis] : options_.axes)
    if (const auto dim = model().find_dim(name); dim && root(*dim) == *dim) {
      bound_.axes[index(*dim)] = axis;
      set_size(*dim, axis.size, "the fit", {});
    }
  for (const auto& [name, size] : options_.sizes) {
    const auto dim = model().find_dim(name);
    std::vector<std::string> names;
    for (const auto& d : model().dims) names.push_back(d.name);
    if (!dim) report(errors::unknown_dim_option(name, closest(name, names)));
    else set_size(*dim, size, "`--dim`", {});
  }
  size_from_declarations();
  size_from_labels();
  size_from_shapes();
  size_from_declarations();
  if (!diagnostics_.has_errors()) finish_sizes();
}

/// Twice: sizes in terms of other sizes may have to wait for data.
void Binder::size_from_declarations() {
  for (std::size_t d = 0; d < model().dims.size(); ++d) {
    const auto& dim = model().dims[d];
    auto& axis = bound_.axes[d];
    if (dim.like) continue;
    if (!dim.labels.empty()) axis.labels = dim.labels, set_size(DimId(d), static_cast<std::int64_t>(dim.labels.size()), "its labels", {});
    if (dim.first && dim.last) {
      const auto first = scalar(dim.first), last = scalar(dim.last);
      if (first && last) axis.first = std::llround(*first), set_size(DimId(d), std::llround(*last - *first) + 1, "its declaration", {});
    }
    if (dim.size)
      if (const auto size = scalar(dim.size)) set_size(DimId(d), std::llround(*size), "its declaration", {});
  }
}

/// Does a variable over it read earlier positions?
bool Binder::is_lagged(DimId dim) const {
  return std::ranges::any_of(model().variables, [&](const Variable& v) { return v.recurrent && contains(v.dims, dim); });
}

/// Labels in order of first appearance, dates ascending; integers are positions and must leave no gap.
void Binder::labels_from(DimId dim, const data::Column& column, const DataFile& file, const Variable* variable) {
  const auto d = index(root(dim));
  const auto& declared = model().dims[d];
  auto& axis = bound_.axes[d];
  const errors::DataPlace where{file.table.file, 0, column.name};
  if (column.type == data::ColumnType::Label) {
    if (axis.labels.empty())
      axis.labels = column.labels, set_size(dim, static_cast<std::int64_t>(axis.labels.size()), "the labels of " + column.name, where);
    return;
  }
  if (sized_[d] || column.type == data::ColumnType::Real || column.values.empty()) return;
  std::size_t lowest = 0;
  double low = INFINITY, high = -INFINITY;
  for (std::size_t cell = 0; cell < column.values.size(); ++cell) {
    const double v = column.values[cell];
    if (v < low) low = v, lowest = cell;
    if (v > high) high = v;
  }
  if (!(low <= high)) return;
  const Variable named{
      .name = declared.name, .span = declared.span, .kind = VariableKind::Data, .type = {}, .dims = {}, .column = column.name};
  if (low < 1) {
    const long row = file.table.format == data::Format::Csv ? file.table.line_of(lowest) : 0;
    return report(errors::position_out_of_range(variable ? *variable : named, declared, low, 1, std::llround(high),
                                                {file.table.file, row, column.name}));
  }
  // n values fill 1..n at the most, so a gap shows among the first n + 1 positions however large the codes are.
  std::vector<bool> seen(std::min(static_cast<std::size_t>(high), column.values.size() + 1) + 1, false);
  for (double v : column.values)
    if (v < static_cast<double>(seen.size())) seen[static_cast<std::size_t>(v)] = true;
  for (std::size_t p = 1; p < seen.size(); ++p)
    if (!seen[p]) {
      const auto gap = static_cast<std::int64_t>(p);
      return report(is_lagged(dim) ? errors::dimension_with_gap(declared, gap, where)
                                   : errors::positions_with_gap(declared, gap, std::llround(high), where));
    }
  set_size(dim, std::llround(high), "the positions in " + column.name, where);
}

void Binder::size_from_labels() {
  for (const auto& [file, layout] : layouts_)
    for (const auto& [dim, column] : layout.named) labels_from(dim, *column, *file, nullptr);
  for (const auto& match : matches_) {
    if (!match) continue;
    const auto& v = model()[match->variable];
    if (match->wide && bound_.axes[index(root(*match->wide))].labels.empty() && !sized_[index(root(*match->wide))]) {
      bound_.axes[index(root(*match->wide))].labels = match->wide_labels;
      set_size(*match->wide, static_cast<std::int64_t>(match->wide_labels.size()), "the columns of " + v.name, {match->file->table.file});
    }
    if (v.type.kind == ScalarKind::Index) labels_from(*v.type.carries, *match->columns.front(), *match->file, &v);
  }
}

void Binder::size_from_shapes() {
  for (const auto& [file, layout] : layouts_)
    if (layout.rows)
      set_size(*layout.rows, static_cast<std::int64_t>(file->table.rows), "the rows of " + file->table.file, {file->table.file});
  for (const auto& match : matches_) {
    if (!match || match->file->table.format != data::Format::Json) continue;
    const auto& v = model()[match->variable];
    const auto& shape = match->columns.front()->shape;
    if (shape.size() != v.dims.size()) {
      report(errors::wrong_shape(v, std::to_string(shape.size()) + " levels of brackets", std::to_string(v.dims.size()),
                                 {match->file->table.file, 0, v.column}));
      continue;
    }
    for (std::size_t i = 0; i < shape.size(); ++i)
      set_size(v.dims[i], static_cast<std::int64_t>(shape[i]), "`" + v.name + "`", {match->file->table.file, 0, v.column});
  }
}

void Binder::finish_sizes() {
  for (std::size_t d = 0; d < model().dims.size(); ++d) {
    const auto from = index(root(DimId(d)));
    if (!sized_[from]) return report(errors::size_unknown(model().dims[from]));
    bound_.axes[d] = bound_.axes[from];
  }
}

}  // namespace scmc
