/// What only data can show: slices that overlap or leave gaps, indices out of range, values outside of supports that depend on data.
#include <algorithm>
#include <cmath>
#include <numeric>
#include <span>
#include <sstream>

#include "compiler/bind/errors.h"
#include "compiler/interpret/interpret.h"
#include "compiler/lower/errors.h"
#include "compiler/lower/fit.h"
#include "compiler/source/match.h"

namespace scmc {
namespace {

class Validator {
 public:
  Validator(const Plan& plan, Diagnostics& diagnostics) : plan_(plan), diagnostics_(diagnostics) {}

  void run(const Program& density) {
    for (const auto& v : model().variables) check_slices(v);
    for (VariableId id : plan_.bound.observed)
      if (model()[id].kind == VariableKind::Random) check_support(id), check_set(id);
    for (const auto& told : plan_.bound.preimages) check_possible(told);
    for (const auto& [equation, planned] : plan_.equations) check_times(planned);
    check_indices(density);
  }

  /// Gathers whose indices are computed: shifts, expressions. Columns of positions were checked when the data were bound.
  void check_indices(const Program& program) {
    if (diagnostics_.has_errors()) return;
    const auto& graph = program.graph;
    const auto plain = [&](ir::NodeId id) {
      return std::holds_alternative<ir::Iota>(graph[id].kind) || std::holds_alternative<ir::Input>(graph[id].kind);
    };
    const bool computed = std::ranges::any_of(graph.nodes, [&](const ir::Node& node) {
      const auto* gather = std::get_if<ir::Gather>(&node.kind);
      return gather && !std::ranges::all_of(gather->indices, plain);
    });
    if (!computed) return;
    ir::Inputs inputs{.sizes = plan_.dimensions.sizes, .values = program.data};
    for (std::size_t s = 0; s < plan_.slots.size(); ++s) inputs.values[s].assign(static_cast<std::size_t>(plan_.slots[s].size), 0);
    const auto bad = ir::find_out_of_range(graph, inputs);
    if (!bad) return;
    const auto& node = graph[bad->at.node];
    std::string cell;
    for (std::size_t i = 0; i < node.dims.size(); ++i)
      cell +=
          (i ? ", " : "") + graph.dims[ir::index(node.dims[i])].name + " " + std::to_string(bad->at.position[i] + first_of(node.dims[i]));
    const auto first = first_of(bad->dim), size = plan_.dimensions.sizes[ir::index(bad->dim)];
    diagnostics_.report(errors::index_out_of_range(node.span, graph.dims[ir::index(bad->dim)].name, std::llround(bad->index) + first, first,
                                                   first + size - 1, cell));
  }

 private:
  const Checked& model() const { return *plan_.bound.model; }

  /// Values of terms that depend on data only.
  std::vector<std::vector<double>> evaluate(const std::vector<TermPtr>& terms, const std::vector<DimId>& over) {
    ProgramBuilder builder(plan_);
    FitWorld world(plan_, builder, diagnostics_);
    std::vector<std::pair<std::string, ir::NodeId>> outputs;
    for (const auto& term : terms) outputs.emplace_back("term", builder.build.broadcast(world.terms()(term), world.terms().dims(over)));
    return interpret(std::move(builder).take(std::move(outputs)));
  }

  std::vector<std::vector<double>> interpret(const Program& program) {
    ir::Inputs inputs{.sizes = plan_.dimensions.sizes, .values = program.data};
    for (std::size_t s = 0; s < plan_.slots.size(); ++s) inputs.values[s].assign(static_cast<std::size_t>(plan_.slots[s].size), 0);
    return ir::interpret(program.graph, inputs);
  }

  bool of_data(const TermPtr& term) const {
    return std::ranges::all_of(references(term), [&](VariableId id) { return model()[id].kind == VariableKind::Data; });
  }

  VariableId id_of(const Variable& v) const { return VariableId(&v - model().variables.data()); }

