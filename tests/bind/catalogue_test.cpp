/// The catalogue's examples of E04 and E05 do what they say, each with data as its comment describes them.
#include "compiler/source/catalogue.h"

#include <map>
#include <set>

#include "compiler/lower/worlds.h"
#include "tests/bind/support.h"
#include "tests/support/catalogue_examples.h"

namespace scmc::testing {
namespace {

/// A file for the wrong model, and one for the right model; empty: no file, and nothing has to be observed.
struct Files {
  std::string wrong, right;
};

const std::map<std::string, Files, std::less<>> files = {
    {"E0401", {"sales\n1\n2\n", "sales\n1\n2\n"}},
    {"E0402", {"y\n1\n", "y\n1\n"}},
    {"E0403", {"sales\n1\n", "sales\n1\n"}},
    {"E0404", {"y\n1\n2\n3\n", "y\n1\n2\n3\n"}},
    {"E0405", {"", ""}},
    {"E0406", {"", ""}},
    {"E0407", {"group\na\nc\n", "group\na\nc\n"}},
    {"E0408", {"group\n0\n1\n2\n", "group\n0\n1\n2\n"}},
    {"E0409", {"group\n1\n2\n4\n", "group\n1\n2\n4\n"}},
    {"E0410", {"Sales\n1\n2\n", "Sales\n1\n2\n"}},
    {"E0411", {"y\n1\n2\n", "y\n1\n2\n"}},
    {"E0412", {"age,n\n30,1\n,1\n", "age,n\n30,1\n,1\n"}},
    {"E0413", {"n\n2\n2.5\n", "n\n2\n2.5\n"}},
    {"E0414", {"wait\n1\n-1\n", "wait\n1\n-1\n"}},
    {"E0415", {"school,pupils\na,200\na,300\n", "school,pupils\na,200\na,300\n"}},
    {"E0416", {"county\nWinona\nAitkin\n", "county\nWinona\nAitkin\n"}},
    {"E0419", {"y,size_of\n1,2\n3,4\n", R"({"y": [[1, 2], [3, 4]], "size_of": [1, 2]})"}},
    {"E0420", {"z,y\n1,2\n1,3\n", "z,y\n1,2\n1,3\n"}},
    {"E0421", {"size\n1\n2\n", "size\n1\n2\n"}},
    {"E0422", {R"({"x": [1, 2, 3, 4, 5, 6]})", R"({"x": [[1, 2, 3], [4, 5, 6]]})"}},
    {"E0423", {"group\na\nb\n", "group\na\nb\n"}},
    {"E0425", {"t,x\n1,1\n2,2\n4,4\n", "t,x\n1,1\n2,2\n3,3\n4,4\n"}},
    {"E0427", {"x\n1\n2\n", "x\n1\n2\n"}},
    {"E0428", {"x\n1\n2\n3\n4\n5\n6\n7\n8\n9\n", "x\n1\n2\n3\n4\n5\n6\n7\n8\n9\n"}},
    {"E0429", {"x\n1\n2\n3\n4\n5\n6\n7\n8\n9\n", "x\n1\n2\n3\n4\n5\n6\n7\n8\n9\n"}},
    {"E0431", {"p\n0.2\n0.3\n0.4\n", "p\n0.2\n0.3\n0.5\n"}},
    {"E0430", {"time\n1\n3\n", "time\n1\n2\n"}},
    {"E0510", {"y\n1\n2\n", "y\n1\n2\n"}},
    {"E0511", {"time,cost\n1,1\n2,1\n", "time,cost\n1,1\n2,1\n"}},
    {"E0512", {"x\n1\n0\n", "x\n1\n0\n"}},
    {"E0514", {"at,y\n3,1\n1,2\n", "at,y\n1,1\n3,2\n"}},
    {"E0513", {"y\n1\n2\n3\n", "y\n1\n2\n3\n"}},
    {"E0501", {"y\n1\n2\n", "y\n1\n2\n"}},
    {"E0502", {R"({"y": [1, 2, 3, 4, 5], "delay": 3})", R"({"y": [1, 2, 3, 4, 5], "delay": 3})"}},
    {"E0508", {R"({"y": [[1, 2], [3, 4]]})", R"({"y": [[1, 2], [3, 4]]})"}},
    {"E0509", {"y\n1\n2\n", "y\n1\n2\n"}},
    {"E0503", {"", ""}},
    {"E0504", {"", ""}},
    {"E0506", {"", ""}},
    {"E0507", {"", ""}},
};

/// What only a command line can do wrong, or a rewrite: these are shown by the golden files of the command line.
const std::set<std::string, std::less<>> of_the_command_line = {"E0417", "E0418", "E0424", "E0505"};

/// All programs of the model, as far as the first stage that finds something wrong.
std::string codes_of(std::string_view code, const std::string& text, const std::string& data) {
  Front front;
  auto& diagnostics = front.diagnostics;
  const auto model = front.check(text);
  BindOptions options{.must_observe = code == "E0401" || code == "E0403"};
  if (!data.empty()) options.files.push_back(data_file(data));
  auto bound = model ? scmc::bind(model, options, diagnostics) : std::nullopt;
  if (!bound) return front.codes();
  if (code == "E0504") return lower_simulate(plan_simulation(std::move(*bound), diagnostics), {}, diagnostics), front.codes();
  const auto planned = plan(std::move(*bound), {}, diagnostics);
  if (!planned) return front.codes();
  const auto density = lower_density(*planned, diagnostics);
  const auto constrain = lower_constrain(*planned, true, diagnostics);
  if (diagnostics.has_errors()) return front.codes();
  validate(*planned, density, diagnostics);
  validate_indices(*planned, constrain.program, diagnostics);
  if (code == "E0506")
    lower_worlds(*planned, {{"x = 1", {{.target = *model->find("x"), .mask = {}, .value = constant_term(1), .span = {}}}}}, diagnostics);
  return front.codes();
}

TEST(BindCatalogue, ExamplesDoWhatTheySay) {
  int shown = 0;
  for (const auto& entry : catalogue()) {
    if (!entry.code.starts_with("E04") && !entry.code.starts_with("E05")) continue;
    const auto found = files.find(entry.code);
    if (found == files.end()) {
      EXPECT_TRUE(of_the_command_line.contains(entry.code)) << entry.code << " has no data here";
      continue;
    }
    for (const auto& text : examples(entry.explanation, "wrong:"))
      EXPECT_EQ(codes_of(entry.code, text, found->second.wrong), entry.code) << text;
    shown += !examples(entry.explanation, "wrong:").empty();
    for (const auto& text : examples(entry.explanation, "right:"))
      EXPECT_EQ(codes_of(entry.code, text, found->second.right), "") << entry.code << "\n" << text;
  }
  EXPECT_EQ(shown, static_cast<int>(files.size()));
}

}  // namespace
}  // namespace scmc::testing
