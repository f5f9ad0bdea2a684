/// Numbers that come from draws, printed with the digits that their Monte Carlo error supports and no more.
#include "runtime/report/number.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>

#include "runtime/report/text.h"

namespace scmc::report {
namespace {

constexpr int digits_of_exact = 6;    // of a number without error, such as a constant
constexpr int digits_of_unknown = 2;  // of a number whose error is not known
constexpr int digits_of_double = 15;  // that a decimal text can rely on
constexpr int most_decimals = 6;      // a longer fraction of a number below `least_plain` is written with an exponent
constexpr double least_plain = 1e-4;
constexpr double most_plain = 1e7;  // as is a number from here on

std::string print(const char* form, int digits, double value) {
  std::array<char, 400> buffer;
  const int size = std::snprintf(buffer.data(), buffer.size(), form, digits, value);
  return {buffer.data(), static_cast<std::size_t>(size)};
}

/// 1.50e-07 -> 1.50e-7
std::string short_exponent(std::string text) {
  const std::size_t e = text.find('e');
  if (e == std::string::npos) return text;
  const std::size_t first = text.find_first_not_of("+-0", e + 1);
  const std::string sign = text[e + 1] == '-' ? "-" : "";
  return text.substr(0, e + 1) + sign + (first == std::string::npos ? "0" : text.substr(first));
}

int magnitude(double value) { return static_cast<int>(std::floor(std::log10(std::abs(value)))); }

std::string with_exponent(double value, int decimals) {
  return short_exponent(print("%.*e", std::clamp(magnitude(value) + decimals, 0, digits_of_double), value));
}

/// Significant digits, trailing zeros left out.
std::string significant(double value, int digits) { return short_exponent(print("%.*g", digits, value)); }

double round_to(double value, int decimals) {
  const double unit = std::pow(10.0, std::abs(decimals));
  const double rounded = decimals >= 0 ? std::round(value * unit) / unit : std::round(value / unit) * unit;
  return std::isfinite(rounded) ? rounded : value;  // more decimals than a double has
}

std::string not_finite(double value) {
  if (std::isnan(value)) return "NaN";
  return value > 0 ? "inf" : "-inf";
}

/// A thousandth of the spread.
int sensible_decimals(double spread) { return supported_decimals(spread / 1000); }

bool is_exact(const Number& number, double spread) { return number.mcse == 0 && !(spread > 0 && std::isfinite(spread)); }

int decimals_of(const Number& number, double spread) {
  const bool limited = spread > 0 && std::isfinite(spread);
  if (number.mcse == 0) return sensible_decimals(spread);
  const int supported = supported_decimals(number.mcse);
  return limited ? std::min(supported, sensible_decimals(spread)) : supported;
}

/// Where `probability` of a standard normal variable lies below: bisection, exact to all digits that matter here.
double normal_quantile(double probability) {
  double low = -10, high = 10;
  for (int step = 0; step < 60; ++step) {
    const double middle = (low + high) / 2;
    (std::erfc(-middle / std::sqrt(2.0)) / 2 < probability ? low : high) = middle;
  }
  return (low + high) / 2;
}

double normal_density(double x) { return std::exp(-x * x / 2) / std::sqrt(2 * std::acos(-1.0)); }

/// Both ends with the decimals that the less certain one supports.
std::array<std::string, 2> format_ends(const Estimate& estimate) {
  const Number& coarse = std::isnan(estimate.low.mcse) || estimate.low.mcse > estimate.high.mcse ? estimate.low : estimate.high;
  return {format(Number{estimate.low.value, coarse.mcse}, estimate.sd.value),
          format(Number{estimate.high.value, coarse.mcse}, estimate.sd.value)};
}

}  // namespace

int supported_decimals(double mcse) { return static_cast<int>(std::floor(-std::log10(mcse) + 1e-9)); }

std::string fixed(double value, int decimals) {
  if (!std::isfinite(value)) return not_finite(value);
  const double rounded = round_to(value, decimals);
  if (rounded == 0) return decimals > most_decimals ? "0" : print("%.*f", std::max(decimals, 0), 0.0);
  const bool tiny = std::abs(rounded) < least_plain && decimals > most_decimals;
  if (tiny || std::abs(rounded) >= most_plain) return with_exponent(rounded, decimals);
  return print("%.*f", std::clamp(decimals, 0, digits_of_double - std::min(magnitude(rounded), 0)), rounded);
}

std::string format(Number number, double spread) {
  if (!std::isfinite(number.value)) return not_finite(number.value);
  if (!std::isfinite(number.mcse) || number.mcse < 0) return significant(number.value, digits_of_unknown);
  if (is_exact(number, spread)) return significant(number.value + 0.0, digits_of_exact);
  return fixed(number.value, decimals_of(number, spread));
}

std::string format_probability(Number probability) {
  if (!std::isfinite(probability.value)) return not_finite(probability.value);
  const bool known = std::isfinite(probability.mcse) && probability.mcse > 0;
  const int decimals = known ? std::clamp(supported_decimals(probability.mcse), 1, 2) : 2;
  const double rounded = round_to(probability.value, decimals);
  if (rounded <= 0) return decimals == 1 ? "<0.1" : "<0.01";
  if (rounded >= 1) return decimals == 1 ? ">0.9" : ">0.99";
  return fixed(probability.value, decimals);
}

std::string format_rhat(double rhat) { return std::isnan(rhat) ? "-" : fixed(rhat, 3); }

std::string format_ess(double ess) { return std::isnan(ess) ? "-" : fixed(std::floor(ess), 0); }

Estimate with_normal_errors(const Draws& draws, double interval_probability) {
  const double outside = (1 - interval_probability) / 2;
  const double unit = draws.sd / std::sqrt(draws.ess);
  const double end = unit * std::sqrt(outside * (1 - outside)) / normal_density(normal_quantile(outside));
  return {.mean = {draws.mean, unit}, .sd = {draws.sd, unit / std::sqrt(2.0)}, .low = {draws.low, end}, .high = {draws.high, end}};
}

std::vector<EstimateCells> format(const std::vector<Estimate>& estimates) {
  std::vector<std::string> ends;
  for (const Estimate& estimate : estimates)
    for (std::string& end : format_ends(estimate)) ends.push_back(std::move(end));
  ends = align_decimals(std::move(ends));
  std::vector<EstimateCells> cells;
  for (std::size_t i = 0; i < estimates.size(); ++i) {
    const Estimate& estimate = estimates[i];
    cells.push_back({.mean = format(estimate.mean, estimate.sd.value),
                     .sd = format(estimate.sd, estimate.sd.value),
                     .interval = ends[2 * i] + " .. " + ends[2 * i + 1]});
  }
  return cells;
}

}  // namespace scmc::report
