/// Expectations over the fresh noise of a world: closed forms where a term is affine in what is drawn, draws elsewhere.
#pragma once
#include "compiler/check/question.h"
#include "compiler/lower/world.h"

namespace scmc {

class Expectation {
 public:
  /// `given`: conditions that are read in this world; what they depend on is not averaged over by formula.
  Expectation(const Plan& plan, World& world, ProgramBuilder& program, const std::vector<TermPtr>& given, Diagnostics& diagnostics);

  /// Has the same expectation as the term, and less variance where there is a formula: of y + m it is E[y] + E[m], each given its causes.
  /// Elements keep their dims.
  ir::NodeId of(const TermPtr& term);
  /// 0 or 1, or the probability given what the event compares with.
  ir::NodeId of_event(const TermPtr& term);

 private:
  const Checked& model() const { return *plan_.bound.model; }
  int degree(const TermPtr& term);
  int degree(VariableId id);
  int degree_of_circle(const Variable& v);
  bool is_averaged(VariableId id);
  bool depends(const TermPtr& term);
  bool moves(const GatherTerm& gather);
  ir::NodeId value(VariableId id);
  ir::NodeId read_elsewhere(const Term& term, const GatherTerm& gather);
  std::optional<ir::NodeId> comparison(const TermPtr& term);

  const Plan& plan_;
  World& world_;
  std::vector<bool> conditioned_;  ///< by VariableId
  std::map<VariableId, int> degrees_;
  TermLowering terms_;
};

}  // namespace scmc
