/// Near names against the edit distance by its definition.
#include <random>

#include "tests/data/support.h"

namespace scmc::data {
namespace {

using Names = std::vector<std::string>;

TEST(NearName, Cases) {
  EXPECT_EQ(near_name("Sales", Names{"price", "sales"}), "sales");
  EXPECT_EQ(near_name("sale", Names{"price", "sales"}), "sales");
  EXPECT_EQ(near_name("slaes", Names{"price", "sales"}), "sales");
  EXPECT_EQ(near_name("Pryce", Names{"price", "sales"}), std::nullopt) << "case and spelling";
  EXPECT_EQ(near_name("prce", Names{"price"}), "price");
  EXPECT_EQ(near_name("z", Names{"Z"}), "Z");
  EXPECT_EQ(near_name("x1", Names{"x2"}), std::nullopt) << "short names differ by one letter all the time";
  EXPECT_EQ(near_name("tv1", Names{"tv12"}), std::nullopt);
  EXPECT_EQ(near_name("price", Names{"spend", "sales"}), std::nullopt);
  EXPECT_EQ(near_name("sales", Names{"sales2", "SALES"}), "SALES") << "case goes before spelling";
  EXPECT_EQ(near_name("sales", Names{}), std::nullopt);
}

/// Optimal string alignment distance  [Dam64]: insertions, deletions, substitutions, swaps of neighbours.
std::size_t distance(const std::string& a, const std::string& b) {
  std::vector<std::vector<std::size_t>> d(a.size() + 1, std::vector<std::size_t>(b.size() + 1));
  for (std::size_t i = 0; i <= a.size(); ++i)
    for (std::size_t j = 0; j <= b.size(); ++j) {
      if (i == 0 || j == 0) {
        d[i][j] = i + j;
        continue;
      }
      d[i][j] = std::min({d[i - 1][j] + 1, d[i][j - 1] + 1, d[i - 1][j - 1] + (a[i - 1] != b[j - 1])});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) d[i][j] = std::min(d[i][j], d[i - 2][j - 2] + 1);
    }
  return d[a.size()][b.size()];
}

TEST(NearName, AgreesWithTheEditDistance) {
  std::mt19937 random(3);
  const auto name = [&] {
    std::string text(4 + random() % 3, 'a');
    for (char& c : text) c = static_cast<char>('a' + random() % 2);
    return text;
  };
  for (int i = 0; i < 20000; ++i) {
    const std::string a = name(), b = name();
    EXPECT_EQ(near_name(a, {b}).has_value(), distance(a, b) <= 1) << a << " " << b;
  }
}

}  // namespace
}  // namespace scmc::data
