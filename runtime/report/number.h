/// Numbers that come from draws, printed with the digits that their Monte Carlo error supports and no more.
#pragma once
#include <string>
#include <vector>

namespace scmc::report {

/// A value and its Monte Carlo standard error. An error of 0 means that the value is exact; NaN that its error is not known.
struct Number {
  double value = 0;
  double mcse = 0;
};

/// The decimals d for which one standard error moves the last digit by at most one: the largest d with mcse <= 10^-d. Negative where tens
/// or hundreds are already uncertain. The error must be positive and finite.
int supported_decimals(double mcse);

/// With the supported decimals, but none that is finer than a thousandth of `spread` (a standard deviation; 0 for no limit): closed forms
/// have next to no error, and their digits still say nothing.
std::string format(Number number, double spread = 0);

/// Rounded to `decimals` (to tens, hundreds, ... where negative), never as "-0.00"; with an exponent where it would be long.
std::string fixed(double value, int decimals);

/// With two decimals at most; one that draws put at 0 or 1 is only known to be near: `<0.01`, `>0.99`.
std::string format_probability(Number probability);

std::string format_rhat(double rhat);
std::string format_ess(double ess);  ///< whole draws, rounded down

/// What a row of a summary says.
struct Estimate {
  Number mean, sd, low, high;
};

struct Draws {
  double mean = 0, sd = 0, low = 0, high = 0, ess = 0;
};

/// Errors by the normal approximation, where none were computed: sd / sqrt(ess) for the mean, sd / sqrt(2 ess) for the standard deviation,
/// and sqrt(p (1 - p) / ess) / density for the ends of an interval that leaves out p on each side.
Estimate with_normal_errors(const Draws& draws, double interval_probability = 0.94);

/// `mean`, `sd` and the interval of each estimate as cells of a table; the ends of all intervals are aligned with each other.
struct EstimateCells {
  std::string mean, sd, interval;
};
std::vector<EstimateCells> format(const std::vector<Estimate>& estimates);

}  // namespace scmc::report
