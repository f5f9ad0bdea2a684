#include "cli/counterfactual.h"

#include <nlohmann/json.hpp>

#include "runtime/report/text.h"

namespace scmc::cli {
namespace {

using identify::CounterfactualAnswer;
using Is = identify::CounterfactualVerdict;
using Json = nlohmann::ordered_json;

const char* name_of(Is verdict) {
  switch (verdict) {
    case Is::Identified:
      return "identified";
    case Is::FromExperiments:
      return "identified by experiments";
    case Is::Impossible:
      return "impossible";
    case Is::Undefined:
      return "undefined";
    case Is::NotIdentified:
      return "not identified";
  }
  return "";
}

/// The label of the first row, and what stands beside it.
report::Entry verdict(const CounterfactualAnswer& answer) {
  switch (answer.verdict) {
    case Is::Identified:
      return {"yes", "identified by what is observed"};
    case Is::FromExperiments:
      return {"NO", answer.reason + ". Experiments that set one thing at a time would tell"};
    case Is::Impossible:
      return {"zero", answer.reason};
    case Is::Undefined:
      return {"undefined", answer.reason};
    case Is::NotIdentified:
      return {"NO", answer.reason};
  }
  return {};
}

/// `max(0, P(Y=0|X=0) + P(Y=1|X=1) - 1)  to  min(P(Y=0|X=0), P(Y=1|X=1))`
std::string bounds(const std::vector<std::string>& parts) {
  if (parts.empty()) return "";
  std::string sum, list;
  for (const auto& part : parts) sum += (sum.empty() ? "" : " + ") + part, list += (list.empty() ? "" : ", ") + part;
  return "from max(0, " + sum + " - " + std::to_string(parts.size() - 1) + ")\nto min(" + list + ")";
}

Json or_null(const std::string& text) { return text.empty() ? Json() : Json(text); }

}  // namespace

std::string counterfactual_text(const CounterfactualAnswer& answer) {
  std::vector<report::Entry> entries{verdict(answer)};
  const auto add = [&](const std::string& label, const std::string& text) {
    if (!text.empty()) entries.push_back({label, text});
  };
  add("bounded", bounds(answer.parts));
  add("would help", answer.remedy);
  if (answer.verdict == Is::Impossible) return report::layout_entries(entries);
  const std::string mean = answer.is_mean && !answer.experiments.empty() ? "\nthe mean of this distribution is asked for" : "";
  add("estimand", answer.estimand.empty() ? "" : answer.formula_of + " = " + answer.estimand + mean);
  if (answer.experiments != answer.estimand)
    add("worlds", answer.experiments.empty() ? "" : answer.formula_of + " = " + answer.experiments + (answer.estimand.empty() ? mean : ""));
  return report::layout_entries(entries);
}

Json counterfactual_json(const CounterfactualAnswer& answer) {
  return {{"effect", answer.question},
          {"verdict", name_of(answer.verdict)},
          {"identifiable", !answer.estimand.empty()},
          {"estimand", or_null(answer.estimand)},
          {"estimand_of", answer.formula_of},
          {"experiments", or_null(answer.experiments)},
          {"bounded_by", answer.parts},
          {"not_identified", answer.unidentified},
          {"reason", or_null(answer.reason)},
          {"would_help", or_null(answer.remedy)},
          {"conflict", answer.component},
          {"recanting_witness", or_null(answer.witness)}};
}

}  // namespace scmc::cli
