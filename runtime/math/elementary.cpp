/// Choices, exponentials and logarithms that keep all digits.
#include <cmath>
#include <limits>

#include "runtime/math/special.h"

namespace {

constexpr double log_two = 0.693147180559945309417;
constexpr double infinity = std::numeric_limits<double>::infinity();

}  // namespace

extern "C" {

double scmc_sign(double x) { return x > 0 ? 1 : x < 0 ? -1 : x; }

double scmc_min(double a, double b) { return a < b || std::isnan(a) ? a : b; }

double scmc_max(double a, double b) { return a > b || std::isnan(a) ? a : b; }

double scmc_invlogit(double x) {
  const double e = std::exp(-std::abs(x));
  return (x < 0 ? e : 1) / (1 + e);
}

double scmc_logit(double p) { return std::log(p) - std::log1p(-p); }

double scmc_log_invlogit(double x) { return -scmc_log1p_exp(-x); }

double scmc_log1p_exp(double x) { return (x > 0 ? x : 0) + std::log1p(std::exp(x > 0 ? -x : x)); }

// [Maechler12], accurately computing log(1 - exp(-|a|))
double scmc_log1m_exp(double x) { return x > -log_two ? std::log(-std::expm1(x)) : std::log1p(-std::exp(x)); }

double scmc_log_add_exp(double a, double b) {
  const double larger = scmc_max(a, b), smaller = scmc_min(a, b);
  if (larger == -infinity || larger == infinity) return larger;
  return larger + std::log1p(std::exp(smaller - larger));
}

double scmc_xlogy(double x, double y) { return x == 0 && !std::isnan(y) ? 0 : x * std::log(y); }

double scmc_xlog1py(double x, double y) { return x == 0 && !std::isnan(y) ? 0 : x * std::log1p(y); }
}
