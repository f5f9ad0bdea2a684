/// JSON as Stan writes it, made standard: the bare tokens NaN, Infinity and -Infinity become null and strings.
#include "runtime/data/json_infinities.h"

#include <algorithm>
#include <array>

namespace scmc::data {
namespace {

struct Replacement {
  std::string_view token, standard;
};

constexpr std::array<Replacement, 3> replacements{{{"NaN", "null"}, {"-Infinity", "\"-Infinity\""}, {"Infinity", "\"Infinity\""}}};

/// Length of the string literal that begins here; to the end of the text if it is not closed.
std::size_t string_length(std::string_view text) {
  std::size_t at = 1;
  while (at < text.size() && text[at] != '"') at += text[at] == '\\' ? 2 : 1;
  return std::min(at + 1, text.size());
}

const Replacement* replacement_at(std::string_view rest) {
  const auto found = std::ranges::find_if(replacements, [&](const Replacement& r) { return rest.starts_with(r.token); });
  return found == replacements.end() ? nullptr : &*found;
}

}  // namespace

StandardJson standardize_json(std::string_view text) {
  StandardJson result;
  std::size_t copied = 0;
  for (std::size_t at = 0; (at = text.find_first_of("\"N-I", at)) != std::string_view::npos;) {
    const Replacement* replacement = replacement_at(text.substr(at));
    if (replacement == nullptr) {
      at += text[at] == '"' ? string_length(text.substr(at)) : 1;
      continue;
    }
    result.text.append(text.substr(copied, at - copied)).append(replacement->standard);
    copied = at += replacement->token.size();
    result.shifts.emplace_back(result.text.size(), result.text.size() - at);
  }
  result.text.append(text.substr(copied));
  return result;
}

std::size_t StandardJson::original_position(std::size_t position) const {
  const auto after = std::ranges::upper_bound(shifts, position, {}, &std::pair<std::size_t, std::size_t>::first);
  return after == shifts.begin() ? position : position - std::prev(after)->second;
}

}  // namespace scmc::data
