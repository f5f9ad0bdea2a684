#include "compiler/bind/extend.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace scmc {
namespace {

Diagnostic no_continuation(const std::string& file, const std::string& column, std::string why, std::string hint) {
  return {.code = "E0907",
          .title = "`" + file + "` does not continue the data of the fit",
          .place = column.empty() ? file : file + ", column `" + column + "`",
          .notes = {std::move(why)},
          .hint = Hint{std::move(hint)}};
}

class Extension {
 public:
  Extension(const Bound& past, const data::Table& plan, Diagnostics& diagnostics) : past_(past), plan_(plan), diagnostics_(diagnostics) {}

  std::optional<Extended> run() {
    if (plan_.format != data::Format::Csv)
      return refuse("", "a plan has rows", "write it as a CSV file: a column for each `data` line, a row for each new position");
    const auto along = continued();
    if (!along) return std::nullopt;
    const auto axis = new_axis(*along);
    if (!axis) return std::nullopt;
    const auto future = bind_future(*along, *axis);
    if (!future) return std::nullopt;
    return joined(*future, *along, *axis);
  }

 private:
  const Checked& model() const { return *past_.model; }
  std::nullopt_t refuse(const std::string& column, std::string why, std::string hint) {
    diagnostics_.report(no_continuation(plan_.file, column, std::move(why), std::move(hint)));
    return std::nullopt;
  }
  const Axis& axis(DimId dim) const { return past_.axes[index(dim)]; }
  bool is_root(DimId dim) const { return root(model().dims, dim) == dim; }
  bool has_column(const Variable& v) const { return v.kind == VariableKind::Data && plan_.find(v.column); }

  /// Does the column name a label or a position that the fit has not?
  bool names_new(DimId dim, const data::Column& column) const {
    for (std::size_t row = 0; row < column.values.size(); ++row)
      if (!column.is_missing(row) && !known_position(dim, column, row)) return true;
    return false;
  }
  bool known_position(DimId dim, const data::Column& column, std::size_t row) const {
    const double value = column.values[row];
    if (column.type == data::ColumnType::Label)
      return std::ranges::count(axis(dim).labels, column.labels[static_cast<std::size_t>(value)]) > 0;
    return value >= static_cast<double>(axis(dim).first) && value < static_cast<double>(axis(dim).first + axis(dim).size);
  }

  /// The dimension of which a column has new labels; else the one that no column names, over which the plan has data.
  std::optional<DimId> continued() {
    std::optional<DimId> found;
    const auto candidate = [&](DimId dim) {
      if (found && *found != dim) return false;
      found = dim;
      return true;
    };
    const auto two = [&] { return refuse("", "it has new positions of two dimensions", "continue one dimension at a time"); };
    for (std::size_t d = 0; d < model().dims.size(); ++d)
      if (const auto* column = plan_.find(model().dims[d].name); column && names_new(DimId(d), *column) && !candidate(DimId(d)))
        return two();
    if (found) return found;
    for (const auto& v : model().variables)
      for (DimId dim : has_column(v) ? v.dims : std::vector<DimId>{})
        if (!plan_.find(model()[dim].name) && !candidate(dim)) return two();
    if (found) return found;
    return refuse("", "it has no column of a `data` line, and none of new labels or positions of a dimension",
                  "name its columns as in the data, and give a row for each new position");
  }

  /// What is new of the dimension, by itself.
  std::optional<Axis> new_axis(DimId along) {
    const auto& name = model()[along].name;
    for (std::size_t d = 0; d < model().dims.size(); ++d)
      if (DimId(d) != along && root(model().dims, DimId(d)) == root(model().dims, along) && !model().dims[d].implied)
        return refuse(name, "`" + model().dims[d].name + "` has the same labels as `" + name + "`, and would have to grow with it",
                      "forecasts continue dimensions that no other one is like");
    const auto& known = axis(along);
    Axis result{.size = static_cast<std::int64_t>(plan_.rows), .first = known.first + known.size};
    const auto* column = plan_.find(name);
    if (!column && !known.labels.empty())
      return refuse("", "the positions of `" + name + "` have labels", "add a column `" + name + "` with the new labels");
    if (!column) return result;
    for (std::size_t row = 0; row < column->values.size(); ++row)
      if (column->is_missing(row) || known_position(along, *column, row))
        return refuse(name, "row " + std::to_string(plan_.line_of(row)) + " is no new position of `" + name + "`",
                      "leave out what the fit has seen: it ends with " + last_of(along));
    if ((column->type == data::ColumnType::Label) != !known.labels.empty())
      return refuse(name, "the positions of `" + name + "` are " + (known.labels.empty() ? "numbers" : "labels"),
                    "write them as in the data");
    if (column->type == data::ColumnType::Label) {
      if (column->dates && !known.labels.empty() && column->labels.front() < known.labels.back())
        return refuse(name, "`" + column->labels.front() + "` lies before the end of the data", "the fit ends with " + last_of(along));
      result.first = known.first, result.labels = column->labels;
      result.size = static_cast<std::int64_t>(column->labels.size());
      return result;
    }
    auto positions = column->values;
    std::ranges::sort(positions);
    positions.erase(std::unique(positions.begin(), positions.end()), positions.end());
    for (std::size_t i = 0; i < positions.size(); ++i)
      if (positions[i] != static_cast<double>(result.first) + static_cast<double>(i))
        return refuse(name, "the position after " + std::to_string(result.first + static_cast<std::int64_t>(i) - 1) + " is missing",
                      "give every position from " + std::to_string(result.first) + " on");
    result.size = static_cast<std::int64_t>(positions.size());
    return result;
  }

