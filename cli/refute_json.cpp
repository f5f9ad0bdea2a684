#include <cmath>
#include <nlohmann/json.hpp>

#include "cli/refute.h"
#include "compiler/ast/print.h"

namespace scmc::cli {
namespace {

using Json = nlohmann::ordered_json;

Json number(double x) { return std::isfinite(x) ? Json(x) : Json(nullptr); }

Json of(const Refit& refit) {
  const auto& s = refit.answer.summary;
  return {{"mean", number(s.mean)}, {"sd", number(s.sd)}, {"hdi94", {number(s.hdi.lower), number(s.hdi.upper)}}, {"sound", refit.sound}};
}

const char* word(Finding finding) {
  switch (finding) {
    case Finding::Passes: return "passes";
    case Finding::Fails: return "fails";
    case Finding::NotRun: return "not run";
  }
  return "";
}

Json of(const RefutationCheck& check) {
  Json runs = Json::array();
  for (const auto& run : check.runs) runs.push_back(of(run));
  Json result = {{"name", check.name}, {"finding", word(check.finding)}, {"did", check.did}};
  if (check.finding == Finding::Fails) result["meaning"] = check.meaning;
  if (check.pooled) result["pooled"] = of(*check.pooled), result["runs"] = std::move(runs);
  return result;
}

Json of(const Scan& scan, const RefuteOptions& options) {
  Json points = Json::array();
  for (const auto& point : scan.points) {
    Json one = {{"strength", point.strength}};
    one.update(of(point.refit));
    points.push_back(std::move(one));
  }
  return {{"of", options.confounded}, {"same_side", scan.raises}, {"points", std::move(points)}, {"tipping_point", scan.tipping ? Json(*scan.tipping) : Json(nullptr)}};
}

Json of(const EValue& e) {
  return {{"risk_ratio", number(e.risk_ratio)}, {"hdi94", {number(e.interval.lower), number(e.interval.upper)}}, {"approximate", e.approximate},
          {"e_value", number(e.e_value)}, {"e_value_of_interval", number(e.e_value_of_limit)}};
}

Json of(const OmittedVariable& o) {
  Json bounds = Json::array();
  for (const auto& [share, answer] : o.bounds) bounds.push_back({{"share", share}, {"answer", number(answer)}});
  return {{"t", number(o.t)}, {"degrees_of_freedom", o.degrees_of_freedom}, {"partial_r2", number(o.partial_r2)},
          {"robustness_value", number(o.robustness)}, {"robustness_value_of_interval", number(o.robustness_of_interval)}, {"bounds", std::move(bounds)}};
}

}  // namespace

std::string refutation_json(const Refutation& r, const RefuteOptions& options) {
  Json checks = Json::array();
  for (const auto& check : r.checks) checks.push_back(of(check));
  Json out = {{"query", r.subject.name + " = " + ast::print(r.subject.value)},
              {"treatment", (*r.subject.model)[r.subject.treatment].name},
              {"outcome", (*r.subject.model)[r.subject.outcome].name},
              {"no_effect", r.subject.null},
              {"answer", of(r.original)},
              {"passed", r.count(Finding::Passes)},
              {"failed", r.count(Finding::Fails)},
              {"checks", std::move(checks)}};
  if (r.scan) out["confounder"] = of(*r.scan, options);
  if (r.e_value) out["e_value"] = of(*r.e_value);
  if (r.omitted) out["omitted_variable"] = of(*r.omitted);
  return out.dump(2) + "\n";
}

}  // namespace scmc::cli
