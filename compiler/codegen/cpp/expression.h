/// C++ expressions without superfluous parentheses.
#pragma once
#include <string>
#include <vector>

namespace scmc::codegen {

/// Without the parentheses around all of it.
std::string bare(const std::string& text);

/// A primitive's spelling with its arguments. Parentheses that precedence makes superfluous go; the order of evaluation stays.
std::string substituted(const std::string& spelling, const std::vector<std::string>& args);

/// As a condition: `double(a > b)` is `(a > b)`, and x is `x != 0`.
std::string truth(const std::string& value);

}  // namespace scmc::codegen