  std::string last_of(DimId along) const {
    const auto& known = axis(along);
    return known.labels.empty() ? std::to_string(known.first + known.size - 1) : "`" + known.labels.back() + "`";
  }

  /// The plan by itself: the dimension has the new positions only. Data that do not run over it are those of the fit.
  std::optional<Bound> bind_future(DimId along, const Axis& axis) {
    BindOptions options{.must_observe = false};
    for (std::size_t d = 0; d < model().dims.size(); ++d)
      if (is_root(DimId(d))) options.axes[model().dims[d].name] = DimId(d) == along ? axis : past_.axes[d];
    DataFile plan{.table = plan_, .columns = {}, .inputs_only = true};
    data::Table rest{.file = "the fit", .format = data::Format::Json, .columns = {}, .rows = 0, .lines = {}};
    for (const auto& column : plan_.columns) plan.columns.push_back(column.name);
    for (std::size_t i = 0; i < model().variables.size(); ++i) {
      const auto& v = model().variables[i];
      if (v.kind != VariableKind::Data || !past_.columns[i] || contains(v.dims, along)) continue;
      std::erase(plan.columns, v.column);
      rest.columns.push_back(column_of(v, *past_.columns[i]));
    }
    options.files = {std::move(plan), {.table = std::move(rest), .columns = {}, .inputs_only = true}};
    return scmc::bind(past_.model, options, diagnostics_);
  }

  data::Column column_of(const Variable& v, const BoundColumn& bound) const {
    auto values = bound.values;
    if (v.type.kind == ScalarKind::Index)
      for (double& x : values) x += static_cast<double>(axis(*v.type.carries).first);
    std::vector<std::size_t> shape;
    for (DimId d : v.dims) shape.push_back(static_cast<std::size_t>(axis(d).size));
    return data::number_column(v.column, std::move(values), std::move(shape));
  }

  Extended joined(const Bound& future, DimId along, const Axis& fresh) const {
    Extended result{.bound = past_, .along = along, .known = axis(along).size};
    auto& whole = result.bound.axes[index(along)];
    whole.size += fresh.size;
    whole.labels.insert(whole.labels.end(), fresh.labels.begin(), fresh.labels.end());
    for (std::size_t i = 0; i < model().variables.size(); ++i) {
      const auto& v = model().variables[i];
      auto& column = result.bound.columns[i];
      if (!column || !contains(v.dims, along)) continue;
      const auto* later = v.kind == VariableKind::Data ? &*future.columns[i] : nullptr;
      column->values = joined(v, along, column->values, later ? later->values : std::vector<double>{}, fresh.size);
      column->missing.clear();
      for (std::size_t cell = 0; cell < column->values.size(); ++cell)
        if (std::isnan(column->values[cell])) column->missing.push_back(cell);
    }
    result.bound.unused = future.unused;
    return result;
  }

  /// Two arrays one behind the other along a dimension; NaN for the second where there is none.
  std::vector<double> joined(const Variable& v, DimId along, const std::vector<double>& before, const std::vector<double>& after,
                             std::int64_t added) const {
    std::size_t inner = 1;
    for (std::size_t i = v.dims.size(); v.dims[--i] != along;) inner *= static_cast<std::size_t>(axis(v.dims[i]).size);
    const auto old_block = static_cast<std::ptrdiff_t>(inner) * axis(along).size, new_block = static_cast<std::ptrdiff_t>(inner) * added;
    std::vector<double> result;
    for (std::ptrdiff_t block = 0; block * old_block < static_cast<std::ptrdiff_t>(before.size()); ++block) {
      result.insert(result.end(), before.begin() + block * old_block, before.begin() + (block + 1) * old_block);
      if (after.empty()) result.insert(result.end(), static_cast<std::size_t>(new_block), std::numeric_limits<double>::quiet_NaN());
      else result.insert(result.end(), after.begin() + block * new_block, after.begin() + (block + 1) * new_block);
    }
    return result;
  }

  const Bound& past_;
  const data::Table& plan_;
  Diagnostics& diagnostics_;
};

}  // namespace

std::optional<Extended> extend(const Bound& past, const data::Table& plan, Diagnostics& diagnostics) {
  return Extension(past, plan, diagnostics).run();
}

}  // namespace scmc
