/// Every kind of problem is explained, and every explanation belongs to a problem that the tests show.
#include <set>

#include "runtime/data/problems.h"
#include "tests/data/support.h"

namespace scmc::data {
namespace {

/// The codes that occur in the tests' own sources, between quotes and at the start of a golden text.
std::set<std::string> codes_in_tests() {
  std::set<std::string> codes;
  for (const char* file : {"csv_test.cpp", "json_test.cpp", "write_test.cpp"}) {
    const std::string text = content_of(std::string(SCMC_SOURCE_DIR "/tests/data/") + file);
    for (std::size_t at = text.find("\"E08"); at != std::string::npos; at = text.find("\"E08", at + 1))
      codes.insert(text.substr(at + 1, 5));
  }
  return codes;
}

TEST(Catalogue, EveryCodeIsShownByATest) {
  const std::set<std::string> shown = codes_in_tests();
  std::set<std::string> explained;
  for (const ProblemKind& kind : problem_kinds()) EXPECT_TRUE(explained.insert(std::string(kind.code)).second) << kind.code << " twice";
  EXPECT_EQ(shown, explained);
}

}  // namespace
}  // namespace scmc::data
