/// Which latents are sampled, over which dimensions, by which transform.
#include <algorithm>
#include <map>
#include <numeric>

#include "compiler/check/elaborate.h"
#include "compiler/lower/errors.h"
#include "compiler/lower/invert.h"
#include "compiler/lower/lower.h"
#include "compiler/source/match.h"

namespace scmc {
namespace {

const RandomMechanism* random_of(const Mechanism& mechanism) { return std::get_if<RandomMechanism>(&mechanism.kind); }

class Planner {
 public:
  Planner(Bound bound, const LowerOptions& options, Diagnostics& diagnostics)
      : options_(options), diagnostics_(diagnostics), plan_{.bound = std::move(bound)} {}

  std::optional<Plan> run() {
    find_left_out();
    for (VariableId id : model().order) add_summed(id);
    for (VariableId id : model().order) add_packed(id);
    number_dimensions(plan_, diagnostics_);
    for (VariableId id : model().order) add_slot(id);
    if (diagnostics_.has_errors()) return std::nullopt;
    for (const auto& slot : plan_.slots) plan_.parameters += slot.size;
    return std::move(plan_);
  }

 private:
  const Checked& model() const { return *plan_.bound.model; }
  bool is_latent(VariableId id) const {
    return model()[id].kind == VariableKind::Random && !plan_.bound.is_observed(id) && !plan_.bound.preimage_of(id);
  }
  bool has_holes(VariableId id) const {
    const bool is_random = model()[id].kind == VariableKind::Random;
    return is_random && plan_.bound.is_observed(id) && !plan_.bound.columns[index(id)]->missing.empty();
  }

  /// Variables that something observed (or a factor) descends from.
  std::vector<bool> matters() const {
    std::vector<VariableId> anchors = plan_.bound.observed;
    for (const auto& [term, span] : model().factors)
      for (VariableId id : references(term)) anchors.push_back(id);
    auto upstream = ancestors(model(), anchors);
    for (const auto& [term, span] : model().factors)
      for (VariableId id : references(term)) upstream[index(id)] = true;
    return upstream;
  }

  /// Random variables that no observation reaches: discrete ones, per-unit ones, and what follows from them, are simulated afterwards.
  void find_left_out() {
    const auto upstream = matters();
    plan_.left_out.assign(model().variables.size(), false);
    matters_ = upstream;
    std::vector<bool> hollow(model().variables.size(), false);
    for (VariableId id : model().order) {
      const auto& v = model()[id];
      const bool cause_left_out = std::ranges::any_of(reads(v), [&](VariableId c) { return plan_.left_out[index(c)] || hollow[index(c)]; });
      if (v.kind == VariableKind::Deterministic) hollow[index(id)] = cause_left_out;
      if (!is_latent(id) || upstream[index(id)]) continue;
      const bool per_unit = std::ranges::count(plan_.bound.unmeasured, id) > 0;
      plan_.left_out[index(id)] = per_unit || cause_left_out || v.type.kind != ScalarKind::Real || v.recurrent;
    }
  }

  /// Does the value change with the slots?
  bool varies(const TermPtr& term) const {
    return std::ranges::any_of(references(term), [&](VariableId id) { return varies(id); });
  }
  bool varies(VariableId id) const {
    auto upstream = ancestors(model(), {id});
    upstream[index(id)] = true;
    for (std::size_t i = 0; i < upstream.size(); ++i)
      if (upstream[i] && (is_latent(VariableId(i)) || has_holes(VariableId(i)) || plan_.bound.preimage_of(VariableId(i)))) return true;
    return false;
  }

  /// A location-scale mechanism whose scale is random is sampled by its noise: no funnel.  [Papaspiliopoulos et al. 2007]
  bool noncentred(const Variable& v) const {
    if (options_.centred.contains(v.name) || v.recurrent || v.mechanisms.size() != 1 || v.mechanisms.front().mask) return false;
    const auto& instance = random_of(v.mechanisms.front())->instance;
    const auto& params = instance.distribution->params;
    if (std::ranges::none_of(instance.distribution->members, [](const auto& m) { return m.name.name == "location_scale"; })) return false;
    for (std::size_t i = 0; i < params.size(); ++i) {
      if (params[i].dims.size() == 2 && params[i].default_value && varies(instance.args[i])) return true;
      const auto* constraint = params[i].constraint ? std::get_if<ast::Name>(&params[i].constraint->node) : nullptr;
      if (params[i].default_value && constraint && constraint->id == "positive" && varies(instance.args[i])) return true;
    }
    return false;
  }

  std::string first_hole(VariableId id) const {
    const auto& column = *plan_.bound.columns[index(id)];
    return column.file + ", `" + element_name(plan_.bound, id, column.missing.front()) + "`";
  }

