/// Names that differ so little that one may have been meant for the other.
#include <algorithm>
#include <cctype>

#include "runtime/data/table.h"

namespace scmc::data {
namespace {

constexpr std::size_t shortest_misspelling = 4;

std::string lower_case(std::string_view text) {
  std::string result(text);
  for (char& c : result) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return result;
}

/// Equal but for one letter more, less, other, or two neighbours swapped.
bool one_edit_apart(std::string_view a, std::string_view b) {
  if (a.size() < b.size()) std::swap(a, b);
  const auto [in_a, in_b] = std::mismatch(a.begin(), a.end(), b.begin(), b.end());
  const std::string_view rest_a(in_a, a.end()), rest_b(in_b, b.end());
  if (rest_a.empty()) return true;
  if (a.size() == b.size() + 1) return rest_a.substr(1) == rest_b;
  if (a.size() != b.size()) return false;
  if (rest_a.substr(1) == rest_b.substr(1)) return true;
  return rest_a.size() >= 2 && rest_a[0] == rest_b[1] && rest_a[1] == rest_b[0] && rest_a.substr(2) == rest_b.substr(2);
}

}  // namespace

std::optional<std::string> near_name(std::string_view name, const std::vector<std::string>& candidates) {
  const std::string wanted = lower_case(name);
  for (const auto& candidate : candidates)
    if (lower_case(candidate) == wanted) return candidate;
  for (const auto& candidate : candidates)
    if (std::min(name.size(), candidate.size()) >= shortest_misspelling && one_edit_apart(candidate, name)) return candidate;
  return std::nullopt;
}

}  // namespace scmc::data
