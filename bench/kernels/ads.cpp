/// The ads model: one loop, sums in registers, one logarithm for the product of many 1 + exp(-|eta|).
#include "bench/kernels/kernels.h"
#include "bench/kernels/vector.h"

namespace scmc::bench {

double ads_by_hand(const std::vector<std::vector<double>>& data, const double* q, double* gradient) {
  const double *c = data[0].data(), *z = data[1].data(), *y = data[2].data(), scale = std::exp(-q[5]);
  const auto rows = static_cast<std::int64_t>(data[0].size());
  Pack likelihood{}, squares{}, by_b0{}, by_b1{}, by_a{}, by_bz{}, by_bc{};
  double logs = 0;
  for (std::int64_t begin = 0; begin < rows; begin += 1024) {
    Pack product = Pack{} + 1;
    for (std::int64_t i = begin; i < begin + 1024 && i < rows; i += 4) {
      const Pack ci = load(c + i), zi = load(z + i), eta = q[0] + q[1] * ci, e = exp_of_minus_abs(eta), one_plus = 1 + e;
      const Pack zero{}, one = zero + 1, residual = zi - (eta < 0 ? e : one) / one_plus;
      product *= one_plus;
      likelihood += zi * eta - (eta > 0 ? eta : zero);
      by_b0 += residual;
      by_b1 += residual * ci;
      const Pack error = (load(y + i) - (q[2] + q[3] * zi + q[4] * ci)) * scale;
      squares += error * error;
      by_a += error;
      by_bz += error * zi;
      by_bc += error * ci;
    }
    logs += sum_of_logs(product);
  }
  const double by[] = {sum(by_b0), sum(by_b1), scale * sum(by_a), scale * sum(by_bz), scale * sum(by_bc), sum(squares) - double(rows)};
  double total = sum(likelihood) - logs - 0.5 * sum(squares) - double(rows) * q[5];
  for (int i = 0; i < 6; ++i) total -= 0.5 * q[i] * q[i], gradient[i] = by[i] - q[i];
  return total;
}

}  // namespace scmc::bench
