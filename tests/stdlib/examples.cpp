#include "tests/stdlib/examples.h"

#include <boost/math/distributions.hpp>
#include <boost/math/quadrature/exp_sinh.hpp>
#include <boost/math/special_functions/bessel.hpp>
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

double log_pdf_of_logistic(double z) { return -std::abs(z) - 2 * std::log1p(std::exp(-std::abs(z))); }

/// By formulas of their own: those that Boost does not have, with other arithmetic than the library's.
std::map<std::string, Examples> continuous_by_formula() {
  return {
      {"AsymmetricLaplace",
       {{{0, 1, 0.5}, {-2, 0.7, 0.35}, {10, 100, 0.9}},
        [](const Args& a) {
          const auto tail = [s = a[1], t = a[2], m = a[0]](double x) {
            return x < m ? std::pair(2 * (1 - t) / s, t) : std::pair(-2 * t / s, 1 - t);
          };
          return Reference{[=, m = a[0]](double x) {
                             const auto [rate, mass] = tail(x);
                             return std::log(mass * std::abs(rate)) + rate * (x - m);
                           },
                           [=, m = a[0]](double x) {
                             const auto [rate, mass] = tail(x);
                             return x < m ? mass * std::exp(rate * (x - m)) : 1 - mass * std::exp(rate * (x - m));
                           }};
        }}},
      {"BetaMean",
       {{{0.4, 5}, {0.5, 1}, {0.97, 800}},
        [](const Args& a) { return of(bm::beta_distribution<double, Policy>(a[0] * a[1], (1 - a[0]) * a[1])); }}},
      {"Frechet",
       {{{1.5, 2}, {3, 0.1}, {40, 1e3}},
        [](const Args& a) {  // 1 / X is Weibull
          const bm::weibull_distribution<double, Policy> inverse(a[0], 1 / a[1]);
          return Reference{[inverse](double x) { return std::log(bm::pdf(inverse, 1 / x)) - 2 * std::log(x); },
                           [inverse](double x) { return bm::cdf(complement(inverse, 1 / x)); }};
        }}},
      {"Kumaraswamy",
       {{{2, 3}, {0.6, 1.3}, {20, 5}},
        [](const Args& a) {  // X^a is Beta(1, b)
          const bm::beta_distribution<double, Policy> power(1, a[1]);
          return Reference{
              [power, k = a[0]](double x) { return std::log(bm::pdf(power, std::pow(x, k))) + std::log(k) + (k - 1) * std::log(x); },
              [power, k = a[0]](double x) { return bm::cdf(power, std::pow(x, k)); }};
        }}},
      {"LogLogistic",
       {{{2, 3}, {1, 1.5}, {1e3, 30}},
        [](const Args& a) {
          const auto z = [s = a[0], k = a[1]](double x) { return k * (std::log(x) - std::log(s)); };
          return Reference{[z, k = a[1]](double x) { return std::log(k) - std::log(x) + log_pdf_of_logistic(z(x)); },
                           [z](double x) { return invlogit(z(x)); }};
        }}},
      {"LogitNormal",
       {{{0, 1}, {-1, 0.3}, {2, 1.5}},
        [](const Args& a) {
          const bm::normal_distribution<double, Policy> normal(a[0], a[1]);
          const auto logit = [](double x) { return std::log(x / (1 - x)); };
          return Reference{[normal, logit](double x) { return std::log(bm::pdf(normal, logit(x)) / (x * (1 - x))); },
                           [normal, logit](double x) { return bm::cdf(normal, logit(x)); }};
        }}},
      {"Moyal",
       {{{0, 1}, {-3, 0.5}, {100, 20}},
        [](const Args& a) {  // exp(-z) is chi-squared with 1 degree of freedom
          const bm::chi_squared_distribution<double, Policy> chi(1);
          const auto w = [m = a[0], s = a[1]](double x) { return std::exp(-(x - m) / s); };
          return Reference{[=, s = a[1]](double x) { return std::log(bm::pdf(chi, w(x))) + std::log(w(x)) - std::log(s); },
                           [=](double x) { return bm::cdf(complement(chi, w(x))); }};
        }}},
      {"ParetoType2",
       {{{0, 1, 3}, {-1, 0.5, 1.5}, {1e3, 50, 20}},
        [](const Args& a) {
          const bm::pareto_distribution<double, Policy> pareto(a[1], a[2]);
          return Reference{[pareto, d = a[1] - a[0]](double x) { return std::log(bm::pdf(pareto, x + d)); },
                           [pareto, d = a[1] - a[0]](double x) { return bm::cdf(pareto, x + d); }};
        }}},
  };
}

