#include "cli/summary.h"

#include <algorithm>
#include <cmath>

#include "cli/kept_draws.h"
#include "runtime/diagnose/energy.h"
#include "runtime/sample/share_out.h"
#include "runtime/store/columns.h"

namespace scmc::cli {
namespace {

double least_ess(const FitSummary& summary) { return 100.0 * static_cast<double>(summary.sampler.chains); }

std::optional<std::int64_t> count(const store::Group& stats, const char* name) {
  const auto* flags = stats.find(name);
  if (!flags) return std::nullopt;
  std::int64_t count = 0;
  for (std::size_t i = 0; i < store::size(flags->values); ++i) count += store::number(flags->values, i) != 0;
  return count;
}

SamplerStats sampler_of(const store::Inference& inference) {
  const auto& posterior = *inference.find("posterior");
  SamplerStats result{.chains = posterior.find_dim("chain")->size, .draws = posterior.find_dim("draw")->size};
  const auto* interrupted = store::attribute<std::int64_t>(inference.attributes, "interrupted");
  result.interrupted = interrupted && *interrupted != 0;
  const auto* stats = inference.find("sample_stats");
  if (!stats) return result;
  result.divergences = count(*stats, "diverging"), result.depth_hits = count(*stats, "reached_max_treedepth");
  for (const auto& energy : elements(*stats, {"energy"}))
    for (std::size_t chain = 0; chain < energy.draws.chains(); ++chain) result.bfmi.push_back(diagnose::e_bfmi(energy.draws.chain(chain)));
  return result;
}

}  // namespace

std::vector<const SummaryRow*> FitSummary::badly_mixed() const {
  std::vector<const SummaryRow*> worst;
  for (const auto& row : rows)
    if (row.summary.rhat >= 1.01 || row.summary.ess_bulk <= least_ess(*this)) worst.push_back(&row);
  std::ranges::stable_sort(worst, std::greater(), [](const SummaryRow* row) { return row->summary.rhat; });
  return worst;
}

bool FitSummary::sound() const {
  const bool energies = std::ranges::none_of(sampler.bfmi, [](double e) { return e < 0.2; });
  return sampler.divergences.value_or(0) == 0 && energies && !sampler.interrupted && badly_mixed().empty();
}

FitSummary summary_of(const Fit& fit, const std::string& title, double interval) {
  const auto& chains = fit.draws.chains;
  FitSummary result{.title = title, .interval = interval};
  result.sampler = {.chains = chains.size(),
                    .draws = chains.empty() ? 0 : chains.front().draws(),
                    .divergences = fit.divergences,
                    .depth_hits = fit.depth_hits,
                    .bfmi = fit.bfmi,
                    .interrupted = fit.interrupted};
  for (const auto& q : fit.quantities) result.rows.push_back({q.name, q.shown, q.variable, diagnose::summarise(q.draws, interval)});
  return result;
}

FitSummary summary_of(const store::Inference& inference, const std::string& title, double interval) {
  FitSummary result{.title = title, .origin = origin_text(inference), .interval = interval};
  result.sampler = sampler_of(inference);
  const auto all = elements(*inference.find("posterior"));
  result.rows.resize(all.size());
  sample::share_out(all.size(), sample::cores(), [&](std::size_t i) {
    result.rows[i] = {all[i].name, all[i].shown, all[i].array, diagnose::summarise(all[i].draws, interval)};
  });
  return result;
}

std::optional<std::string> select(FitSummary& summary, const std::vector<std::string>& names) {
  const auto is = [](const SummaryRow& row, const std::string& name) {
    return name == row.variable || name == row.name || name == row.shown;
  };
  for (const auto& name : names)
    if (std::ranges::none_of(summary.rows, [&](const auto& row) { return is(row, name); })) return name;
  if (!names.empty())
    std::erase_if(summary.rows,
                  [&](const auto& row) { return std::ranges::none_of(names, [&](const auto& name) { return is(row, name); }); });
  return std::nullopt;
}

}  // namespace scmc::cli
