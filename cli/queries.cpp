#include "cli/queries.h"

#include <algorithm>
#include <cmath>
#include <set>

#include "compiler/lower/questions.h"

namespace scmc::cli {
namespace {

using Values = std::vector<std::vector<double>>;  ///< by output cell, at every draw

constexpr double largest_noise_share = 0.01;  ///< of the posterior's variance
constexpr double most_work = 1e7;             ///< uniform numbers of one answer
constexpr std::int64_t most_replicates = 1024;

double variance(const std::vector<double>& x) {
  double mean = 0, sum = 0;
  for (double v : x) mean += v / static_cast<double>(x.size());
  for (double v : x) sum += (v - mean) * (v - mean);
  return sum / static_cast<double>(std::max<std::size_t>(x.size(), 2) - 1);
}

/// The part of the variance that another seed would change. Draws without a value do not count.
double noise_variance(const std::vector<double>& a, const std::vector<double>& b) {
  double sum = 0, count = 0;
  for (std::size_t i = 0; i < a.size(); ++i)
    if (const double d = a[i] - b[i]; std::isfinite(d)) sum += d * d / 2, ++count;
  return count > 0 ? sum / count : 0;
}

struct Noise {
  double share = 0;           ///< simulated variance over all, the worst cell
  double replicates_wanted = 1;
};

Noise noise_of(const Values& a, const Values& b, std::size_t cells) {
  Noise result;
  for (std::size_t c = 0; c < cells; ++c) {
    const double noise = noise_variance(a[c], b[c]), total = variance(a[c]);
    if (!(noise > 0) || !(total > 0)) continue;
    const double posterior = std::max(total - noise, 1e-3 * noise);
    result.share = std::max(result.share, std::min(1.0, noise / total));
    result.replicates_wanted = std::max(result.replicates_wanted, noise / (largest_noise_share * posterior));
  }
  return result;
}

/// Simulated as often as the noise asks for and the work allows.
Values simulate(const QueryProgram& query, const Plan& plan, const sample::Draws& posterior, std::size_t cells, std::uint64_t seed,
                QueryAnswer& answer) {
  auto optimized = optimize(query.program, plan);
  CompiledProgram program(std::move(optimized), plan, query.program.data);
  auto values = at_every_draw(program, posterior, seed);
  if (!query.draws) return values;
  const std::uint64_t other_seed = seed ^ 0x9e3779b97f4a7c15;
  auto noise = noise_of(values, at_every_draw(program, posterior, other_seed), cells);
  answer.noise_share = noise.share;
  if (noise.replicates_wanted <= 1) return values;
  const double draws = static_cast<double>(posterior.chains.size() * posterior.chains.front().draws());
  const double affordable = most_work / (static_cast<double>(std::max<std::int64_t>(query.noise, 1)) * draws);
  answer.replicates = std::clamp(static_cast<std::int64_t>(std::min(std::ceil(noise.replicates_wanted), affordable)), std::int64_t{1}, most_replicates);
  if (answer.replicates == 1) return values;
  program.resize(plan.dimensions.replicates, answer.replicates, query.program.data);
  values = at_every_draw(program, posterior, seed);
  answer.noise_share = std::min(1.0, noise.share / static_cast<double>(answer.replicates) /
                                         (1 - noise.share + noise.share / static_cast<double>(answer.replicates)));
  return values;
}

std::string cell_name(const Bound& bound, const CheckedQuery& query, std::size_t cell, bool by_labels) {
  std::vector<std::string> positions;
  for (std::size_t i = query.dims.size(); i-- > 0;) {
    const auto& axis = bound.axes[index(query.dims[i])];
    const auto at = cell % static_cast<std::size_t>(axis.size);
    cell /= static_cast<std::size_t>(axis.size);
    positions.push_back(by_labels && !axis.labels.empty() ? axis.labels[at] : std::to_string(axis.first + static_cast<std::int64_t>(at)));
  }
  std::string text;
  for (std::size_t i = positions.size(); i-- > 0;) text += (text.empty() ? "" : ",") + positions[i];
  return query.dims.empty() ? query.name : query.name + "[" + text + "]";
}

/// By cell in declared order: where the program has it.
std::vector<std::size_t> declared_order(const Plan& plan, const CheckedQuery& query) {
  ir::Dims dims;
  for (DimId d : query.dims) dims.push_back(plan.dimensions.of_model[index(d)]);
  ir::Dims sorted = dims;
  std::ranges::sort(sorted);
  const auto size = [&](ir::DimId d) { return static_cast<std::size_t>(plan.dimensions.sizes[ir::index(d)]); };
  std::size_t count = 1;
  for (ir::DimId d : dims) count *= size(d);
  std::vector<std::size_t> rows(count);
  for (std::size_t cell = 0; cell < count; ++cell) {
    std::map<ir::DimId, std::size_t> at;
    std::size_t rest = cell;
    for (std::size_t i = dims.size(); i-- > 0; rest /= size(dims[i])) at[dims[i]] = rest % size(dims[i]);
    for (ir::DimId d : sorted) rows[cell] = rows[cell] * size(d) + at[d];
  }
  return rows;
}

/// Draws in which some question has no unit that meets its conditions.
std::size_t count_empty(const Values& values, std::size_t first) {
  std::set<std::size_t> empty;
  for (std::size_t row = first; row < values.size(); ++row)
    for (std::size_t d = 0; d < values[row].size(); ++d)
      if (values[row][d] == 0) empty.insert(d);
  return empty.size();
}

}  // namespace

QueryAnswer answer_query(Session& session, const Plan& plan, const sample::Draws& posterior, const CheckedQuery& query, std::uint64_t seed) {
  QueryAnswer result{.name = query.name, .cells = {}, .p_positive = {}};
  const auto program = lower_query(plan, query, session.diagnostics);
  session.settle();
  validate_indices(plan, program.program, session.diagnostics);
  session.settle();
  const auto rows = declared_order(plan, query);
  auto values = simulate(program, plan, posterior, rows.size(), seed, result);
  result.empty_draws = count_empty(values, rows.size());
  for (std::size_t cell = 0; cell < rows.size(); ++cell) {
    auto& draws = values[rows[cell]];
    const auto positive = static_cast<double>(std::ranges::count_if(draws, [](double x) { return x > 0; }));
    result.p_positive.push_back(positive / static_cast<double>(std::max<std::size_t>(1, draws.size())));
    result.cells.push_back(quantity(cell_name(plan.bound, query, cell, false), query.name, posterior.chains.size(), std::move(draws)));
    result.cells.back().shown = cell_name(plan.bound, query, cell, true);
  }
  return result;
}

std::vector<QueryAnswer> answer_queries(Session& session, const Fit& fit, std::uint64_t seed) {
  std::vector<QueryAnswer> answers;
  for (const auto& query : fit.plan.bound.model->queries) answers.push_back(answer_query(session, fit.plan, fit.draws, query, seed));
  return answers;
}

}  // namespace scmc::cli
