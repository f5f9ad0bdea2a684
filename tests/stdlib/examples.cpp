#include "tests/stdlib/examples.h"

#include <boost/math/distributions.hpp>
#include <boost/math/special_functions/log1p.hpp>
#include <cmath>
#include <numeric>

namespace scmc::testing {
namespace {

using Args = std::vector<double>;
namespace bm = boost::math;
using Policy = bm::policies::policy<bm::policies::overflow_error<bm::policies::ignore_error>,
                                    bm::policies::discrete_quantile<bm::policies::integer_round_up>>;

template <class D>
Reference of(D d) {
  return {[d](double x) { return std::log(bm::pdf(d, x)); }, [d](double x) { return bm::cdf(d, x); }};
}

/// |X| of a distribution symmetric about 0.
template <class D>
Reference folded(D d) {
  return {[d](double x) { return std::log(2 * bm::pdf(d, x)); }, [d](double x) { return 1 - 2 * bm::cdf(complement(d, x)); }};
}

double invlogit(double e) { return 1 / (1 + std::exp(-e)); }

Reference bernoulli(double p) { return of(bm::bernoulli_distribution<double, Policy>(p)); }
Reference binomial(double n, double p) { return of(bm::binomial_distribution<double, Policy>(n, p)); }
Reference poisson(double rate) { return of(bm::poisson_distribution<double, Policy>(rate)); }
Reference negative_binomial(double successes, double p) { return of(bm::negative_binomial_distribution<double, Policy>(successes, p)); }

/// Boost's Bernoulli forms 1 - p, which loses the digits of a small tail.
Reference bernoulli_logit(const Args& a) {
  return {[e = a[0]](double x) { return -std::log1p(std::exp(x == 1 ? -e : e)); },
          [e = a[0]](double x) { return x < 1 ? invlogit(-e) : 1; }};
}

Reference discrete_uniform(const Args& a) {
  const double n = a[1] - a[0] + 1;
  return {[n](double) { return -std::log(n); }, [n, low = a[0]](double x) { return (std::floor(x) - low + 1) / n; }};
}

/// Positions count from 1.
Reference categorical(const Args& p) {
  return {[p](double x) { return std::log(p[static_cast<std::size_t>(x) - 1]); },
          [p](double x) { return std::accumulate(p.begin(), p.begin() + static_cast<std::ptrdiff_t>(x), 0.0); }};
}

std::map<std::string, Examples> continuous() {
  return {
      {"Beta",
       {{{2, 3}, {0.5, 0.5}, {1, 1}, {800, 20}}, [](const Args& a) { return of(bm::beta_distribution<double, Policy>(a[0], a[1])); }}},
      {"Cauchy", {{{0, 1}, {-3, 0.5}, {1e3, 1e4}}, [](const Args& a) { return of(bm::cauchy_distribution<double, Policy>(a[0], a[1])); }}},
      {"ChiSquared", {{{3}, {0.5}, {400}}, [](const Args& a) { return of(bm::chi_squared_distribution<double, Policy>(a[0])); }}},
      {"Exponential", {{{1}, {0.3}, {1e6}}, [](const Args& a) { return of(bm::exponential_distribution<double, Policy>(a[0])); }}},
      {"Gamma",
       {{{2, 3}, {0.3, 1}, {5000, 0.01}}, [](const Args& a) { return of(bm::gamma_distribution<double, Policy>(a[0], 1 / a[1])); }}},
      {"HalfCauchy", {{{1}, {0.2}, {1e5}}, [](const Args& a) { return folded(bm::cauchy_distribution<double, Policy>(0, a[0])); }}},
      {"HalfNormal", {{{1}, {2.5}, {1e-6}}, [](const Args& a) { return folded(bm::normal_distribution<double, Policy>(0, a[0])); }}},
      {"HalfStudentT",
       {{{4, 1}, {3, 2.5}, {1.5, 1e4}, {1e6, 1}},
        [](const Args& a) {
          const auto t = folded(bm::students_t_distribution<double, Policy>(a[0]));
          return Reference{[t, s = a[1]](double x) { return t.log_density(x / s) - std::log(s); },
                           [t, s = a[1]](double x) { return t.cdf(x / s); }};
        }}},
      {"InverseGamma",
       {{{3, 2}, {1.5, 1}, {200, 1e4}}, [](const Args& a) { return of(bm::inverse_gamma_distribution<double, Policy>(a[0], a[1])); }}},
      {"Laplace",
       {{{0, 1}, {-1, 0.4}, {1e5, 1e-3}}, [](const Args& a) { return of(bm::laplace_distribution<double, Policy>(a[0], a[1])); }}},
      {"LogNormal",
       {{{0, 1}, {-1, 0.3}, {10, 2}}, [](const Args& a) { return of(bm::lognormal_distribution<double, Policy>(a[0], a[1])); }}},
      {"Logistic",
       {{{0, 1}, {2, 0.3}, {-1e4, 50}}, [](const Args& a) { return of(bm::logistic_distribution<double, Policy>(a[0], a[1])); }}},
      {"Normal", {{{0, 1}, {-2, 0.5}, {1e5, 1e-3}}, [](const Args& a) { return of(bm::normal_distribution<double, Policy>(a[0], a[1])); }}},
      {"StudentT",
       {{{4, 0, 1}, {3, -1, 2}, {1, 0, 1}, {1e6, 100, 0.1}},
        [](const Args& a) {
          const auto t = of(bm::students_t_distribution<double, Policy>(a[0]));
          const auto z = [m = a[1], s = a[2]](double x) { return (x - m) / s; };
          return Reference{[t, z, s = a[2]](double x) { return t.log_density(z(x)) - std::log(s); },
                           [t, z](double x) { return t.cdf(z(x)); }};
        }}},
      {"Uniform", {{{0, 1}, {-2, 3}, {1e6, 5e6}}, [](const Args& a) { return of(bm::uniform_distribution<double, Policy>(a[0], a[1])); }}},
      {"Weibull",
       {{{1.5, 2}, {0.7, 1}, {60, 1e3}}, [](const Args& a) { return of(bm::weibull_distribution<double, Policy>(a[0], a[1])); }}},
  };
}

std::map<std::string, Examples> discrete() {
  return {
      {"Bernoulli", {{{0.3}, {0.9}, {1e-9}}, [](const Args& a) { return bernoulli(a[0]); }}},
      {"BernoulliLogit", {{{0.4}, {-2}, {20}}, bernoulli_logit}},
      {"Binomial", {{{10, 0.3}, {1, 0.5}, {3000, 0.999}}, [](const Args& a) { return binomial(a[0], a[1]); }}},
      {"BinomialLogit", {{{10, 0.4}, {1, -1}, {3000, -6}}, [](const Args& a) { return binomial(a[0], invlogit(a[1])); }}},
      {"Categorical", {{{0.2, 0.5, 0.3}, {1}, {1e-9, 0.3, 0.7 - 1e-9}}, categorical}},
      {"DiscreteUniform", {{{0, 5}, {-3, 3}, {7, 7}, {-5000, 5000}}, discrete_uniform}},
      {"Geometric", {{{0.3}, {0.9}, {1e-3}}, [](const Args& a) { return of(bm::geometric_distribution<double, Policy>(a[0])); }}},
      {"NegativeBinomial", {{{3, 0.5}, {0.3, 0.1}, {1e6, 1e5}}, [](const Args& a) { return negative_binomial(a[0], a[1] / (1 + a[1])); }}},
      {"NegativeBinomialMean",
       {{{4, 2}, {20, 0.3}, {30, 1e5}}, [](const Args& a) { return negative_binomial(a[1], a[1] / (a[0] + a[1])); }}},
      {"Poisson", {{{3}, {0.1}, {5000}}, [](const Args& a) { return poisson(a[0]); }}},
      {"PoissonLog", {{{1}, {-2}, {8.5}}, [](const Args& a) { return poisson(std::exp(a[0])); }}},
  };
}

/// They state no prior: nothing integrates to one.
std::map<std::string, Examples> improper() {
  const double infinity = HUGE_VAL;
  return {
      {"Flat", {{{-infinity, infinity}, {0, infinity}, {-1, 2e9}}}},
      {"HalfFlat", {{{}, {}, {}}}},
  };
}

}  // namespace

const std::map<std::string, Examples>& distribution_examples() {
  static const std::map<std::string, Examples> all = [] {
    auto table = continuous();
    table.merge(discrete());
    table.merge(improper());
    return table;
  }();
  return all;
}

const std::map<std::string, std::vector<std::vector<double>>>& transform_examples() {
  static const std::map<std::string, std::vector<std::vector<double>>> all = {
      {"Above", {{0}, {-3}, {1e6}}},
      {"Below", {{0}, {5}, {-1e6}}},
      {"Interval", {{0, 1}, {-2, 7}, {1e3, 1e3 + 1e-3}}},
      {"Positive", {{}}},
      {"Unit", {{}}},
  };
  return all;
}

const std::map<std::string, std::vector<FunctionExample>>& function_examples() {
  static const std::map<std::string, std::vector<FunctionExample>> all = {
      {"lag",
       {{"dim t = 4\nresult[t] = lag(t ^ 2, 1, 7 over t)", {7, 1, 4, 9}},
        {"dim t = 4\nresult[t] = lag(t, 2, fill = 0 over t)", {0, 0, 1, 2}},
        {"dim t = 2001..2004\nresult[t] = lag(t, 1, t over t)", {2001, 2001, 2002, 2003}},
        {"dim t = 3\nresult[t] = lag(log(t), 3, -1 over t)", {-1, -1, -1}}}},
  };
  return all;
}

}  // namespace scmc::testing
