/// The printed C++, compiled by the system's compiler: the third evaluator of random graphs.
#include <dlfcn.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "compiler/codegen/cpp/print_cpp.h"
#include "compiler/codegen/llvm/compiled.h"
#include "compiler/differentiate/differentiate.h"
#include "compiler/ir/kernels.h"
#include "compiler/ir/primitives.h"
#include "compiler/schedule/schedule.h"
#include "tests/codegen/agreement.h"
#include "tests/support/random_graph.h"

namespace scmc::codegen {
namespace {

/// A shared object made of C++ text; warnings are errors.
class SharedObject {
 public:
  explicit SharedObject(const std::string& text) {
    const auto stem = std::filesystem::temp_directory_path() / ("scmc_cpp_test_" + std::to_string(::getpid()));
    const std::string source = stem.string() + ".cpp", object = stem.string() + ".so";
    std::ofstream(source) << text;
    const std::string command = "g++ -std=c++17 -O1 -Wall -Wextra -Werror -fPIC -shared -I" SCMC_SOURCE_DIR " -o " + object + " " + source;
    if (std::system(command.c_str()) == 0) handle_ = dlopen(object.c_str(), RTLD_NOW);
    if (handle_) std::filesystem::remove(source);
    std::filesystem::remove(object);
  }
  ~SharedObject() {
    if (handle_) dlclose(handle_);
  }
  SharedObject(const SharedObject&) = delete;
  SharedObject& operator=(const SharedObject&) = delete;

  schedule::Kernel kernel(const std::string& name) const {
    return handle_ ? reinterpret_cast<schedule::Kernel>(dlsym(handle_, name.c_str())) : nullptr;
  }

 private:
  void* handle_ = nullptr;
};

std::string kernel_name(std::size_t i) { return "kernel" + std::to_string(i); }

std::vector<testing::RandomCase> some_cases(std::uint64_t first, std::uint64_t count) {
  std::vector<testing::RandomCase> cases;
  for (std::uint64_t seed = first; seed < first + count; ++seed)
    cases.push_back(testing::random_case({.seed = seed,
                                          .largest_size = 30,
                                          .wild = seed % 4 == 0,
                                          .cheap_primitives_only = seed % 4 == 0,
                                          .recurrences = seed % 4 == 1 ? 2 : 0,
                                          .matrices = seed % 4 == 2}));
  return cases;
}

/// y' = -k y for each row from its own start, at times of its own; the program is data.
testing::RandomCase equation() {
  const math::OdeProgram program{.states = 1,
                                 .parameters = 1,
                                 .operations = {{.code = *math::ode_operation("mul"), .a = 1, .b = 2},
                                                {.code = *math::ode_operation("neg"), .a = 3},
                                                {.code = *math::ode_operation("neg"), .a = 2},
                                                {.code = *math::ode_operation("neg"), .a = 1}},
                                 .value = {4},
                                 .slope = {5, 6}};
  const auto numbers = program.encode();
  constexpr ir::DimId columns{0}, times{1}, rows{2}, code{3};
  ir::Builder build(std::vector<ir::Dim>{{"column"}, {"time"}, {"row"}, {"code"}});
  const auto input = [&](const char* name, ir::InputKind kind, ir::Dims dims) {
    return build.input(build.declare_input({.name = name, .kind = kind, .dims = std::move(dims), .type = ir::NodeType::Real}));
  };
  const auto start = input("start", ir::InputKind::Parameter, {rows}), rate = input("rate", ir::InputKind::Parameter, {rows});
  const auto at = input("at", ir::InputKind::Data, {times, rows}), text = input("code", ir::InputKind::Data, {code});
  const auto begin = build.stack(columns, {start, rate, build.constant(0)});
  const auto all = build.call(ir::kernel("ode"), {at, begin, text}, times, columns, code);
  const auto values = build.gather(all, {build.constant(0), build.iota(times), build.iota(rows)});
  build.output("value", build.reduce(ir::Monoid::Sum, build.apply(ir::op("square"), {values}), {times, rows}));
  testing::RandomCase result{ir::differentiate(build.graph(), "value"), {}};
  result.inputs.sizes = {3, 2, 5, static_cast<std::int64_t>(numbers.size())};
  result.inputs.values = {{1, 2, 0.5, -1, 3}, {0.3, 1, 2, 0.1, 0.7}, {0, 1, 0.5, 0.2, 2, 1, 1.5, 4, 0.3, 3}, numbers};
  return result;
}

void expect_agreement(const std::vector<testing::RandomCase>& cases) {
  std::string text = cpp_preamble();
  for (std::size_t i = 0; i < cases.size(); ++i) text += print_cpp(schedule::schedule(cases[i].graph), kernel_name(i)) + "\n";
  const SharedObject object(text);
  for (std::size_t i = 0; i < cases.size() && !::testing::Test::HasFailure(); ++i) {
    const auto& [graph, inputs] = cases[i];
    const auto expected = testing::reference(graph, inputs);
    const auto data = testing::data_of(graph, inputs);
    ASSERT_NE(object.kernel(kernel_name(i)), nullptr);
    const auto printed =
        std::make_shared<const Program>(Program{.nest = schedule::schedule(graph), .kernel = object.kernel(kernel_name(i))});
    const Bound by_cpp(printed, {.sizes = inputs.sizes, .data = data});
    EXPECT_EQ(testing::disagreement(graph, expected, testing::evaluate(by_cpp, graph, inputs)), "") << print_cpp(printed->nest, "kernel");
    const auto by_llvm = Compiled::compile(graph).bind({.sizes = inputs.sizes, .data = data});
    EXPECT_EQ(testing::disagreement(graph, expected, testing::evaluate(by_llvm, graph, inputs)), "");
  }
}

TEST(PrintedCpp, OfAnEquationAgrees) { expect_agreement({equation()}); }

/// A thousand in ten files, which the compiler reads one by one.
class Thousand : public ::testing::TestWithParam<std::uint64_t> {};
TEST_P(Thousand, PrintedAgreeWithInterpreterAndMachineCode) { expect_agreement(some_cases(5001 + 100 * GetParam(), 100)); }
INSTANTIATE_TEST_SUITE_P(PrintedCpp, Thousand, ::testing::Range<std::uint64_t>(0, 10));

}  // namespace
}  // namespace scmc::codegen
