/// Is a text UTF-8?
#include "runtime/data/utf8.h"

#include <cstdint>
#include <cstring>

namespace scmc::data {
namespace {

unsigned char byte_at(std::string_view text, std::size_t at) { return at < text.size() ? static_cast<unsigned char>(text[at]) : 0; }

bool is_tail(unsigned char byte) { return (byte & 0xc0) == 0x80; }

/// Bounds of the second byte exclude overlong forms, surrogates and what lies beyond U+10FFFF.
bool second_byte_fits(unsigned char first, unsigned char second) {
  if (first == 0xe0) return second >= 0xa0 && second <= 0xbf;
  if (first == 0xed) return second >= 0x80 && second <= 0x9f;
  if (first == 0xf0) return second >= 0x90 && second <= 0xbf;
  if (first == 0xf4) return second >= 0x80 && second <= 0x8f;
  return is_tail(second);
}

/// Length of the well-formed sequence that begins here, or 0.
std::size_t sequence_length(std::string_view text, std::size_t at) {
  const unsigned char first = byte_at(text, at);
  if (first < 0x80) return 1;
  if (first < 0xc2 || first > 0xf4 || !second_byte_fits(first, byte_at(text, at + 1))) return 0;
  if (first < 0xe0) return 2;
  if (!is_tail(byte_at(text, at + 2))) return 0;
  if (first < 0xf0) return 3;
  return is_tail(byte_at(text, at + 3)) ? 4 : 0;
}

bool eight_ascii(std::string_view text, std::size_t at) {
  if (at + 8 > text.size()) return false;
  std::uint64_t word;
  std::memcpy(&word, text.data() + at, sizeof word);
  return (word & 0x8080808080808080ULL) == 0;
}

}  // namespace

std::optional<std::size_t> first_invalid_utf8(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    if (eight_ascii(text, at)) {
      at += 8;
      continue;
    }
    const std::size_t length = sequence_length(text, at);
    if (length == 0) return at;
    at += length;
  }
  return std::nullopt;
}

}  // namespace scmc::data
