/// Terms become nodes, in the world that `value` describes.
#pragma once
#include <functional>
#include <map>
#include <unordered_map>

#include "compiler/ir/graph.h"
#include "compiler/lower/lower.h"
#include "compiler/lower/recurrences.h"

namespace scmc {

class TermLowering {
 public:
  /// `value` gives a variable as stored: index variables by their 0-based position.
  TermLowering(const Plan& plan, ir::Builder& build, std::function<ir::NodeId(VariableId)> value, Diagnostics& diagnostics)
      : plan_(plan), build_(build), value_(std::move(value)), diagnostics_(diagnostics), locals_(plan, build, diagnostics) {}

  /// Reads a variable at other positions (an index per dim of it); nothing if it is to be read as an array.
  using Elsewhere = std::function<std::optional<ir::NodeId>(VariableId, const std::vector<ir::NodeId>& indices)>;
  void read_elsewhere_by(Elsewhere elsewhere) { elsewhere_ = std::move(elsewhere); }

  /// A program's constant array, for what is solved by the runtime.
  using Numbers = std::function<ir::NodeId(const std::string& name, ir::Dims dims, std::vector<double> values)>;
  void keep_numbers_by(Numbers numbers) { numbers_ = std::move(numbers); }
  /// From now on a SelfTerm of this is that node.
  void stand_for(const Recursion* token, ir::NodeId node) { at_once_.insert_or_assign(token, node); }

  /// What `noise(x)` is here.
  void read_noise_by(std::function<ir::NodeId(VariableId)> noise) { noise_ = std::move(noise); }

  /// What a question within a term is here.
  void answer_by(std::function<ir::NodeId(const std::shared_ptr<const Question>&)> answer) { answer_ = std::move(answer); }

  /// The value as the language means it: positions are their numbers.
  ir::NodeId operator()(const TermPtr& term);
  /// A 0-based position of `dim`.
  ir::NodeId position(const TermPtr& term, DimId dim);
  /// As a variable stores it: 0-based if it is index-valued.
  ir::NodeId stored(const TermPtr& term, const Type& type);

  /// A term that stands for a node.
  TermPtr hole(ir::NodeId node, Type type, Span span);

  /// A read of a summed variable through a column: `k[g_of]` puts its elements under the units of another dimension.
  struct Regrouping {
    ir::DimId values;                   ///< of the summed variable
    ir::Dims units;                     ///< the dims that the positions run over
    std::vector<ir::NodeId> positions;  ///< one per plate of the variable, in their order
    friend bool operator==(const Regrouping&, const Regrouping&) = default;
  };
  const std::vector<Regrouping>& regroupings() const { return regroupings_; }

  ir::Builder& build() { return build_; }
  ir::DimId dim(DimId d) const { return plan_.dimensions.of_model[index(d)]; }
  ir::Dims dims(const std::vector<DimId>& d) const;

 private:
  ir::NodeId lower(const Term& term);
  ir::NodeId solution(const OdeTerm& ode);
  std::vector<ir::NodeId> cells_of(const TermPtr& term, const std::vector<DimId>& dims);
  const std::vector<ir::NodeId>& recursions(const RecursionGroup* group);
  std::vector<ir::NodeId> members(const RecursionGroup& group, const ir::Dims& extra);
  ir::Dims undeclared(const RecursionGroup& group, const std::vector<ir::NodeId>& values) const;
  ir::NodeId gather_stored(const GatherTerm& gather);
  std::optional<ir::NodeId> gather_elsewhere(const GatherTerm& gather);
  std::vector<ir::NodeId> indices_of(const GatherTerm& gather, const ir::Dims& source_dims);
  ir::NodeId label(const LabelTerm& label, Span span);
  void refuse_across(ir::NodeId source, const ir::Dims& dims);
  void read_summed(ir::NodeId source, const std::vector<ir::NodeId>& indices);
  const Axis& axis(DimId d) const { return plan_.bound.axes[index(d)]; }

  const Plan& plan_;
  ir::Builder& build_;
  std::function<ir::NodeId(VariableId)> value_;
  Elsewhere elsewhere_;
  std::function<ir::NodeId(VariableId)> noise_;
  Numbers numbers_;
  std::function<ir::NodeId(const std::shared_ptr<const Question>&)> answer_;
  Diagnostics& diagnostics_;
  std::unordered_map<const Term*, ir::NodeId> done_;
  std::vector<TermPtr> alive_;  ///< keys of done_ must not be reused
  std::vector<ir::NodeId> holes_;
  std::vector<Regrouping> regroupings_;
  Recurrences locals_;  ///< of the bodies that are being lowered
  std::map<const RecursionGroup*, std::vector<ir::NodeId>> recursions_;
  std::map<const Recursion*, ir::NodeId> at_once_;  ///< within a group: what is known of the position
};

}  // namespace scmc