/// The standard normal, in extended precision.
long double phi(long double x) { return std::exp(-x * x / 2) / std::sqrt(2 * std::acos(-1.0L)); }
long double cdf_of_normal(long double x) { return std::erfc(-x / std::sqrt(2.0L)) / 2; }

Reference scaled(const Reference& standard, double location, double scale) {
  return {[=](double x) { return standard.log_density((x - location) / scale) - std::log(scale); },
          [=](double x) { return standard.cdf((x - location) / scale); }};
}

/// The cdf by quadrature of the density.
Reference skew_normal(double alpha) {
  const auto density = [alpha](double x) { return static_cast<double>(2 * phi(x) * cdf_of_normal(static_cast<long double>(alpha) * x)); };
  return {[alpha](double x) {
            return static_cast<double>(std::log(2 * phi(x)) + std::log(cdf_of_normal(static_cast<long double>(alpha) * x)));
          },
          [density](double x) {
            static bm::quadrature::exp_sinh<double> rule;
            const double tail = rule.integrate([&](double t) { return density(x < 0 ? x - t : x + t); }, 0, HUGE_VAL);
            return x < 0 ? tail : 1 - tail;
          }};
}

/// By the textbook's formulas, in extended precision.
Reference ex_gaussian(double rate) {
  const auto carried = [k = static_cast<long double>(rate)](long double x) { return std::exp(k * (k / 2 - x)) * cdf_of_normal(x - k); };
  return {[=](double x) { return static_cast<double>(std::log(rate * carried(x))); },
          [=](double x) { return static_cast<double>(cdf_of_normal(x) - carried(x)); }};
}

/// The cdf by its Fourier series.  [Mardia and Jupp 2000, eq. 3.5.17]
class VonMises {
 public:
  VonMises(double mu, double kappa) : mu_(mu), kappa_(kappa), i0_(bm::cyl_bessel_i(0, kappa_)) {
    for (int k = 1; k <= 20 || coefficients_.back() > 1e-22L; ++k)
      coefficients_.push_back(bm::cyl_bessel_i(static_cast<long double>(k), kappa_) / (i0_ * k));
  }
  double log_density(double x) const {
    return static_cast<double>(kappa_ * std::cos(static_cast<long double>(x) - mu_) - std::log(2 * pi_ * i0_));
  }
  double cdf(double x) const { return static_cast<double>(primitive(x) - primitive(-M_PI)); }

 private:
  long double primitive(double x) const {
    const long double angle = static_cast<long double>(x) - mu_;
    long double sum = angle / 2;
    for (std::size_t k = 1; k <= coefficients_.size(); ++k) sum += coefficients_[k - 1] * std::sin(angle * static_cast<long double>(k));
    return sum / pi_;
  }
  long double pi_ = std::acos(-1.0L), mu_, kappa_, i0_;
  std::vector<long double> coefficients_;
};

/// The square is noncentral chi-squared with 2 degrees of freedom.
Reference rice(double nu) {
  const bm::non_central_chi_squared_distribution<double, Policy> square(2, nu * nu);
  return {[=](double x) { return std::log(bm::pdf(square, x * x)) + std::log(2 * x); }, [=](double x) { return bm::cdf(square, x * x); }};
}

