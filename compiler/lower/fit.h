/// The world of the fit: data where measured, slots where not, deterministic variables computed from both.
#pragma once
#include <map>
#include <memory>

#include "compiler/lower/recurrences.h"
#include "compiler/lower/term.h"

namespace scmc {

/// A program under construction. Slots are its first inputs, as Parameter inputs in the order of the plan.
class ProgramBuilder {
 public:
  explicit ProgramBuilder(const Plan& plan);
  /// Declares a Data input once per name and dims.
  ir::NodeId data(const std::string& name, ir::Dims dims, ir::NodeType type, std::vector<double> values);
  TermLowering::Numbers numbers() {
    return [this](const std::string& name, ir::Dims dims, std::vector<double> values) {
      return data(name, std::move(dims), ir::NodeType::Real, std::move(values));
    };
  }
  ir::NodeId slot(std::size_t i) { return build.input(ir::InputId(i)); }
  Program take(std::vector<std::pair<std::string, ir::NodeId>> outputs) &&;

  ir::Builder build;

 private:
  std::map<std::pair<std::string, ir::Dims>, ir::NodeId> declared_;
  std::vector<std::vector<double>> values_;
};

/// A stream of noise for each name: statement order does not matter.  [FNV-1a]
std::uint64_t noise_stream(const std::string& name);

class FitWorld {
 public:
  /// What a summed variable is here: a draw given all else, or all of its values at once along their dimension.
  enum class Discrete { Drawn, Symbolic };
  FitWorld(const Plan& plan, ProgramBuilder& program, Diagnostics& diagnostics, Discrete discrete = Discrete::Drawn);

  /// As stored. Observed variables: the data, holes filled from their slot (or by a valid value, where nothing depends on them).
  ir::NodeId value(VariableId id);
  TermLowering& terms() { return terms_; }
  /// What its mechanism adds to its causes: `noise(x)`.
  ir::NodeId noise(VariableId id);
  /// Fixes a variable's value from outside.
  void set(VariableId id, ir::NodeId value) { values_.insert_or_assign(id, value); }
  /// The same of what was not measured: a value for each missing cell.
  void set_holes(VariableId id, ir::NodeId missing) { set(id, with_holes(id, missing)); }
  /// The unconstrained number that stands for `value` in the slot.
  ir::NodeId unconstrained(const Slot& slot, ir::NodeId value);
  const Slot* slot_of(VariableId id) const;
  const Summed* summed_of(VariableId id) const;

  /// 1 where an observed variable has a value; null if it has one everywhere.
  std::optional<ir::NodeId> measured(VariableId id);
  /// What the slot holds on the scale of its support: the noise of a non-centred variable, else the variable (or its holes).
  ir::NodeId on_support(const Slot& slot);
  /// log|d value / d u| of a slot.
  std::optional<ir::NodeId> log_jacobian(const Slot& slot);
  /// Of a random variable with this value: the log-density of each element by the mechanism in charge of it.
  ir::NodeId log_density(VariableId id, ir::NodeId value);
  /// Of a random variable that a measured computed one tells of: log of the density, or of the probability of its bounds, by element.
  ir::NodeId log_probability(const Preimage& told);
  const Plan& plan() const { return plan_; }
  /// The dims of a variable over which its draws are independent of each other given their causes.
  ir::Dims plates(VariableId id);
  ir::NodeId data_column(VariableId id);

 private:
  ir::NodeId compute(VariableId id);
  ir::NodeId deterministic(const Variable& variable);
  void compute_circle(const Variable& variable);
  std::optional<ir::NodeId> elsewhere(VariableId id, const std::vector<ir::NodeId>& indices);
  std::optional<ir::NodeId> previous(const Summed& summed, const std::vector<ir::NodeId>& indices);
  ir::NodeId latent(VariableId id, const Slot& slot);
  ir::NodeId with_holes(VariableId id, ir::NodeId missing);
  std::optional<ir::NodeId> known(const Preimage& told);  ///< 1 where the value is known; nothing: everywhere
  std::pair<ir::NodeId, ir::NodeId> known_bounds(const Preimage& told);
  ir::NodeId recovered(const Preimage& told);
  ir::NodeId drawn_within(const Preimage& told);
  ir::NodeId discrete(const Summed& summed);
  ir::NodeId symbolic_values(const Summed& summed, ir::DimId along);
  std::vector<TermPtr> bounds(const Slot& slot);
  ir::NodeId free_numbers(const Slot& slot);
  ir::NodeId unpacked(const Slot& slot, ir::NodeId numbers);
  ir::NodeId packed(const Slot& slot, ir::NodeId matrix);
  std::size_t index_of(const Slot& slot) const { return static_cast<std::size_t>(&slot - plan_.slots.data()); }

  const Plan& plan_;
  ProgramBuilder& program_;
  Diagnostics& diagnostics_;
  Discrete discrete_;
  std::map<VariableId, ir::NodeId> values_;
  TermLowering terms_;
  Recurrences recurrences_;
};

/// 1 where the value lies within the support; null where it always does (bounds absent, or constant: those were checked when data were
/// bound, unless the value is not measured itself).
TermPtr within_support(const Support& support, const TermPtr& value, bool of_constants = false);

/// By slices, `each` gives the node of a mechanism; the last, bare one covers the rest.
template <class Each>
ir::NodeId by_slice(TermLowering& terms, const std::vector<Mechanism>& mechanisms, Each&& each) {
  ir::NodeId result = each(mechanisms.back());
  for (std::size_t i = mechanisms.size() - 1; i-- > 0;)
    result = terms.build().select(terms(mechanisms[i].mask), each(mechanisms[i]), result);
  return result;
}

}  // namespace scmc
