/// Distributions made of others: what a model writes, and what it means by arithmetic of its own on Boost's distributions.
#include <boost/math/distributions.hpp>
#include <cmath>

#include "tests/stdlib/examples.h"

namespace scmc::testing {
namespace {

using Args = std::vector<double>;
namespace bm = boost::math;
using Policy = bm::policies::policy<bm::policies::overflow_error<bm::policies::ignore_error>,
                                    bm::policies::discrete_quantile<bm::policies::integer_round_up>>;
using Normal = bm::normal_distribution<double, Policy>;
using Gamma = bm::gamma_distribution<double, Policy>;
using Poisson = bm::poisson_distribution<double, Policy>;

/// Mass of a < X <= b from whichever tail is smaller.
template <class D>
double mass(const D& d, double a, double b) {
  return bm::cdf(d, a) < 0.5 ? bm::cdf(d, b) - bm::cdf(d, a) : bm::cdf(complement(d, a)) - bm::cdf(complement(d, b));
}

template <class D>
Reference truncated(D d, double a, double b, double inclusive = 0) {
  return {[=](double x) { return std::log(bm::pdf(d, x)) - std::log(mass(d, a - inclusive, b)); },
          [=](double x) { return mass(d, a - inclusive, x) / mass(d, a - inclusive, b); }};
}

template <class D, class E>
Reference mixture(double p, D d, E e) {
  return {[=](double x) { return std::log(p * bm::pdf(d, x) + (1 - p) * bm::pdf(e, x)); },
          [=](double x) { return p * bm::cdf(d, x) + (1 - p) * bm::cdf(e, x); }};
}

/// 0, or a Poisson count that is not 0, with probability psi.
Reference zero_or_positive_poisson(const Args& a) {
  const double psi = a[0], rate = a[1];
  const Poisson d(rate);
  return {[=](double x) { return x == 0 ? std::log(1 - psi) : std::log(psi * bm::pdf(d, x)) - std::log(-std::expm1(-rate)); },
          [=](double x) { return 1 - psi + psi * (bm::cdf(d, x) - std::exp(-rate)) / -std::expm1(-rate); }};
}

}  // namespace

const std::map<std::string, Composite>& composites() {
  static const std::map<std::string, Composite> all = {
      {"TruncatedNormal",
       {"Truncated(Normal(mu, sigma), lower, upper)", {{"mu", "real"}, {"sigma", "positive"}, {"lower", "real"}, {"upper", "real"}}}},
      {"TruncatedGamma", {"Truncated(Gamma(shape, rate), upper = upper)", {{"shape", "positive"}, {"rate", "positive"}, {"upper", "real"}}}},
      {"TruncatedPoisson",
       {"Truncated(Poisson(rate), lower, upper)", {{"rate", "positive"}, {"lower", "integer"}, {"upper", "integer"}}, true}},
      {"MixtureOfNormals",
       {"Mixture([p, 1 - p], [Normal(a, sigma), Normal(b, 2 * sigma)])", {{"p", "unit"}, {"a", "real"}, {"b", "real"}, {"sigma", "positive"}}}},
      {"MixtureOfPoissons",
       {"Mixture([p, 1 - p], [Poisson(a), Poisson(b)])", {{"p", "unit"}, {"a", "positive"}, {"b", "positive"}}, true}},
      {"MixtureOfTruncated",
       {"Mixture([p, 1 - p], [Truncated(Normal(a, 1), lower = 0), Exponential(b)])", {{"p", "unit"}, {"a", "real"}, {"b", "positive"}}}},
      {"MixtureOfUnlike", {"Mixture([p, 1 - p], [Normal(a, 1), LogNormal(b, 0.5)])", {{"p", "unit"}, {"a", "real"}, {"b", "real"}}}},
      {"ZeroInflatedBinomialByParts", {"ZeroInflated(psi, Binomial(n, p))", {{"psi", "unit"}, {"n", "count"}, {"p", "unit"}}, true}},
      {"HurdlePoissonByParts", {"Hurdle(psi, Poisson(rate))", {{"psi", "unit"}, {"rate", "positive"}}, true}},
      {"ZeroInflatedBelowZero",
       {"ZeroInflated(psi, DiscreteUniform(lower, upper))", {{"psi", "unit"}, {"lower", "integer"}, {"upper", "integer"}}, true}},
      {"ZeroInflatedWithoutZero", {"ZeroInflated(psi, Truncated(Poisson(rate), lower = 1))", {{"psi", "unit"}, {"rate", "positive"}}, true}},
  };
  return all;
}

std::map<std::string, Examples> composite_examples() {
  return {
      {"TruncatedNormal",
       {{{0, 1, -1, 2}, {3, 0.5, 3.5, 10}, {0, 1, -30, -6}}, [](const Args& a) { return truncated(Normal(a[0], a[1]), a[2], a[3]); }}},
      {"TruncatedGamma",
       {{{2, 1, 3}, {1.5, 2, 0.1}, {30, 1, 10}}, [](const Args& a) { return truncated(Gamma(a[0], 1 / a[1]), 0, a[2]); }}},
      {"TruncatedPoisson",
       {{{3, 1, 6}, {2, 0, 3}, {40, 10, 25}},
        [](const Args& a) {
          const Poisson d(a[0]);
          const auto below = [=](double k) { return k < 0 ? 0 : bm::cdf(d, k); };
          const double all = bm::cdf(d, a[2]) - below(a[1] - 1);
          return Reference{[=](double x) { return std::log(bm::pdf(d, x)) - std::log(all); },
                           [=, low = a[1]](double x) { return (bm::cdf(d, x) - below(low - 1)) / all; }};
        }}},
      {"MixtureOfNormals",
       {{{0.3, -1, 2, 0.5}, {0.5, 0, 0, 1}, {0.001, -40, 3, 2}},
        [](const Args& a) { return mixture(a[0], Normal(a[1], a[3]), Normal(a[2], 2 * a[3])); }}},
      {"MixtureOfPoissons",
       {{{0.3, 1, 6}, {0.9, 0.1, 30}, {0.02, 200, 2}}, [](const Args& a) { return mixture(a[0], Poisson(a[1]), Poisson(a[2])); }}},
      {"MixtureOfTruncated",
       {{{0.4, 1, 2}, {0.7, -2, 0.5}, {0.05, 5, 0.01}},
        [](const Args& a) {
          const auto first = truncated(Normal(a[1], 1), 0, 1e300);
          const bm::exponential_distribution<double, Policy> second(a[2]);
          return Reference{[=, p = a[0]](double x) { return std::log(p * std::exp(first.log_density(x)) + (1 - p) * bm::pdf(second, x)); },
                           [=, p = a[0]](double x) { return p * first.cdf(x) + (1 - p) * bm::cdf(second, x); }};
        }}},
      {"MixtureOfUnlike",
       {{{0.4, 1, 0.3}, {0.7, -2, 1}, {0.05, 5, 2}},
        [](const Args& a) {
          const Normal first(a[1], 1);
          const bm::lognormal_distribution<double, Policy> second(a[2], 0.5);
          return Reference{[=, p = a[0]](double x) { return std::log(p * bm::pdf(first, x) + (x > 0 ? (1 - p) * bm::pdf(second, x) : 0)); },
                           [=, p = a[0]](double x) { return p * bm::cdf(first, x) + (x > 0 ? (1 - p) * bm::cdf(second, x) : 0); }};
        }}},
      {"ZeroInflatedBinomialByParts",
       {{{0.7, 5, 0.4}, {0.3, 20, 0.1}, {0.99, 300, 0.9}},
        [](const Args& a) {
          const bm::binomial_distribution<double, Policy> d(a[1], a[2]);
          return Reference{[=, psi = a[0]](double x) { return std::log(psi * bm::pdf(d, x) + (x == 0 ? 1 - psi : 0)); },
                           [=, psi = a[0]](double x) { return psi * bm::cdf(d, x) + 1 - psi; }};
        }}},
      {"HurdlePoissonByParts", {{{0.7, 2}, {0.3, 0.1}, {0.95, 50}}, zero_or_positive_poisson}},
      {"ZeroInflatedBelowZero",
       {{{0.6, -3, 2}, {0.2, -7, 0}, {0.9, -40, 25}},
        [](const Args& a) {
          const double psi = a[0], lower = a[1], n = a[2] - a[1] + 1;
          return Reference{[=](double x) { return std::log(psi / n + (x == 0 ? 1 - psi : 0)); },
                           [=](double x) { return psi * (x - lower + 1) / n + (x >= 0 ? 1 - psi : 0); }};
        }}},
      {"ZeroInflatedWithoutZero", {{{0.6, 3}, {0.2, 0.2}, {0.97, 60}}, zero_or_positive_poisson}},
  };
}

}  // namespace scmc::testing