/// (1 + t / sqrt(a + b + t^2)) / 2 is Beta(a, b), and 1 less it is Beta(b, a), which in the upper half keeps its digits.
Reference skew_student_t(double a, double b) {
  const long double c = static_cast<long double>(a) + b;
  const auto far = [c](long double t) { return c / (2 * (c + t * t + std::abs(t) * std::sqrt(c + t * t))); };
  const auto beta = [a, b](bool upper) { return bm::beta_distribution<long double>(upper ? b : a, upper ? a : b); };
  return {[=](double t) {
            const long double slope = c / (2 * std::pow(c + static_cast<long double>(t) * t, 1.5L));
            return static_cast<double>(std::log(bm::pdf(beta(t > 0), far(t)) * slope));
          },
          [=](double t) {
            const long double tail = bm::cdf(beta(t > 0), far(t));
            return static_cast<double>(t > 0 ? 1 - tail : tail);
          }};
}

std::map<std::string, Examples> skewed_and_circular() {
  return {
      {"ExGaussian",
       {{{0, 1, 1}, {-2, 0.5, 0.1}, {100, 2, 40}}, [](const Args& a) { return scaled(ex_gaussian(a[1] * a[2]), a[0], a[1]); }}},
      {"InverseGaussian",
       {{{1, 1}, {3, 0.5}, {2, 8000}},
        [](const Args& a) {
          const bm::inverse_gaussian_distribution<long double> d(a[0], a[1]);
          return Reference{[d](double x) { return static_cast<double>(std::log(bm::pdf(d, static_cast<long double>(x)))); },
                           [d](double x) { return static_cast<double>(bm::cdf(d, static_cast<long double>(x))); }};
        }}},
      {"Rice", {{{1, 1}, {0.3, 2}, {300, 1.5}}, [](const Args& a) { return scaled(rice(a[0] / a[1]), 0, a[1]); }}},
      {"SkewNormal", {{{0, 1, 2}, {-1, 0.5, -4}, {1e3, 50, 15}}, [](const Args& a) { return scaled(skew_normal(a[2]), a[0], a[1]); }}},
      {"SkewStudentT",
       {{{2, 3, 0, 1}, {4, 0.8, -1, 2}, {1.5, 1.5, 0, 1}, {3e4, 50, 100, 0.1}},
        [](const Args& a) { return scaled(skew_student_t(a[0], a[1]), a[2], a[3]); }}},
      {"VonMises",
       {{{0, 1}, {1, 0.2}, {-2.5, 6}, {3, 30}, {0.3, 1e4}},
        [](const Args& a) {
          const VonMises d(a[0], a[1]);
          return Reference{[d](double x) { return d.log_density(x); }, [d](double x) { return d.cdf(x); }};
        }}},
  };
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
      {"Gumbel",
       {{{0, 1}, {-2, 0.4}, {1e3, 50}}, [](const Args& a) { return of(bm::extreme_value_distribution<double, Policy>(a[0], a[1])); }}},
      {"InverseChiSquared",
       {{{3}, {1.5}, {200}}, [](const Args& a) { return of(bm::inverse_gamma_distribution<double, Policy>(a[0] / 2, 0.5)); }}},
      {"Laplace",
       {{{0, 1}, {-1, 0.4}, {1e5, 1e-3}}, [](const Args& a) { return of(bm::laplace_distribution<double, Policy>(a[0], a[1])); }}},
      {"LogNormal",
       {{{0, 1}, {-1, 0.3}, {10, 2}}, [](const Args& a) { return of(bm::lognormal_distribution<double, Policy>(a[0], a[1])); }}},
      {"Logistic",
       {{{0, 1}, {2, 0.3}, {-1e4, 50}}, [](const Args& a) { return of(bm::logistic_distribution<double, Policy>(a[0], a[1])); }}},
      {"Normal", {{{0, 1}, {-2, 0.5}, {1e5, 1e-3}}, [](const Args& a) { return of(bm::normal_distribution<double, Policy>(a[0], a[1])); }}},
      {"Pareto",
       {{{1, 3}, {0.25, 1.5}, {1024, 40}}, [](const Args& a) { return of(bm::pareto_distribution<double, Policy>(a[0], a[1])); }}},
      {"Rayleigh", {{{1}, {0.3}, {1e4}}, [](const Args& a) { return of(bm::rayleigh_distribution<double, Policy>(a[0])); }}},
      {"ScaledInverseChiSquared",
       {{{5, 1}, {3, 0.2}, {300, 1e3}},
        [](const Args& a) { return of(bm::inverse_gamma_distribution<double, Policy>(a[0] / 2, a[0] * a[1] * a[1] / 2)); }}},
      {"StudentT",
       {{{4, 0, 1}, {3, -1, 2}, {1, 0, 1}, {1e6, 100, 0.1}},
        [](const Args& a) {
          const auto t = of(bm::students_t_distribution<double, Policy>(a[0]));
          const auto z = [m = a[1], s = a[2]](double x) { return (x - m) / s; };
          return Reference{[t, z, s = a[2]](double x) { return t.log_density(z(x)) - std::log(s); },
                           [t, z](double x) { return t.cdf(z(x)); }};
        }}},
      {"Triangular",
       {{{0, 0.35, 1}, {-2, -1.3, 0}, {1e3, 6e3, 1.1e4}},
        [](const Args& a) { return of(bm::triangular_distribution<double, Policy>(a[0], a[1], a[2])); }}},
      {"Uniform", {{{0, 1}, {-2, 3}, {1e6, 5e6}}, [](const Args& a) { return of(bm::uniform_distribution<double, Policy>(a[0], a[1])); }}},
      {"Weibull",
       {{{1.5, 2}, {0.7, 1}, {60, 1e3}}, [](const Args& a) { return of(bm::weibull_distribution<double, Policy>(a[0], a[1])); }}},
  };
}