  static std::string transform(const Support& support) {
    static const std::map<std::string, std::string, std::less<>> of_vectors = {
        {"simplex", "Simplex"},         {"ordered", "Ordered"},       {"positive_ordered", "PositiveOrdered"},
        {"unit_vector", "UnitVector"},  {"sum_to_zero", "SumToZero"}, {"cholesky_correlation", "CholeskyCorrelation"},
        {"correlation", "Correlation"}, {"covariance", "Covariance"}, {"cholesky_covariance", "CholeskyCovariance"}};
    if (const auto found = of_vectors.find(support.name); found != of_vectors.end()) return found->second;
    const auto is = [](const TermPtr& bound, double value) { return bound && constant_value(bound) == value; };
    if (!support.lower && !support.upper) return "";
    if (is(support.lower, 0) && !support.upper) return "Positive";
    if (is(support.lower, 0) && is(support.upper, 1)) return "Unit";
    return support.lower && support.upper ? "Interval" : support.lower ? "Above" : "Below";
  }

  /// Discrete, not (everywhere) measured, and with effects that are: its values are enumerated.
  void add_summed(VariableId id) {
    const auto& v = model()[id];
    const bool latent = is_latent(id) && !plan_.left_out[index(id)], holes = has_holes(id) && matters_[index(id)];
    if ((!latent && !holes) || v.type.kind == ScalarKind::Real) return;
    Summed summed{.variable = id, .holes = holes};
    if (v.type.kind == ScalarKind::Index) {
      summed.count = plan_.bound.axes[index(*v.type.carries)].size;
    } else {
      std::optional<double> low, high;
      for (const auto& m : v.mechanisms) {
        const auto support = support_of(model(), random_of(m)->instance);
        const auto lower = support.lower ? constant_value(support.lower) : std::nullopt,
                   upper = support.upper ? constant_value(support.upper) : std::nullopt;
        if (!lower || !upper) return diagnostics_.report(errors::unbounded_discrete(v, holes ? first_hole(id) : ""));
        if (low && (low != lower || high != upper)) return diagnostics_.report(errors::varying_support(v));
        low = lower, high = upper;
      }
      summed.first = *low, summed.count = static_cast<std::int64_t>(*high - *low) + 1;
    }
    plan_.summed.push_back(std::move(summed));
  }

  /// Single values of positive probability, beside a density: no sampler of densities finds them.
  bool has_atoms(const Instance& instance) const {
    if (!find_member(*instance.distribution, "atoms")) return false;
    return constant_value(expand(model(), instance, "atoms", {})) != 0;
  }

  static bool is_triangular(const std::string& transform) {
    return transform.ends_with("Correlation") || transform.ends_with("Covariance");
  }
  static bool has_diagonal(const std::string& transform) { return transform.ends_with("Covariance"); }

  /// How many numbers a matrix has that is not as free as it is large.
  void add_packed(VariableId id) {
    const auto& v = model()[id];
    if (!is_latent(id) || plan_.left_out[index(id)] || joint_dims(v).size() != 2) return;
    const auto name = transform(support_of(model(), random_of(v.mechanisms.front())->instance));
    if (!is_triangular(name)) return;
    const auto size = plan_.bound.axes[index(joint_dims(v).front())].size;
    plan_.packed[id] = size * (size + (has_diagonal(name) ? 1 : -1)) / 2;
  }

  void add_slot(VariableId id) {
    const auto& v = model()[id];
    const bool latent = is_latent(id) && !plan_.left_out[index(id)];
    const bool holes = has_holes(id) && matters_[index(id)];
    if (!latent && !holes) return;
    if (v.type.kind != ScalarKind::Real) return;
    for (const auto& m : v.mechanisms)
      if (has_atoms(random_of(m)->instance)) return diagnostics_.report(errors::latent_with_atoms(v, random_of(m)->instance.distribution->name.name));
    Slot slot{.variable = id, .name = v.name, .noncentred = latent && noncentred(v), .holes = holes};
    const auto& first = random_of(v.mechanisms.front())->instance;
    const auto support = support_of(model(), slot.noncentred ? standard_form(model(), first) : first);
    slot.transform = transform(support);
    for (const auto& mechanism : v.mechanisms)
      if (!slot.noncentred && transform(support_of(model(), random_of(mechanism)->instance)) != slot.transform)
        return diagnostics_.report(errors::varying_support(v));
    if (holes) slot.dims = {*plan_.dimensions.of_holes[index(id)]};
    else
      for (DimId d : v.dims) slot.dims.push_back(plan_.dimensions.of_model[index(d)]);
    if (plan_.packed.contains(id)) {
      const auto at = [&](DimId d) { return plan_.dimensions.of_model[index(d)]; };
      const auto joint = joint_dims(v);
      slot.packed = {*plan_.dimensions.of_packed[index(id)], at(joint[0]), at(joint[1]), has_diagonal(slot.transform)};
      std::erase_if(slot.dims, [&](ir::DimId d) { return d == slot.packed->row || d == slot.packed->column; });
      slot.dims.push_back(slot.packed->dim);
    }
    std::ranges::sort(slot.dims);
    for (ir::DimId d : slot.dims) slot.size *= plan_.dimensions.sizes[ir::index(d)];
    plan_.slots.push_back(std::move(slot));
  }

