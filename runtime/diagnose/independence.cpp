/// Residuals that vary together, and permutations within strata.
#include "runtime/diagnose/independence.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <utility>

#include "runtime/diagnose/rank.h"
#include "runtime/diagnose/residuals.h"
#include "runtime/diagnose/strata.h"
#include "runtime/math/random.h"
#include "runtime/math/special.h"

namespace scmc::diagnose {
namespace {

double two_sided_normal(double z) { return 2 * scmc_normal_cdf(-std::abs(z)); }

/// How the rows fall into groups of x and y within cells.
class Table {
 public:
  Table(const std::vector<Rows>& cells, std::vector<std::size_t> y) : cells_(cells), y_(std::move(y)) {
    height_ = *std::ranges::max_element(y_) + 1;
  }

  /// The conditional mutual information of groups: sum p(x, y, cell) log(p(x, y | cell) / p(x | cell) p(y | cell)).
  double information(const std::vector<std::size_t>& x, std::size_t width) {
    double sum = 0;
    for (const auto& cell : cells_) {
      joint_.assign(width * height_, 0), of_x_.assign(width, 0), of_y_.assign(height_, 0);
      for (const auto row : cell) ++joint_[x[row] * height_ + y_[row]], ++of_x_[x[row]], ++of_y_[y_[row]];
      for (std::size_t a = 0; a < width; ++a)
        for (std::size_t b = 0; b < height_; ++b)
          if (const double count = joint_[a * height_ + b]; count > 0)
            sum += count * std::log(count * static_cast<double>(cell.size()) / (of_x_[a] * of_y_[b]));
    }
    return sum / static_cast<double>(y_.size());
  }

 private:
  const std::vector<Rows>& cells_;
  std::vector<std::size_t> y_;
  std::size_t height_ = 0;
  std::vector<double> joint_, of_x_, of_y_;
};

/// Fisher and Yates within each cell.
void shuffle(std::vector<std::size_t>& values, const std::vector<Rows>& cells, math::Stream& stream) {
  for (const auto& cell : cells)
    for (std::size_t i = cell.size(); i > 1; --i) {
      const auto j = std::min(i - 1, static_cast<std::size_t>(stream.uniform() * static_cast<double>(i)));
      std::swap(values[cell[i - 1]], values[cell[j]]);
    }
}

/// Numbers are compared by what the others leave of them: then little is left to differ within a cell.
Measured without(const Measured& column, const std::vector<Measured>& given) {
  if (column.levels || given.empty()) return column;
  const auto rows = column.values.size();
  const auto left = Residuals(columns_of(given, rows, design_for(rows, given))).of(column.values);
  return {{left.begin(), left.end()}, false};
}

Measured with_normal_scores(Measured column) {
  const auto n = static_cast<double>(column.values.size());
  column.values = average_ranks(column.values);
  for (double& x : column.values) x = scmc_normal_quantile((x - 0.375) / (n + 0.25));
  return column;
}

std::size_t count(const std::vector<std::size_t>& groups) { return *std::ranges::max_element(groups) + 1; }

}  // namespace

bool varies(const Measured& column) {
  return std::ranges::any_of(column.values, [&](double x) { return x != column.values.front(); });
}

Design design_for(std::size_t rows, const std::vector<Measured>& given) {
  const Design curved{.knots = std::min<std::size_t>(rows / 50, 5), .products = true};
  const auto fits = [&](const Design& design) { return static_cast<std::size_t>(columns_of(given, rows, design).cols()) * 10 <= rows; };
  if (fits(curved)) return curved;
  const Design additive{.knots = curved.knots};
  return fits(additive) ? additive : Design{};
}

PartialCorrelation partial_correlation(const Conditional& question, const Design& design) {
  PartialCorrelation result{.rows = question.x.values.size()};
  const Residuals residuals(columns_of(question.given, result.rows, design));
  result.fitted = residuals.rank();
  const Eigen::VectorXd x = residuals.of(question.x.values), y = residuals.of(question.y.values);
  const double free = static_cast<double>(result.rows) - static_cast<double>(result.fitted);
  const double scale = x.norm() * y.norm();
  if (scale == 0 || free < 3) return result;
  result.r = std::clamp(x.dot(y) / scale, -1.0, 1.0);
  // An intercept is always fitted: of k further columns, sqrt(n - k - 3) atanh(r) is standard normal.
  result.p_fisher = two_sided_normal(std::atanh(result.r) * std::sqrt(free - 2));
  const Eigen::ArrayXd products = x.array() * y.array();
  const double mean = products.mean(), variance = (products - mean).square().mean();
  const double t = variance > 0 ? mean / std::sqrt(variance) * std::sqrt(free) : INFINITY;
  result.p = std::isinf(t) ? 0 : 2 * scmc_student_t_cdf(free, -std::abs(t));
  return result;
}

ConditionalInformation conditional_information(const Conditional& question, const Permutations& permutations) {
  ConditionalInformation result{.rows = question.x.values.size()};
  // Levels are permuted, numbers stay.
  const bool swapped = !question.x.levels && question.y.levels;
  const auto& moved = swapped ? question.y : question.x;
  const auto& fixed = swapped ? question.x : question.y;
  const std::size_t numbers = result.rows < 100 ? 3 : 4;
  auto x = groups(without(moved, question.given), numbers);
  const auto y = groups(without(fixed, question.given), numbers);
  const auto width = count(x);
  // Each cell adds the noise of a table of its own: few are enough where permutations alone decide what the statistic is worth.
  const auto coarse = strata(question.given, result.rows, std::max<std::size_t>({20, 5 * width * count(y), result.rows / 16}));
  const auto fine = strata(question.given, result.rows, 5);
  Table table(coarse, y);
  result.nats = table.information(x, width);
  math::Stream stream({.seed = permutations.seed, .stream = permutations.stream});
  std::size_t reached = 0;
  while (result.permutations < permutations.most && reached < permutations.enough) {
    shuffle(x, fine, stream);
    ++result.permutations;
    // Sums of the same numbers in another order may differ in their last digits.
    if (table.information(x, width) >= result.nats * (1 - 1e-12)) ++reached;
  }
  const double tries = static_cast<double>(result.permutations), hits = static_cast<double>(reached);
  result.p = reached == permutations.enough ? hits / tries : (hits + 1) / (tries + 1);
  return result;
}

Tested test_independence(const Conditional& question, const Permutations& permutations) {
  if (question.x.levels || question.y.levels) {
    const auto got = conditional_information(question, permutations);
    return {Method::ConditionalInformation, got.nats, got.rows, got.p, std::nullopt};
  }
  const Conditional scores{with_normal_scores(question.x), with_normal_scores(question.y), question.given};
  const auto got = partial_correlation(scores, design_for(question.x.values.size(), question.given));
  return {Method::PartialCorrelation, got.r, got.rows, got.p, got.p_fisher};
}

std::vector<double> holm(std::span<const double> p) {
  std::vector<std::size_t> order(p.size());
  std::iota(order.begin(), order.end(), 0);
  std::ranges::stable_sort(order, {}, [&](std::size_t i) { return p[i]; });
  std::vector<double> adjusted(p.size());
  double largest = 0;
  for (std::size_t i = 0; i < order.size(); ++i) {
    largest = std::max(largest, std::min(1.0, static_cast<double>(p.size() - i) * p[order[i]]));
    adjusted[order[i]] = largest;
  }
  return adjusted;
}

}  // namespace scmc::diagnose
