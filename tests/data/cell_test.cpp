/// Cells against the C library's own reading of numbers, and UTF-8 against its definition.
#include "runtime/data/cell.h"

#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <random>

#include "runtime/data/utf8.h"
#include "tests/data/support.h"

namespace scmc::data {
namespace {

TEST(Cell, NumbersAgreeWithTheCLibrary) {
  std::mt19937_64 random(1);
  for (int i = 0; i < 20000; ++i) {
    const std::uint64_t bits = random();
    double value;
    std::memcpy(&value, &bits, sizeof value);
    if (!std::isfinite(value)) continue;
    char text[64];
    std::snprintf(text, sizeof text, i % 2 == 0 ? "%.17g" : "%.7e", value);
    EXPECT_EQ(classify(text).value, std::strtod(text, nullptr)) << text;
  }
}

TEST(Cell, Kinds) {
  const std::vector<std::pair<std::string, CellKind>> cases = {{"", CellKind::Missing},
                                                               {"NA", CellKind::Missing},
                                                               {"na", CellKind::Text},
                                                               {"N/A", CellKind::Text},
                                                               {"1", CellKind::Integer},
                                                               {"1.0", CellKind::Integer},
                                                               {"1.5", CellKind::Real},
                                                               {"-", CellKind::Text},
                                                               {".", CellKind::Text},
                                                               {"+", CellKind::Text},
                                                               {"1e3", CellKind::Integer},
                                                               {"1e", CellKind::Text},
                                                               {"1 2", CellKind::Text},
                                                               {"-inf", CellKind::Real},
                                                               {"1,234", CellKind::Grouped},
                                                               {"-12,345,678.9", CellKind::Grouped},
                                                               {"1234,567", CellKind::Text},
                                                               {"1,23", CellKind::Text},
                                                               {",123", CellKind::Text},
                                                               {"1,234.5.6", CellKind::Text},
                                                               {"2024-02-29", CellKind::Date},
                                                               {"2023-02-29", CellKind::Text},
                                                               {"2024-13", CellKind::Text},
                                                               {"2024-12", CellKind::Date},
                                                               {"2024-1-1", CellKind::Text},
                                                               {"2024-01-01T10:00", CellKind::Date},
                                                               {"2024-01-01 10:00:00.5", CellKind::Date},
                                                               {"2024-01-01T10:00:00Z", CellKind::Date},
                                                               {"2024-01-01T", CellKind::Text},
                                                               {"trUe", CellKind::Logical},
                                                               {"nano", CellKind::Text},
                                                               {"9007199254740992", CellKind::Integer},
                                                               {"9007199254740993", CellKind::HugeInteger},
                                                               {"1e17", CellKind::Real}};
  for (const auto& [text, kind] : cases) EXPECT_EQ(classify(text).kind, kind) << text;
}

/// Encodes a code point by the table of RFC 3629, section 3.
std::string encode(unsigned code) {
  const auto tail = [&](int shift) { return static_cast<char>(0x80 | ((code >> shift) & 0x3f)); };
  if (code < 0x80) return {static_cast<char>(code)};
  if (code < 0x800) return {static_cast<char>(0xc0 | (code >> 6)), tail(0)};
  if (code < 0x10000) return {static_cast<char>(0xe0 | (code >> 12)), tail(6), tail(0)};
  return {static_cast<char>(0xf0 | (code >> 18)), tail(12), tail(6), tail(0)};
}

TEST(Utf8, EveryCodePoint) {
  for (unsigned code = 0; code <= 0x120000; ++code) {
    const bool valid = code <= 0x10ffff && (code < 0xd800 || code > 0xdfff);
    const auto found = first_invalid_utf8("abc" + encode(code) + "xyz");
    ASSERT_EQ(found.has_value(), !valid) << std::hex << code;
    ASSERT_EQ(found.value_or(3), 3U);
  }
}

TEST(Utf8, TruncatedAndOverlong) {
  for (const char* text : {"\xC3", "\xE2\x82", "\xF0\x9F\x98", "\xC0\x80", "\xE0\x80\x80", "\xF0\x80\x80\x80", "\x80", "\xFF"})
    EXPECT_EQ(first_invalid_utf8(text), std::optional<std::size_t>(0)) << text;
}

}  // namespace
}  // namespace scmc::data
