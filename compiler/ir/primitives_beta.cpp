/// The incomplete beta function and Student's t. A derivative by a shape has no derivative of its own: asking for one is an error.
#include "compiler/ir/record.h"
#include "runtime/math/special.h"

namespace scmc::ir::record {
namespace {

constexpr Cost cost = Cost::Special;

/// The density of Beta(a, b) at x.
Expression density(Expression a, Expression b, Expression x) {
  return exp(call("xlogy", a - 1.0, x) + call("xlog1py", b - 1.0, -x) - call("lbeta", a, b));
}

/// The density of t(nu) at x.
Expression density_of_t(Expression nu, Expression x) {
  const Expression power = 0.5 * (nu + 1.0) * call("log1p", square(x) / nu);
  return exp(-power - 0.5 * log(nu) - call("lbeta", 0.5 * nu, Expression(*nu.build, 0.5)));
}

constexpr auto by_a = [](Args x, Expression) { return call("beta_cdf_by_a", x[0], x[1], x[2]); };
constexpr auto by_b = [](Args x, Expression) { return call("beta_cdf_by_b", x[0], x[1], x[2]); };
constexpr auto by_x = [](Args x, Expression) { return density(x[0], x[1], x[2]); };
constexpr auto inverse_by_a = [](Args x, Expression y) { return -(call("beta_cdf_by_a", x[0], x[1], y) / density(x[0], x[1], y)); };
constexpr auto inverse_by_b = [](Args x, Expression y) { return -(call("beta_cdf_by_b", x[0], x[1], y) / density(x[0], x[1], y)); };
constexpr auto inverse_by_p = [](Args x, Expression y) { return recip(density(x[0], x[1], y)); };

constexpr auto t_by_nu = [](Args x, Expression) { return call("student_t_cdf_by_nu", x[0], x[1]); };
constexpr auto t_by_x = [](Args x, Expression) { return density_of_t(x[0], x[1]); };
constexpr auto quantile_by_nu = [](Args x, Expression y) { return -(call("student_t_cdf_by_nu", x[0], y) / density_of_t(x[0], y)); };
constexpr auto quantile_by_p = [](Args x, Expression y) { return recip(density_of_t(x[0], y)); };

}  // namespace

std::vector<Primitive> beta_family() {
  const Range shape{0.3, 12}, probability{0.02, 0.98}, nu{0.5, 30}, real{-6, 6};
  return {
      define<scmc_beta_cdf>(
          {.name = "beta_cdf", .pullback = by_partials<by_a, by_b, by_x>, .domain = {shape, shape, probability}, .cost = cost}),
      define<scmc_beta_cdf_inverse>({.name = "beta_cdf_inverse",
                                     .pullback = by_partials<inverse_by_a, inverse_by_b, inverse_by_p>,
                                     .domain = {{0.6, 12}, {0.6, 12}, probability},
                                     .cost = cost}),
      define<scmc_beta_cdf_by_a>(
          {.name = "beta_cdf_by_a", .pullback = no_second_derivative, .domain = {shape, shape, probability}, .cost = cost}),
      define<scmc_beta_cdf_by_b>(
          {.name = "beta_cdf_by_b", .pullback = no_second_derivative, .domain = {shape, shape, probability}, .cost = cost}),
      define<scmc_student_t_cdf>({.name = "student_t_cdf", .pullback = by_partials<t_by_nu, t_by_x>, .domain = {nu, real}, .cost = cost}),
      define<scmc_student_t_quantile>({.name = "student_t_quantile",
                                       .pullback = by_partials<quantile_by_nu, quantile_by_p>,
                                       .domain = {nu, probability},
                                       .cost = cost}),
      define<scmc_student_t_cdf_by_nu>(
          {.name = "student_t_cdf_by_nu", .pullback = no_second_derivative, .domain = {nu, real}, .cost = cost}),
  };
}

}  // namespace scmc::ir::record
