#include <nlohmann/json.hpp>

#include "cli/verdict.h"

namespace scmc::cli {
namespace {

using Json = nlohmann::ordered_json;

const char* name_of(identify::Answer answer) {
  switch (answer) {
    case identify::Answer::Identified:
      return "identified";
    case identify::Answer::ByForm:
      return "identified by form";
    case identify::Answer::Bounded:
      return "bounded";
    case identify::Answer::NotIdentified:
      return "not identified";
    case identify::Answer::Unknown:
      return "unknown";
    case identify::Answer::ByAssumption:
      return "by assumption";
  }
  return "";
}

Json of(const identify::Proposal& p) {
  return {{"set", p.set}, {"forbidden", p.forbidden}, {"open_path", p.open_path.empty() ? Json() : Json(p.open_path)}};
}

}  // namespace

Json verdict_json(const identify::Verdict& v) {
  Json out = {{"effect", v.effect},
              {"verdict", name_of(v.answer)},
              {"identifiable", !v.estimand.empty()},
              {"effect_is_zero", v.no_effect},
              {"estimand", v.estimand.empty() ? Json() : Json(v.estimand)},
              {"raw_estimand", v.raw_estimand.empty() ? Json() : Json(v.raw_estimand)},
              {"hedge", v.hedge},
              {"minimal_adjustment_sets", v.adjustment.sets},
              {"lowest_variance_set", v.lowest_variance ? Json(*v.lowest_variance) : Json()},
              {"frontdoor_sets", v.frontdoor.sets},
              {"instruments", Json::array()},
              {"complete", v.adjustment.complete && v.frontdoor.complete && v.all_instruments},
              {"open_path", v.confounding ? Json(v.confounding->path) : v.backdoor_path ? Json(*v.backdoor_path) : Json()},
              {"measure", v.measure}};
  for (const auto& i : v.instruments) out["instruments"].push_back({{"instrument", i.instrument}, {"given", i.given}});
  if (!v.reason.empty()) out["reason"] = v.reason;
  if (!v.inputs.empty()) out["inputs"] = v.inputs;
  if (v.implied) out["implied_independencies"] = *v.implied;
  for (const auto& [label, text] : v.remarks) out["remarks"][label] = text;
  if (!v.proposal) return out;
  out["valid_adjustment"] = v.proposal->adjustment, out["valid_backdoor"] = v.proposal->backdoor;
  out["proposal"] = of(*v.proposal);
  return out;
}

}  // namespace scmc::cli
