#include "cli/refits.h"

#include <algorithm>
#include <cmath>

#include "cli/queries.h"
#include "compiler/lower/fit.h"

namespace scmc::cli {

math::Stream stream_of(std::uint64_t seed, Draws use, int repeat) {
  constexpr std::uint64_t beyond_chains = std::uint64_t{1} << 48;  // whose streams are small numbers
  return math::Stream({.seed = seed, .stream = beyond_chains * static_cast<std::uint64_t>(use) + static_cast<std::uint64_t>(repeat)});
}

Refits::Refits(Session& session, const RefuteOptions& options, std::uint64_t seed)
    : session_(session), fit_(options.fit), seed_(seed), data_(session.read_data(options.data)) {
  fit_.sampler.seed = seed;
}

Fit Refits::fit(Bound bound) const {
  auto result = cli::fit(session_, std::move(bound), fit_);
  if (result.interrupted)
    session_.refuse({.code = "E0708",
                     .title = "interrupted before the last check",
                     .notes = {"a check says something when all of its fits are complete"},
                     .hint = Hint{"let it run longer, or ask for less: `--repeats 2 --draws 500`"}});
  return result;
}

std::vector<Refit> Refits::answers(const Fit& fit) const {
  std::vector<Refit> result;
  for (auto& answer : answer_queries(session_, fit, seed_)) result.push_back({std::move(answer.cells.front()), fit.sound()});
  return result;
}

bool Refits::can_fit(const Bound& bound) const {
  Diagnostics unheard;
  const auto planned = plan(bound, fit_.lower, unheard);
  if (!planned || unheard.has_errors()) return false;
  lower_density(*planned, unheard);
  return !unheard.has_errors();
}

Refit pooled(const std::vector<Refit>& refits) {
  const auto& first = refits.front().answer;
  std::vector<double> values;
  for (const auto& refit : refits) values.insert(values.end(), refit.answer.draws.values().begin(), refit.answer.draws.values().end());
  const bool sound = std::ranges::all_of(refits, &Refit::sound);
  auto mixture = quantity(first.name, first.variable, first.draws.chains() * refits.size(), std::move(values));
  // Fits that differ are no chains that have not mixed: the errors are those of the fits.
  auto& s = mixture.summary;
  s.mcse_mean = s.mcse_sd = s.ess_bulk = 0;
  for (const auto& refit : refits) {
    const auto& one = refit.answer.summary;
    s.mcse_mean = std::hypot(s.mcse_mean, one.mcse_mean / static_cast<double>(refits.size()));
    s.mcse_sd = std::hypot(s.mcse_sd, one.mcse_sd / static_cast<double>(refits.size()));
    s.ess_bulk += one.ess_bulk;
  }
  return {std::move(mixture), sound};
}

void set_column(BoundColumn& column, std::vector<double> values) {
  column.missing.clear();
  for (std::size_t i = 0; i < values.size(); ++i)
    if (std::isnan(values[i])) column.missing.push_back(i);
  column.values = std::move(values);
}

/// [Fisher, Yates 1938; Durstenfeld 1964]
void shuffle(std::vector<double>& values, math::Stream random) {
  for (std::size_t i = values.size(); i > 1; --i) std::swap(values[i - 1], values[random.bits() % i]);
}

void measure(Bound& bound, VariableId id, std::vector<double> values) {
  BoundColumn column{.values = {}};
  set_column(column, std::move(values));
  bound.columns[index(id)] = std::move(column);
  std::erase(bound.unmeasured, id);
  bound.observed.clear();
  for (VariableId other : bound.model->order)
    if (bound.is_observed(other)) bound.observed.push_back(other);
}

}  // namespace scmc::cli