  std::string element(const Variable& v, std::size_t ir_cell) {
    return element_name(plan_.bound, id_of(v), declared_cells(plan_, id_of(v))[ir_cell]);
  }

  void check_slices(const Variable& v) {
    if (v.mechanisms.size() < 2 && (v.mechanisms.empty() || !v.mechanisms.front().mask)) return;
    std::vector<TermPtr> masks;
    for (const auto& m : v.mechanisms)
      if (m.mask) masks.push_back(m.mask);
    const bool covered = masks.size() < v.mechanisms.size();
    const auto values = evaluate(masks, v.dims);
    for (std::size_t cell = 0; cell < values.front().size(); ++cell) {
      std::vector<std::size_t> by;
      for (std::size_t m = 0; m < masks.size(); ++m)
        if (values[m][cell] != 0) by.push_back(m);
      if (by.size() > 1 && v.kind != VariableKind::Deterministic)
        return diagnostics_.report(errors::overlapping_slices(v, v.mechanisms[by[1]].span, v.mechanisms[by[0]].span, element(v, cell)));
      if (by.empty() && !covered) return diagnostics_.report(errors::uncovered_element(v, element(v, cell)));
    }
  }

  /// Supports whose bounds are constants were checked when the data were bound; those with bounds made of data are checked here.
  void check_support(VariableId id) {
    const auto& v = model()[id];
    if (v.mechanisms.size() != 1 || v.type.kind == ScalarKind::Index) return;
    const auto support = support_of(model(), std::get<RandomMechanism>(v.mechanisms.front().kind).instance);
    const auto x = make_term(v.span, v.type, ReferenceTerm{id});
    const auto inside = within_support(support, x);
    const auto data_only = [&](const TermPtr& bound) { return !bound || of_data(bound); };
    if (!inside || !data_only(support.lower) || !data_only(support.upper)) return;
    const auto values = evaluate({inside, x}, v.dims);
    const auto& missing = plan_.bound.columns[index(id)]->missing;
    const auto declared = declared_cells(plan_, id);
    for (std::size_t cell = 0; cell < values[0].size(); ++cell)
      if (values[0][cell] == 0 && !std::ranges::binary_search(missing, declared[cell]))
        return diagnostics_.report(
            errors::outside_support(v, values[1][cell], support.name, {plan_.bound.columns[index(id)]->file, 0, element(v, cell)}));
  }

  /// The times of a differential equation rise, from its start on.
  void check_times(const PlannedEquation& planned) {
    const auto dims = planned.times->type.dims;
    const auto values = evaluate({planned.times}, dims).front();
    std::vector<ir::DimId> all;
    for (DimId d : dims) all.push_back(plan_.dimensions.of_model[index(d)]);
    std::ranges::sort(all);
    std::size_t stride = 1;
    for (auto d = all.rbegin(); *d != plan_.dimensions.of_model[index(planned.over)]; ++d)
      stride *= static_cast<std::size_t>(plan_.dimensions.sizes[ir::index(*d)]);
    const auto size = static_cast<std::size_t>(plan_.bound.size({planned.over}));
    for (std::size_t cell = 0; cell < values.size(); ++cell) {
      const bool is_first = cell / stride % size == 0;
      const double before = is_first ? planned.program.start : values[cell - stride];
      if (!(values[cell] >= before)) return diagnostics_.report(errors::times_fall(planned.times->span, values[cell], before, is_first));
    }
  }

