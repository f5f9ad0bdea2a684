/// Small pieces of printed text.
#pragma once
#include <string>
#include <string_view>

namespace scmc::ast {

template <class List, class Text>
std::string join(const List& list, std::string_view separator, Text&& text) {
  std::string result;
  for (bool is_first = true; const auto& item : list) {
    if (!is_first) result += separator;
    result += text(item);
    is_first = false;
  }
  return result;
}

/// `"text"`, with `\` before quotes and backslashes.
std::string quote(std::string_view text);

}  // namespace scmc::ast
