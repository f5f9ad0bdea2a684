/// A million rows are read fast enough not to be noticed beside the sampling.
#include <chrono>
#include <random>

#include "runtime/data/write.h"
#include "tests/data/support.h"

namespace scmc::data {
namespace {

constexpr bool sanitized =
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
    true;
#else
    false;
#endif

TEST(Speed, AMillionRows) {
  constexpr std::size_t rows = 1000000;
  std::mt19937_64 random(4);
  std::normal_distribution<double> normal;
  std::vector<std::vector<double>> values(3, std::vector<double>(rows));
  for (auto& column : values)
    for (double& value : column) value = normal(random);
  Table table;
  for (int c = 0; c < 3; ++c)
    table.columns.push_back(number_column(std::string(1, static_cast<char>('x' + c)), values[static_cast<std::size_t>(c)]));
  const std::string text = format_csv(table);
  const auto start = std::chrono::steady_clock::now();
  const Table read = csv(text);
  const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  RecordProperty("seconds", std::to_string(seconds));
  std::printf("%.0f MB in %.2f s\n", static_cast<double>(text.size()) / 1e6, seconds);
  expect_same(read, table);
  const double limit = sanitized ? 60 : 5;  // about half a second on an idle machine: room for a busy one
  EXPECT_LT(seconds, limit);
}

}  // namespace
}  // namespace scmc::data
