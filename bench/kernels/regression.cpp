/// Logistic regression by columns, in blocks of rows that stay in the first cache.
#include "bench/kernels/kernels.h"
#include "bench/kernels/vector.h"

namespace scmc::bench {
namespace {

constexpr std::int64_t block = 256;

struct Block {
  Pack eta[block / 4];
  std::int64_t packs;
};

void add_column(Block& rows, const double* x, double beta) {
  for (std::int64_t i = 0; i < rows.packs; ++i) rows.eta[i] += beta * load(x + 4 * i);
}

/// Leaves the residuals in place of eta.
double likelihood(Block& rows, const double* z) {
  Pack total{}, product = Pack{} + 1;
  for (std::int64_t i = 0; i < rows.packs; ++i) {
    const Pack zero{}, one = zero + 1, eta = rows.eta[i], zi = load(z + 4 * i), e = exp_of_minus_abs(eta);
    product *= 1 + e;
    total += zi * eta - (eta > 0 ? eta : zero);
    rows.eta[i] = zi - (eta < 0 ? e : one) / (1 + e);
  }
  return sum(total) - sum_of_logs(product);
}

double product_with(const Block& residuals, const double* x) {
  Pack total{}, second{};
  std::int64_t i = 0;
  for (; i + 1 < residuals.packs; i += 2) total += residuals.eta[i] * load(x + 4 * i), second += residuals.eta[i + 1] * load(x + 4 * i + 4);
  if (i < residuals.packs) total += residuals.eta[i] * load(x + 4 * i);
  return sum(total + second);
}

}  // namespace

double logistic_regression_by_hand(const std::vector<std::vector<double>>& data, const double* q, double* gradient) {
  const auto rows = static_cast<std::int64_t>(data[1].size()), columns = static_cast<std::int64_t>(data[0].size()) / rows;
  const double *x = data[0].data(), *z = data[1].data();
  double total = 0;
  for (std::int64_t k = 0; k < columns; ++k) total -= 0.5 * q[k] * q[k], gradient[k] = -q[k];
  for (std::int64_t begin = 0; begin < rows; begin += block) {
    Block now{.eta = {}, .packs = std::min(block, rows - begin) / 4};
    for (std::int64_t k = 0; k < columns; ++k) add_column(now, x + k * rows + begin, q[k]);
    total += likelihood(now, z + begin);
    for (std::int64_t k = 0; k < columns; ++k) gradient[k] += product_with(now, x + k * rows + begin);
  }
  return total;
}

}  // namespace scmc::bench
