/// "Did you mean ...?": the candidate nearest to a name.
#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace scmc {

/// The candidate within an edit distance of a third of the name's length (case and transpositions count little), or an empty string.
std::string closest(std::string_view name, const std::vector<std::string>& candidates);

}  // namespace scmc