/// The cdf as a sum, in extended precision.
template <class LogMass>
Reference summed(LogMass log_mass) {
  return {[=](double x) { return static_cast<double>(log_mass(x)); },
          [=](double x) {
            long double sum = 0;
            for (double k = 0; k <= x; ++k) sum += std::exp(log_mass(k));
            return static_cast<double>(sum);
          }};
}

Reference beta_binomial(double n, double a, double b) {
  const auto lbeta = [](long double p, long double q) { return std::lgamma(p) + std::lgamma(q) - std::lgamma(p + q); };
  return summed([=](long double k) {
    return lbeta(k + a, n - k + b) - lbeta(a, b) - lbeta(k + 1, n - k + 1) - std::log1p(static_cast<long double>(n));
  });
}

std::map<std::string, Examples> discrete() {
  return {
      {"Bernoulli", {{{0.3}, {0.9}, {1e-9}}, [](const Args& a) { return bernoulli(a[0]); }}},
      {"BernoulliLogit", {{{0.4}, {-2}, {20}}, bernoulli_logit}},
      {"BetaBinomial", {{{10, 2, 3}, {7, 0.4, 0.6}, {3000, 50, 0.7}}, [](const Args& a) { return beta_binomial(a[0], a[1], a[2]); }}},
      {"Binomial", {{{10, 0.3}, {1, 0.5}, {3000, 0.999}}, [](const Args& a) { return binomial(a[0], a[1]); }}},
      {"BinomialLogit", {{{10, 0.4}, {1, -1}, {3000, -6}}, [](const Args& a) { return binomial(a[0], invlogit(a[1])); }}},
      {"Categorical", {{{0.2, 0.5, 0.3}, {1}, {1e-9, 0.3, 0.7 - 1e-9}}, categorical}},
      {"CategoricalLogit",
       {{{0.3, -1, 2}, {0}, {-30, 0, 5}},
        [](const Args& a) {
          Args p;
          double total = 0;
          for (double eta : a) total += std::exp(eta);
          for (double eta : a) p.push_back(std::exp(eta) / total);
          return categorical(p);
        }}},
      {"DiscreteUniform", {{{0, 5}, {-3, 3}, {7, 7}, {-5000, 5000}}, discrete_uniform}},
      {"DiscreteWeibull",
       {{{0.7, 1.5}, {0.3, 0.6}, {0.999, 1}},
        [](const Args& a) {
          const auto beyond = [q = a[0], b = a[1]](double x) {
            return std::pow(static_cast<long double>(q), std::pow(x, static_cast<long double>(b)));
          };
          return Reference{[beyond](double x) { return static_cast<double>(std::log(beyond(x) - beyond(x + 1))); },
                           [beyond](double x) { return static_cast<double>(1 - beyond(std::floor(x) + 1)); }};
        }}},
      {"Geometric", {{{0.3}, {0.9}, {1e-3}}, [](const Args& a) { return of(bm::geometric_distribution<double, Policy>(a[0])); }}},
      {"Hypergeometric",
       {{{5, 7, 9}, {12, 10, 6}, {3000, 5000, 2500}},
        [](const Args& a) {
          const auto draws = static_cast<unsigned>(a[0]), successes = static_cast<unsigned>(a[1]), all = static_cast<unsigned>(a[1] + a[2]);
          return of(bm::hypergeometric_distribution<double, Policy>(successes, draws, all));
        }}},
      {"NegativeBinomial", {{{3, 0.5}, {0.3, 0.1}, {1e6, 1e5}}, [](const Args& a) { return negative_binomial(a[0], a[1] / (1 + a[1])); }}},
      {"NegativeBinomialLog",
       {{{1.4, 2}, {-2, 0.3}, {3.5, 1e5}}, [](const Args& a) { return negative_binomial(a[1], a[1] / (std::exp(a[0]) + a[1])); }}},
      {"NegativeBinomialMean",
       {{{4, 2}, {20, 0.3}, {30, 1e5}}, [](const Args& a) { return negative_binomial(a[1], a[1] / (a[0] + a[1])); }}},
      {"Poisson", {{{3}, {0.1}, {5000}}, [](const Args& a) { return poisson(a[0]); }}},
      {"PoissonLog", {{{1}, {-2}, {8.5}}, [](const Args& a) { return poisson(std::exp(a[0])); }}},
  };
}

