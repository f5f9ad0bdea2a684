/// Every density integrates to one, its cdf is its integral, its mean and variance are its moments, and others have the same values.
#include <boost/math/distributions/normal.hpp>
#include <iostream>

#include "tests/stdlib/cases.h"

namespace scmc::testing {
namespace {

/// Quadrature of smooth pieces is exact to about 1e-12; the densities themselves cancel large terms (log gamma) to about 1e-9.
constexpr double quadrature_tolerance = 2e-9;

class Density : public EveryDistribution {};
SCMC_EVERY_DISTRIBUTION(Density);

/// The points are rounded, and a density that is steep for their size feels it.
double rounding(const Family& family, double a, double b) {
  const auto at = [&](double x) { return std::abs(x) * family.density(x); };
  return 4 * std::numeric_limits<double>::epsilon() * std::max(at(a), at(b));
}

double sum(const std::vector<double>& terms) {
  long double total = 0;
  for (double term : terms) total += term;
  return static_cast<double>(total);
}

std::vector<double> probabilities(const Family& family, const std::vector<double>& points) {
  auto mass = family.at("log_density", points);
  for (double& m : mass) m = std::exp(m);
  return mass;
}

TEST_P(Density, HasMassOne) {
  for_each_example([](const Family& family, const Reference&) {
    if (family.discrete()) {
      EXPECT_NEAR(sum(probabilities(family, support_points(family))), 1, quadrature_tolerance);
      return;
    }
    const auto density = density_of(family);
    const auto range = range_of(family);
    EXPECT_NEAR(integrate(density, range), 1,
                quadrature_tolerance + unresolved(density, range) + rounding(family, family.quantile(0.5), family.quantile(0.6)));
  });
}

TEST_P(Density, IsTheDerivativeOfTheCdf) {
  for_each_example([](const Family& family, const Reference&) {
    if (family.discrete()) {
      const auto points = support_points(family);
      const auto mass = probabilities(family, points), cdf = family.at("cdf", points);
      long double below = 0;
      for (std::size_t i = 0; i < points.size(); ++i)
        ASSERT_NEAR(cdf[i], static_cast<double>(below += mass[i]), quadrature_tolerance) << "at " << points[i];
      EXPECT_EQ(family.cdf(family.lower() - 1), 0) << "nothing lies below the support";
      EXPECT_NEAR(family.cdf(family.lower() + 0.5), family.cdf(family.lower()), 0) << "a step function";
      return;
    }
    const auto range = range_of(family);
    for (std::size_t i = 1; i < range.knots.size(); ++i) {
      const double a = range.knots[i - 1], b = range.knots[i];
      const double mass = integrate_between(density_of(family), range, a, b);
      EXPECT_NEAR(family.cdf(b) - family.cdf(a), mass, 1e-14 + quadrature_tolerance * mass + rounding(family, a, b))
          << "from " << a << " to " << b;
    }
  });
}

/// Their own formulas, which hold where the cdf itself is 0 or 1 to all digits.
TEST_P(Density, LogarithmsOfTheCdfAgreeWithIt) {
  for_each_example([](const Family& family, const Reference&) {
    for (double p : tail_to_tail) {
      const double x = family.quantile(p), cdf = family.cdf(x);
      if (!family.discrete() && !family.inside(x)) continue;
      if (cdf > 1e-300) { EXPECT_NEAR(family.at("log_cdf", x), std::log(cdf), 1e-9 + 1e-9 * std::abs(std::log(cdf))) << x; }
      if (cdf < 1 - 1e-6) { EXPECT_NEAR(family.at("log_survival", x), std::log1p(-cdf), 2e-9 + 1e-9 * std::abs(std::log1p(-cdf))) << x; }
    }
  });
}

/// A distribution of distributions is tested by what it makes of some.
TEST(Library, EveryCombinatorHasAComposite) {
  const std::set<std::string, std::less<>> with_atoms = {"Censored", "IntervalCensored", "Rounded", "Ordered"};  // tests/lower/combinators_test.cpp
  for (const auto& name : combinators()) {
    const bool is_shown = std::ranges::any_of(composites(), [&](const auto& c) { return c.second.text.starts_with(name + "("); });
    EXPECT_TRUE(is_shown || with_atoms.contains(name)) << name;
  }
}

TEST_P(Density, CdfRunsFromZeroToOne) {
  for_each_example([](const Family& family, const Reference&) {
    if (!family.discrete()) { EXPECT_EQ(family.cdf(family.lower()), 0); }
    EXPECT_DOUBLE_EQ(family.cdf(family.upper()), 1);
  });
}

/// Partial integrals up to 1 - 1e-4, 1 - 1e-6, ... of a moment that is infinite grow by steps that do not shrink.
bool diverges(const Family& family, int power) {
  const auto size = weighted(family, [power](double x) { return std::pow(std::abs(x), power); });
  const auto step = [&](double p, double q) {
    return integrate_between(size, range_of(family), family.quantile(1 - p), family.quantile(1 - q));
  };
  return step(1e-8, 1e-10) > 0.9 * step(1e-4, 1e-6);
}

double moment(const Family& family, double about, int power) {
  if (!family.discrete()) return integrate(weighted(family, [=](double x) { return std::pow(x - about, power); }), range_of(family));
  const auto points = support_points(family);
  auto terms = probabilities(family, points);
  for (std::size_t i = 0; i < points.size(); ++i) terms[i] *= std::pow(points[i] - about, power);
  return sum(terms);
}

/// They have moments, which no closed form gives.
const std::set<std::string, std::less<>> without_closed_moments = {"LogitNormal", "VonMises", "TruncatedNormal", "TruncatedGamma",
                                                                                    "MixtureOfTruncated"};

TEST_P(Density, HasItsMeanAndVariance) {
  for_each_example([](const Family& family, const Reference&) {
    if (!family.has("mean")) {
      EXPECT_FALSE(family.has("variance"));
      if (!family.discrete() && !without_closed_moments.contains(family.name())) {
        EXPECT_TRUE(diverges(family, 1)) << "a distribution without `mean` has none";
      }
      return;
    }
    const double mean = family.value("mean"), variance = family.value("variance");
    if (std::isfinite(variance)) {
      EXPECT_NEAR(moment(family, mean, 2), variance, 1e-7 * variance);
      EXPECT_NEAR(moment(family, mean, 1), 0, 1e-8 * std::sqrt(variance) + 1e-12 * std::abs(mean));
    } else {
      EXPECT_TRUE(diverges(family, 2)) << "variance " << variance;
      if (std::isfinite(mean)) {
        EXPECT_NEAR(moment(family, mean, 1), 0, 1e-7 * ((family.quantile(0.9) - family.quantile(0.1)) + std::abs(mean)));
      } else {
        EXPECT_TRUE(diverges(family, 1)) << "mean " << mean;
      }
    }
  });
}

/// Log-densities are differences of terms as large as `scale`, of which each has an error of some 1e-16; Boost's likewise.
TEST_P(Density, AgreesWithTheReference) {
  for_each_example([](const Family& family, const Reference& reference) {
    for (double p : tail_to_tail) {
      const double x = family.quantile(p);
      if (!family.discrete() && !family.inside(x)) continue;
      const double expected = reference.log_density(x);
      EXPECT_NEAR(family.at("log_density", x), expected, 2e-9 + 1e-11 * std::abs(expected)) << "log-density at " << x;
      EXPECT_NEAR(family.cdf(x), reference.cdf(x), 1e-15 + 1e-9 * reference.cdf(x)) << "cdf at " << x;
    }
  });
}

/// The negative binomial of a mean tends to Poisson; naively, log gamma(phi) = 3e13 would leave two digits.
TEST(NegativeBinomialMean, IsPoissonInTheLimit) {
  const Family limit("NegativeBinomialMean", {30, 1e12}), poisson("Poisson", {30});
  for (double k : {0.0, 1.0, 17.0, 30.0, 60.0}) EXPECT_NEAR(limit.at("log_density", k), poisson.at("log_density", k), 1e-9) << k;
}

/// Student's t of many degrees of freedom tends to the normal.
TEST(StudentT, IsNormalInTheLimit) {
  const Family limit("StudentT", {1e12, 0, 1}), normal("Normal", {0, 1});
  for (double x : {0.0, 0.5, 3.0, 8.0}) EXPECT_NEAR(limit.at("log_density", x), normal.at("log_density", x), 1e-8) << x;
}

/// Those of vectors and matrices have tests of their own, in tests/lower/joint_test.cpp and series_test.cpp: what is added there is added here.
TEST(Library, NamesWhatIsTestedElsewhere) {
  const std::vector<std::string> joint = {
      "AR", "CAR", "Dirichlet", "DirichletMultinomial", "ICAR", "InverseWishart", "LKJ", "LKJCholesky", "LocalLevel", "LocalTrend",
      "Multinomial", "MvNormal", "MvNormalCholesky", "MvNormalPrecision", "MvStudentT", "OrderedLogistic", "OrderedMultinomial",
      "OrderedProbit", "RandomWalk", "StickBreakingWeights", "Wishart", "ZeroSumNormal"};
  auto found = joint_in("distributions");
  std::ranges::sort(found);
  EXPECT_EQ(found, joint);
  const std::vector<std::string> transforms = {
      "CholeskyCorrelation", "CholeskyCovariance", "Correlation", "Covariance", "Ordered", "PositiveOrdered", "Simplex",
      "SumToZero",           "UnitVector"};
  auto of_vectors = joint_in("transforms");
  std::ranges::sort(of_vectors);
  EXPECT_EQ(of_vectors, transforms);
}

TEST(Library, CountsItsDistributions) {
  int proper = 0, arguments = 0;
  std::string without;
  for (const auto& name : numbers_in("distributions")) {
    ASSERT_TRUE(distribution_examples().contains(name)) << name << " has no example arguments in tests/stdlib/examples.cpp";
    const auto& examples = distribution_examples().at(name);
    const bool improper = Family(name, examples.args.front()).improper();
    proper += !improper, arguments += static_cast<int>(examples.args.size());
    if (improper) without += " " + name;
  }
  std::cout << proper << " proper distributions, " << arguments
            << " sets of arguments; exempt from integration, having neither cdf nor quantile:" << without << "\n";
  EXPECT_EQ(without, " Flat HalfFlat") << "a distribution that loses its cdf and quantile would escape the tests";
  for (const auto& [name, examples] : distribution_examples())
    EXPECT_TRUE(std::ranges::count(names_in("distributions"), name) || composites().contains(name)) << "examples for " << name << ", which is not in the library";
}

}  // namespace
}  // namespace scmc::testing