  const LowerOptions& options_;
  Diagnostics& diagnostics_;
  Plan plan_;
  std::vector<bool> matters_;
};

}  // namespace

void number_dimensions(Plan& plan, Diagnostics& diagnostics) {
  struct Entry {
    std::string name;
    std::int64_t size;
    std::optional<std::size_t> model = {}, holes = {}, summed = {}, previous = {}, packed = {};
    bool is_bisection = false;
    ir::DimId* place = nullptr;  ///< where its number goes, of what is no variable's
  };
  const auto& model = *plan.bound.model;
  auto& d = plan.dimensions;
  std::vector<Entry> entries;
  for (std::size_t i = 0; i < model.dims.size(); ++i)
    entries.push_back({.name = model.dims[i].name, .size = plan.bound.axes[i].size, .model = i});
  for (std::size_t i = 0; i < model.variables.size(); ++i) {
    const auto& column = plan.bound.columns[i];
    if (plan.bound.is_observed(VariableId(i)) && !column->missing.empty())
      entries.push_back({model.variables[i].name + ".missing", static_cast<std::int64_t>(column->missing.size()), {}, i, {}, {}, {}});
  }
  for (std::size_t i = 0; i < plan.summed.size(); ++i) {
    const auto& v = model[plan.summed[i].variable];
    if (v.read_before) entries.push_back({.name = v.name + ".previous", .size = plan.summed[i].count, .previous = i});
    entries.push_back({.name = v.name + ".values", .size = plan.summed[i].count, .summed = i});
  }
  for (const auto& [id, size] : plan.packed) entries.push_back({.name = model[id].name + ".free", .size = size, .packed = index(id)});
  if (std::ranges::any_of(model.variables, [&](const Variable& v) { return is_inverted(model, v); }))
    entries.push_back({.name = "bisection", .size = bisections, .is_bisection = true});
  entries.push_back({.name = "replicate", .size = 1, .place = &d.replicates});
  plan.equations = plan_equations(plan.bound, diagnostics);
  for (auto& [equation, planned] : plan.equations) {
    entries.push_back({.name = "solution", .size = planned.column_count(), .place = &planned.columns});
    entries.push_back({.name = "equation", .size = static_cast<std::int64_t>(planned.program.encode().size()), .place = &planned.numbers});
  }
  std::ranges::stable_sort(entries, {}, &Entry::size);
  d.of_model.resize(model.dims.size());
  d.of_holes.resize(model.variables.size());
  d.of_packed.resize(model.variables.size());
  for (const auto& entry : entries) {
    const auto id = ir::DimId(d.dims.size());
    if (entry.model) d.of_model[*entry.model] = id;
    if (entry.holes) d.of_holes[*entry.holes] = id;
    if (entry.summed) plan.summed[*entry.summed].values = id;
    if (entry.packed) d.of_packed[*entry.packed] = id;
    if (entry.is_bisection) d.of_bisection = id;
    if (entry.place) *entry.place = id;
    if (entry.previous) plan.summed[*entry.previous].previous = id;
    d.dims.push_back({entry.name});
    d.sizes.push_back(entry.size);
  }
  for (auto& summed : plan.summed) {
    for (DimId dim : model[summed.variable].dims) summed.plates.push_back(d.of_model[index(dim)]);
    std::ranges::sort(summed.plates);
    if (const auto dim = model[summed.variable].read_before) summed.along = d.of_model[index(*dim)];
  }
}

std::optional<Plan> plan(Bound bound, const LowerOptions& options, Diagnostics& diagnostics) {
  return Planner(std::move(bound), options, diagnostics).run();
}

std::vector<std::size_t> declared_cells(const Plan& plan, VariableId variable) {
  return declared_cells(plan, (*plan.bound.model)[variable].dims);
}

std::vector<std::size_t> declared_cells(const Plan& plan, const std::vector<DimId>& dims) {
  std::vector<std::size_t> stride(dims.size(), 1);
  for (std::size_t i = dims.size(); i-- > 1;)
    stride[i - 1] = stride[i] * static_cast<std::size_t>(plan.bound.axes[index(dims[i])].size);
  std::vector<std::size_t> order(dims.size());
  std::iota(order.begin(), order.end(), 0);
  std::ranges::sort(order, {}, [&](std::size_t i) { return plan.dimensions.of_model[index(dims[i])]; });
  std::vector<std::size_t> cells(static_cast<std::size_t>(plan.bound.size(dims)));
  std::vector<std::int64_t> at(dims.size(), 0);
  for (auto& cell : cells) {
    cell = 0;
    for (std::size_t i = 0; i < order.size(); ++i) cell += static_cast<std::size_t>(at[i]) * stride[order[i]];
    for (std::size_t i = order.size(); i-- > 0;) {
      if (++at[i] < plan.bound.axes[index(dims[order[i]])].size) break;
      at[i] = 0;
    }
  }
  return cells;
}

std::vector<double> to_ir_order(const Plan& plan, VariableId variable, const std::vector<double>& declared) {
  std::vector<double> result;
  result.reserve(declared.size());
  for (std::size_t cell : declared_cells(plan, variable)) result.push_back(declared[cell]);
  return result;
}

}  // namespace scmc