double weight(double psi, double x) { return x == 0 ? 1 - psi : 0; }

/// With probability psi what `base` says, else 0.
Reference zero_inflated(double psi, const Reference& base) {
  return {[=](double x) { return std::log(weight(psi, x) + psi * std::exp(base.log_density(x))); },
          [=](double x) { return 1 - psi + psi * base.cdf(x); }};
}

/// With probability psi what `base` says of numbers above 0, else 0.
Reference hurdle(double psi, const Reference& base) {
  const double zero = base.cdf(0);
  return {[=](double x) { return x == 0 ? std::log(1 - psi) : std::log(psi) + base.log_density(x) - std::log(1 - zero); },
          [=](double x) { return 1 - psi + psi * (base.cdf(x) - zero) / (1 - zero); }};
}

std::map<std::string, Examples> with_zeros() {
  return {
      {"HurdlePoisson", {{{0.6, 3}, {0.2, 0.3}, {0.9, 500}}, [](const Args& a) { return hurdle(a[0], poisson(a[1])); }}},
      {"ZeroInflatedBinomial",
       {{{0.7, 10, 0.3}, {0.1, 1, 0.5}, {0.95, 3000, 0.99}}, [](const Args& a) { return zero_inflated(a[0], binomial(a[1], a[2])); }}},
      {"ZeroInflatedNegativeBinomial",
       {{{0.6, 4, 2}, {0.3, 20, 0.3}, {0.9, 30, 1e5}},
        [](const Args& a) { return zero_inflated(a[0], negative_binomial(a[2], a[2] / (a[1] + a[2]))); }}},
      {"ZeroInflatedPoisson", {{{0.6, 3}, {0.2, 0.3}, {0.9, 500}}, [](const Args& a) { return zero_inflated(a[0], poisson(a[1])); }}},
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
    table.merge(continuous_by_formula());
    table.merge(skewed_and_circular());
    table.merge(discrete());
    table.merge(with_zeros());
    table.merge(improper());
    table.merge(composite_examples());
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
      {"cumulative_sum",
       {{"dim t = 4\nresult[t] = cumulative_sum(t over t)", {1, 3, 6, 10}},
        {"dim t = 4\nresult[t] = cumulative_sum(t, 0.5 over t)", {1, 2.5, 4.25, 6.125}}}},
      {"geometric_adstock", {{"dim t = 4\nresult[t] = geometric_adstock(if t == 1 then 8 else 0, 0.25 over t)", {8, 2, 0.5, 0.125}}}},
      {"clip", {{"dim t = 4\nresult[t] = clip(t, 2, 3)", {2, 2, 3, 3}}}},
      {"bartlett",  // the median of chi-squared with 2 degrees of freedom is log 4
       {{"dim i = 2\ndim j like i\nresult[i, j] = bartlett(if i == j then 1 + i else 0, 0.5 over i, j)",
         {std::sqrt(std::log(4)), 0, 0, std::sqrt(std::log(4))}}}},
      {"atanh", {{"result = atanh(0.5)", {0.549306144334054845697622618461}}}},
      {"log_volume", {{"result = log_volume(1, 1)", {std::log(2)}}, {"result = log_volume(0, 3)", {0}}}},
      {"log_multigamma",
       {{"dim i = 1\nresult = log_multigamma(4, 1 over i)", {std::log(6)}},
        {"dim i = 2\nresult = log_multigamma(3, 2 over i)", {0.5 * std::log(M_PI) + std::log(2) + std::lgamma(2.5)}}}},
      {"correlation_factor",
       {{"dim i = 2\ndim j like i\ndim k like i\nresult[i, j] = correlation_factor(if j < i then 0.6 else 0 over i, j, k)",
         {1, 0, 0.6, 0.8}}}},
      // Covariances: the Matern family by its Bessel functions, rational_quadratic as a mixture of exponentiated quadratics over gamma
      // distributed precisions, periodic by cos(2 u) = 1 - 2 sin(u)^2; to 30 digits by mpmath.
      {"exponentiated_quadratic",
       {{"dim t = 3\nresult[t] = exponentiated_quadratic(t, 1, 1.5, 2)", {2.25, 1.9856180308153397, 1.3646939843534252}},
        {"result = exponentiated_quadratic(-1, 1, scale = 1.5, length = 2)", {1.3646939843534252}}}},
      {"matern12",
       {{"dim t = 3\nresult[t] = matern12(t, 1, 1.5, 2)", {2.25, 1.3646939843534252, 0.82772874263574522}},
        {"result = matern12(-1, 1, scale = 1.5, length = 2)", {0.82772874263574522}}}},
      {"matern32",
       {{"dim t = 3\nresult[t] = matern32(t, 1, 1.5, 2)", {2.25, 1.765997221404264, 1.0875548803421422}},
        {"result = matern32(-1, 1, scale = 1.5, length = 2)", {1.0875548803421422}}}},
      {"matern52",
       {{"dim t = 3\nresult[t] = matern52(t, 1, 1.5, 2)", {2.25, 1.864460570440782, 1.1789867448715957}},
        {"result = matern52(-1, 1, scale = 1.5, length = 2)", {1.1789867448715957}}}},
      {"rational_quadratic",
       {{"dim t = 3\nresult[t] = rational_quadratic(t, 1, 1.5, 2, 0.5)", {2.25, 2.0124611797498107, 1.5909902576697319}}}},
      {"periodic",
       {{"dim t = 3\nresult[t] = periodic(8 * t, 8, 1.5, 2, 24)", {2.25, 1.5464008772796874, 1.5464008772796874}},
        {"result = periodic(3, 1, scale = 1, length = 1, period = 4)", {std::exp(-2)}}}},
      {"linear_kernel",
       {{"dim t = 3\nresult[t] = linear_kernel(t, 3, 1.5, centre = 1)", {0, 4.5, 9}}, {"result = linear_kernel(2, 3, 0.5)", {1.5}}}},
      {"white_noise",
       {{"dim i = 2\ndim j like i\nresult[i, j] = white_noise(0.5 over i, j)", {0.25, 0, 0, 0.25}},
        {"dim i = 2\ndim j like i\nresult[i, j] = i + white_noise(i over i, j)", {2, 1, 2, 6}}}},
      // Amplitudes: roots of the Fourier integrals of the covariances, by quadrature of mpmath; those of two inputs by Hankel transforms.
      {"hsgp_frequency", {{"dim t = 3\nresult[t] = hsgp_frequency(2 over t)", {M_PI / 4, M_PI / 2, 3 * M_PI / 4}}}},
      {"hsgp_basis",
       {{"dim t = 2..4\nresult[t] = hsgp_basis(-1, 2 over t)", {0.5, std::sqrt(0.5), 0.5}},
        {"dim t = 1\nresult[t] = hsgp_basis(0, 4 over t)", {0.5}}}},
      {"exponentiated_quadratic_amplitude",
       {{"dim t = 3\nresult[t] = exponentiated_quadratic_amplitude(t - 1, 1.5, 2)",
         {3.3585454047607429, 1.2355398066522977, 0.061513904825015341}}}},
      {"matern32_amplitude",
       {{"dim t = 3\nresult[t] = matern32_amplitude(t - 1, 1.5, 2)", {3.2237097954706258, 1.3815899123445539, 0.50900680981115144}}}},
      {"matern52_amplitude",
       {{"dim t = 3\nresult[t] = matern52_amplitude(t - 1, 1.5, 2)", {3.2761450352508801, 1.3566079635128542, 0.38061787843944151}}}},
      {"exponentiated_quadratic_amplitude_2d",
       {{"dim t = 3\nresult[t] = exponentiated_quadratic_amplitude_2d(t - 1, 1, 1.5, 2, 0.5)",
         {3.5321390172089498, 1.2994013277906759, 0.064693382744007568}}}},
      {"matern32_amplitude_2d",
       {{"dim t = 3\nresult[t] = matern32_amplitude_2d(t - 1, 1, 1.5, 2, 0.5)",
         {3.401954967164189, 1.2478438801204565, 0.36816656395584165}}}},
      {"matern52_amplitude_2d",
       {{"dim t = 3\nresult[t] = matern52_amplitude_2d(t - 1, 1, 1.5, 2, 0.5)",
         {3.452231570671742, 1.2812405303166903, 0.2988825539751602}}}},
      // Splines: SciPy's BSpline on the knots that are meant, ..., -1, 0, 1, 2, 3, ... where they are equally spaced.
      {"b_spline",
       {{"dim t = 5\nresult[t] = b_spline(1.5, 0, 2 over t)", {0, 1.0 / 48, 23.0 / 48, 23.0 / 48, 1.0 / 48}},
        {"dim t = 5\nresult[t] = b_spline(2, 0, 2 over t)", {0, 0, 1.0 / 6, 2.0 / 3, 1.0 / 6}},
        {"dim t = 0..4\nresult[t] = b_spline(10.5, 10, 14 over t)", {0.0703125, 0.6119791666666666, 0.31510416666666663, 1.0 / 384, 0}},
        {"dim k = 9\ndim t = 3\nresult[t] = sum(b_spline(3 * t, 2.5, 9.1 over k) over k)", {1, 1, 1}}}},
      {"b_spline_quadratic",
       {{"dim t = 4\nresult[t] = b_spline_quadratic(1.5, 0, 2 over t)", {0, 0.125, 0.75, 0.125}},
        {"dim t = 0..3\nresult[t] = b_spline_quadratic(0.25, 0, 2 over t)", {0.28125, 0.6875, 0.03125, 0}}}},
      {"b_spline_linear", {{"dim t = 0..2\nresult[t] = b_spline_linear(1.25, 0, 2 over t)", {0, 0.75, 0.25}}}},
      {"b_spline_at",
       {{"dim j = 9\ndim t = 5\nresult[t] = b_spline_at(1.5, clamped_knots(0, 2 over j) over j, t)", {0, 0.03125, 0.25, 0.59375, 0.125}},
        {"dim j = 9\ndim t = 0..4\nresult[t] = b_spline_at(0, clamped_knots(0, 2 over j) over j, t)", {1, 0, 0, 0, 0}},
        {"dim j = 0..8\ndim t = 5\nresult[t] = b_spline_at(2, clamped_knots(0, 2 over j) over j, t)", {0, 0, 0, 0, 1}},
        {"dim j = 9\ndim t = 5\nresult[t] = b_spline_at(2.1, clamped_knots(0, 2 over j) over j, t)", {0, 0, 0, 0, 0}},
        {"dim j = 9\ndim t = 5\nresult[t] = b_spline_at(1.5, j - 4 over j, t)", {0, 1.0 / 48, 23.0 / 48, 23.0 / 48, 1.0 / 48}},
        {"dim j = 10\ndim t = 6\nknots[j] = if j < 5 then 0 else if j == 5 then 0.5 else if j == 6 then 3 else 4\n"
         "result[t] = b_spline_at(3.5, knots over j, t)",
         {0, 0, 0.0089285714285714286, 0.15943877551020408, 0.7066326530612246, 0.125}},
        {"dim j = 10\ndim t = 6\nknots[j] = if j < 5 then 0 else if j < 7 then 1 else 2\n"
         "result[t] = b_spline_at(1, knots over j, t)",
         {0, 0, 0.5, 0.5, 0, 0}}}},
      {"b_spline_step", {{"dim t = 4\nresult[t] = b_spline_step(if t == 2 then 1 else 0, 2.25, t, 1 over t)", {0.75, 0.25, 0, 0}}}},
      {"clamped_knots",
       {{"dim t = 9\nresult[t] = clamped_knots(0, 2 over t)", {0, 0, 0, 0, 1, 2, 2, 2, 2}},
        {"dim t = 0..9\nresult[t] = clamped_knots(1, 7 over t)", {1, 1, 1, 1, 3, 5, 7, 7, 7, 7}}}},
      {"fourier_sine", {{"dim t = 2\nresult[t] = fourier_sine(1, 12 over t)", {0.5, std::sqrt(0.75)}}}},
      {"fourier_cosine", {{"dim t = 5..6\nresult[t] = fourier_cosine(1, 12 over t)", {std::sqrt(0.75), 0.5}}}},
      {"logistic_saturation",
       {{"dim t = 3\nresult[t] = logistic_saturation(t - 1, 2)",
         {0, (1 - std::exp(-2)) / (1 + std::exp(-2)), (1 - std::exp(-4)) / (1 + std::exp(-4))}}}},
      {"hill", {{"dim t = 3\nresult[t] = hill(t - 1, 2, 3)", {0, 1.0 / 9, 0.5}}}},
      {"michaelis_menten", {{"dim t = 3\nresult[t] = michaelis_menten(t - 1, 4, 2)", {0, 4.0 / 3, 2}}}},
  };
  return all;
}

}  // namespace scmc::testing
