/// What a cell's text is: a number, a truth value, a date, a label, or missing.
#include "runtime/data/cell.h"

#include <charconv>
#include <chrono>
#include <cmath>
#include <cstdlib>
#include <limits>
#include <string>

namespace scmc::data {
namespace {

constexpr double nan = std::numeric_limits<double>::quiet_NaN();
constexpr double largest_exact_integer = 9007199254740992.0;  // 2^53

bool is_digit(char c) { return c >= '0' && c <= '9'; }

bool all_digits(std::string_view text) {
  for (char c : text)
    if (!is_digit(c)) return false;
  return !text.empty();
}

std::string_view without_sign(std::string_view text) {
  if (!text.empty() && (text.front() == '+' || text.front() == '-')) text.remove_prefix(1);
  return text;
}

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c; }

bool same_word(std::string_view text, std::string_view word) {
  if (text.size() != word.size()) return false;
  for (std::size_t i = 0; i < text.size(); ++i)
    if (lower(text[i]) != word[i]) return false;
  return true;
}

/// The value where from_chars gives up: zero below the smallest double, and nothing beyond the largest.
Cell out_of_range(std::string_view digits) {
  const double value = std::strtod(std::string(digits).c_str(), nullptr);
  return std::isfinite(value) ? Cell{CellKind::Real, value} : Cell{CellKind::Text, nan};
}

/// Text that begins with a digit, a sign or a point. Digits alone decide what is a huge integer: 1e300 is meant to be rounded.
Cell classify_number(std::string_view text) {
  std::string_view digits = text;
  if (digits.front() == '+') digits.remove_prefix(1);
  double value = nan;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
  if (end != digits.data() + digits.size() || digits.empty() || (text.front() == '+' && digits.front() == '-'))
    return {CellKind::Text, nan};
  if (error == std::errc::result_out_of_range) return out_of_range(digits);
  if (error != std::errc()) return {CellKind::Text, nan};
  const bool exact = std::abs(value) < largest_exact_integer || without_sign(digits) == "9007199254740992";
  if (!exact && all_digits(without_sign(digits))) return {CellKind::HugeInteger, value};
  return number_cell(value);
}

/// One to three digits, then groups of a comma and three digits, then perhaps a fraction: 1,234.5
bool has_thousands_separators(std::string_view text) {
  text = without_sign(text);
  const std::size_t first = text.find(',');
  if (first == std::string_view::npos || first == 0 || first > 3 || !all_digits(text.substr(0, first))) return false;
  text.remove_prefix(first);
  while (text.size() >= 4 && text[0] == ',' && all_digits(text.substr(1, 3))) text.remove_prefix(4);
  return text.empty() || (text[0] == '.' && (text.size() == 1 || all_digits(text.substr(1))));
}

/// The digits of `shape` ("dd" for two digits) in the text, other characters alike.
bool has_shape(std::string_view text, std::string_view shape) {
  if (text.size() != shape.size()) return false;
  for (std::size_t i = 0; i < text.size(); ++i)
    if (shape[i] == 'd' ? !is_digit(text[i]) : text[i] != shape[i]) return false;
  return true;
}

int two_digits(std::string_view text, std::size_t at) { return 10 * (text[at] - '0') + (text[at + 1] - '0'); }

bool is_calendar_day(std::string_view text) {
  using namespace std::chrono;
  const int years = 100 * two_digits(text, 0) + two_digits(text, 2);
  const auto months = static_cast<unsigned>(two_digits(text, 5));
  const auto days = text.size() > 7 ? static_cast<unsigned>(two_digits(text, 8)) : 1U;
  return year_month_day{year{years}, month{months}, day{days}}.ok();
}

bool is_time_of_day(std::string_view text) {
  if (text.ends_with('Z')) text.remove_suffix(1);
  return has_shape(text, "dd:dd") || has_shape(text, "dd:dd:dd") ||
         (has_shape(text.substr(0, 9), "dd:dd:dd.") && all_digits(text.substr(9)));
}

bool is_date(std::string_view text) {
  if (has_shape(text, "dddd-dd") || has_shape(text, "dddd-dd-dd")) return is_calendar_day(text);
  if (text.size() < 12 || !has_shape(text.substr(0, 10), "dddd-dd-dd") || (text[10] != 'T' && text[10] != ' ')) return false;
  return is_calendar_day(text.substr(0, 10)) && is_time_of_day(text.substr(11));
}

Cell classify_infinity(std::string_view text) {
  const std::string_view word = without_sign(text);
  if (!same_word(word, "inf") && !same_word(word, "infinity")) return {CellKind::Text, nan};
  const double infinity = std::numeric_limits<double>::infinity();
  return {CellKind::Real, text.front() == '-' ? -infinity : infinity};
}

bool is_missing(std::string_view text) { return text.empty() || text == "NA" || same_word(text, "nan"); }

Cell classify_word(std::string_view text) {
  if (is_missing(text)) return {CellKind::Missing, nan};
  if (same_word(text, "true")) return {CellKind::Logical, 1};
  if (same_word(text, "false")) return {CellKind::Logical, 0};
  return classify_infinity(text);
}

}  // namespace

Cell number_cell(double value) {
  if (std::isnan(value)) return {CellKind::Missing, nan};
  return {std::abs(value) <= largest_exact_integer && value == std::trunc(value) ? CellKind::Integer : CellKind::Real, value};
}

Cell classify(std::string_view text) {
  const char first = text.empty() ? '\0' : text.front();
  const bool numeric = is_digit(first) || first == '-' || first == '+' || first == '.';
  if (!numeric) return classify_word(text);
  const Cell number = classify_number(text);
  if (number.kind != CellKind::Text) return number;
  if (has_thousands_separators(text)) return {CellKind::Grouped, nan};
  if (is_date(text)) return {CellKind::Date, nan};
  return classify_infinity(text);
}

std::size_t Census::numbers() const {
  const Census& n = *this;
  return n[CellKind::Logical] + n[CellKind::Integer] + n[CellKind::HugeInteger] + n[CellKind::Real] + n[CellKind::Grouped];
}

std::size_t Census::texts() const { return (*this)[CellKind::Date] + (*this)[CellKind::Text]; }

}  // namespace scmc::data
