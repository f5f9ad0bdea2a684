/// Counterfactual questions answered: by experiments, by what is observed, or not at all, with the reason.  [SP08]
#pragma once
#include <string>
#include <vector>

#include "compiler/identify/counterfactual_query.h"

namespace scmc::identify {

enum class CounterfactualVerdict {
  Identified,       ///< a formula of the distribution of what is observed
  FromExperiments,  ///< a formula of interventional distributions, of which one at least is not identified
  Impossible,       ///< probability 0 in every model
  Undefined,        ///< the condition has probability 0 in every model
  NotIdentified,    ///< not even all experiments on single worlds would tell
};

struct CounterfactualAnswer {
  CounterfactualVerdict verdict = CounterfactualVerdict::Identified;
  std::string question;        ///< as it was understood
  std::string formula_of;      ///< the same, or the distribution whose mean is asked for
  bool is_mean = false;
  std::string experiments;     ///< over P(...|do(...)); empty where there is none
  std::string estimand;        ///< over what is observed; empty where there is none
  std::string reason, remedy;  ///< one sentence each; empty where there is nothing to say
  std::vector<std::string> component;  ///< the counterfactual variables that contradict each other, such as `Y_{X=0}`, `Y_{X=1}`
  std::string witness;                 ///< the recanting witness of a nested question [ASP05]
  /// Where an event is not identified but what it says of each of its worlds is: their formulas p1, p2, ... The probability of the event
  /// lies between max(0, p1 + p2 + ... - (n - 1)) and min(p1, p2, ...).
  std::vector<std::string> parts;
  std::vector<std::string> unidentified;  ///< interventional distributions of the formula that have a hedge
};

CounterfactualAnswer identify_counterfactual(const Admg& graph, const CounterfactualQuery& query);

/// `P(Y_{X=0}=0 | X=1)`.
std::string print(const Admg& graph, const CounterfactualQuery& query);

}  // namespace scmc::identify