  /// Measured vectors and matrices, one draw after the other: the last dims on the left are those of a draw.
  void check_set(VariableId id) {
    const auto& v = model()[id];
    const auto joint = joint_dims(v);
    if (joint.empty()) return;
    const auto set = support_of(model(), std::get<RandomMechanism>(v.mechanisms.front().kind).instance).name;
    const auto& column = *plan_.bound.columns[index(id)];
    const auto size = static_cast<std::size_t>(plan_.bound.size(joint)), rows = static_cast<std::size_t>(plan_.bound.size({joint.front()}));
    for (std::size_t first = 0; first + size <= column.values.size(); first += size) {
      const std::span draw(column.values.data() + first, size);
      if (std::ranges::any_of(draw, [](double x) { return std::isnan(x); })) continue;
      if (const auto why = outside_of(set, draw, rows); !why.empty())
        return diagnostics_.report(errors::outside_set(v, set, why, {column.file, 0, element_name(plan_.bound, id, first)}));
    }
  }

  /// What keeps a vector, or a matrix row by row, out of a set; empty where nothing does. Data files round.
  static std::string outside_of(const std::string& set, std::span<const double> x, std::size_t rows) {
    constexpr double rounding = 1e-4;
    const double sum = std::accumulate(x.begin(), x.end(), 0.0), square = std::inner_product(x.begin(), x.end(), x.begin(), 0.0);
    const auto at = [&](std::size_t i, std::size_t j) { return x[i * rows + j]; };
    const auto number = [](double value) {
      std::ostringstream out;
      out << value;
      return out.str();
    };
    if (set == "simplex" && std::abs(sum - 1) > rounding) return "its elements add up to " + number(sum) + ", not to 1";
    if (set == "sum_to_zero" && std::abs(sum) > rounding * (1 + std::sqrt(square))) return "its elements add up to " + number(sum) + ", not to 0";
    if (set == "unit_vector" && std::abs(square - 1) > rounding) return "its length is " + number(std::sqrt(square)) + ", not 1";
    if (set.ends_with("ordered") && !std::ranges::is_sorted(x)) return "its elements do not ascend";
    const bool is_factor = set.starts_with("cholesky_"), is_correlation = set.ends_with("correlation");
    if (!is_factor && !is_correlation && set != "covariance") return "";
    for (std::size_t i = 0; i < rows; ++i) {
      if (!(at(i, i) > 0)) return "its diagonal is not positive";
      if (is_correlation && !is_factor && std::abs(at(i, i) - 1) > rounding) return "its diagonal is not 1";
      for (std::size_t j = i + 1; j < rows; ++j) {
        if (is_factor && at(i, j) != 0) return "it is not 0 above its diagonal";
        if (!is_factor && std::abs(at(i, j) - at(j, i)) > rounding * (1 + std::abs(at(i, j)))) return "it is not symmetric";
      }
    }
    return "";
  }

  /// A computed variable that can never have the value that was measured of it.
  void check_possible(const Preimage& told) {
    const auto& v = model()[told.measured];
    if (!told.is_possible || !plan_.bound.is_measured(told.is_possible)) return;
    const auto x = make_term(v.span, v.type, ReferenceTerm{told.measured});
    const auto values = evaluate({told.is_possible, x}, v.dims);
    const auto& missing = plan_.bound.columns[index(told.measured)]->missing;
    const auto declared = declared_cells(plan_, told.measured);
    for (std::size_t cell = 0; cell < values[0].size(); ++cell)
      if (values[0][cell] == 0 && !std::ranges::binary_search(missing, declared[cell]))
        return diagnostics_.report(errors::impossible_value(v, values[1][cell], {plan_.bound.columns[index(told.measured)]->file, 0, element(v, cell)}));
  }

  std::int64_t first_of(ir::DimId dim) const {
    for (std::size_t d = 0; d < plan_.dimensions.of_model.size(); ++d)
      if (plan_.dimensions.of_model[d] == dim) return plan_.bound.axes[d].first;
    return 1;
  }

  const Plan& plan_;
  Diagnostics& diagnostics_;
};

}  // namespace

void validate(const Plan& plan, const Program& density, Diagnostics& diagnostics) { Validator(plan, diagnostics).run(density); }

void validate_indices(const Plan& plan, const Program& program, Diagnostics& diagnostics) {
  Validator(plan, diagnostics).check_indices(program);
}

}  // namespace scmc
