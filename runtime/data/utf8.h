/// Is a text UTF-8?
#pragma once
#include <cstddef>
#include <optional>
#include <string_view>

namespace scmc::data {

/// The first byte that does not belong to a well-formed sequence  [RFC 3629, section 4].
std::optional<std::size_t> first_invalid_utf8(std::string_view text);

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

}  // namespace scmc::data
