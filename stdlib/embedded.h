/// The texts of the standard library that the build put into the binary.
#pragma once
#include <span>
#include <string_view>

namespace scmc {

struct EmbeddedText {
  std::string_view path;  ///< such as "distributions/Normal.scm"
  std::string_view text;
};

/// Sorted by path.
std::span<const EmbeddedText> embedded_library();

}  // namespace scmc
