/// One world of a question: what is set is set, what is touched is recomputed with its own noise, everything else is as in the fit.
#pragma once
#include <map>
#include <set>

#include "compiler/lower/fit.h"
#include "compiler/lower/touch.h"

namespace scmc {

/// What is set, and by which noise the touched is recomputed.
struct Regime {
  std::vector<Intervention> interventions = {};
  bool is_counterfactual = false;          ///< touched elements keep their own noise
  std::set<VariableId> freed = {};         ///< drawn anew, also in a counterfactual world
  std::set<VariableId> kept = {};          ///< by their own noise, also under `do`
  std::string stream = {};                 ///< worlds with the same one share their fresh noise
  ir::Dims extra = {};                     ///< what touched values may run over beside their dims: replicates, positions of a query's left
  std::optional<ir::DimId> replicates = {};  ///< the noise of every draw is repeated along it
};

class World {
 public:
  /// `factual` is the world without interventions, whose noise a counterfactual one keeps; null where none is needed.
  World(const Plan& plan, const Reach& reach, Regime regime, ProgramBuilder& program, Diagnostics& diagnostics, World* factual = nullptr);

  /// What children read: the fixed half where the variable is set, its natural value elsewhere.
  ir::NodeId value(VariableId id);
  TermLowering& terms() { return terms_; }

  /// Is it drawn by fresh noise in this world? Then the member `mean`, if there is one, is its expectation given its causes.
  bool is_drawn(VariableId id);
  /// Something of a variable that is drawn: `elsewhere` on the elements that are as in the fit.
  ir::NodeId where_drawn(VariableId id, ir::NodeId drawn, ir::NodeId elsewhere);
  /// Is it recomputed here, or else as in the fit?
  bool is_computed(VariableId id) { return is_recomputed(id); }
  ir::NodeId noise(VariableId id);
  ir::NodeId answer(const std::shared_ptr<const Question>& question) { return answer_(question); }
  /// A member of its mechanisms: `mean`, `cdf` of a value. Nothing if some of them lack it.
  std::optional<ir::NodeId> member(VariableId id, const std::string& name, const std::vector<TermPtr>& args, TermLowering& terms);

  /// Inputs that hold what is set to constants, and their values.
  const std::map<ir::InputId, double>& constants() const { return constants_; }
  /// Constants are inputs, so that scenarios which differ in them share a program. Otherwise they are part of it.
  void keep_constants_apart() { has_constants_apart_ = true; }
  /// What questions within the values that are set are.
  void answer_by(std::function<ir::NodeId(const std::shared_ptr<const Question>&)> answer);
  /// Without: an element whose causes are what they were is recomputed from its noise, as a test of both.
  void copy_unchanged(bool copies) { copies_ = copies; }

 private:
  const Checked& model() const { return *plan_.bound.model; }
  ir::Builder& build() { return program_.build; }
  void equip(TermLowering& terms);
  ir::NodeId compute_value(VariableId id);
  void compute_circle(const Variable& variable);
  ir::NodeId natural(VariableId id);
  ir::NodeId compute_natural(VariableId id);
  bool is_recomputed(VariableId id);
  bool simulated_recurrence(VariableId id) { return model()[id].recurrent && simulated_holes(id); }
  bool below_left_out(VariableId id);
  bool simulated_holes(VariableId id) const;
  ir::NodeId base(VariableId id);
  ir::NodeId mask(VariableId id, const std::string& what, const ElementSet& elements);
  ir::NodeId mechanism(VariableId id);
  ir::NodeId draw(VariableId id, const Instance& instance);
  ir::NodeId fresh(VariableId id, const Instance& instance, TermLowering& terms, const std::string& stream);
  ir::NodeId set(const Intervention& intervention, VariableId id, std::optional<ir::NodeId> before);
  ir::NodeId constant(const Intervention& intervention, double value, const Variable& v);
  bool abducts(VariableId id) const;

  const Plan& plan_;
  const Reach& reach_;
  Regime regime_;
  ProgramBuilder& program_;
  Diagnostics& diagnostics_;
  World* factual_;
  FitWorld fit_;
  std::map<VariableId, ir::NodeId> values_, naturals_, mechanisms_;
  std::map<ir::InputId, double> constants_;
  bool has_constants_apart_ = false, copies_ = true;
  std::set<VariableId> asking_;  ///< whether they are below what was left out
  Recurrences recurrences_;
  TermLowering terms_;
  std::function<ir::NodeId(const std::shared_ptr<const Question>&)> answer_;
};

}  // namespace scmc
