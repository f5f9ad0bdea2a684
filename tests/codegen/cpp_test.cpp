/// The printed C++, compiled by the system's compiler: the third evaluator of random graphs.
#include <dlfcn.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "compiler/codegen/cpp/print_cpp.h"
#include "compiler/codegen/llvm/compiled.h"
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

std::vector<testing::RandomCase> some_cases() {
  std::vector<testing::RandomCase> cases;
  for (std::uint64_t seed = 5001; seed <= 5060; ++seed)
    cases.push_back(testing::random_case({.seed = seed,
                                          .largest_size = 30,
                                          .wild = seed % 4 == 0,
                                          .cheap_primitives_only = seed % 4 == 0,
                                          .recurrences = seed % 4 == 1 ? 2 : 0,
                                          .matrices = seed % 4 == 2}));
  return cases;
}

TEST(PrintedCpp, AgreesWithInterpreterAndMachineCode) {
  const auto cases = some_cases();
  std::string text = cpp_preamble();
  for (std::size_t i = 0; i < cases.size(); ++i) text += print_cpp(schedule::schedule(cases[i].graph), kernel_name(i)) + "\n";
  const SharedObject object(text);
  for (std::size_t i = 0; i < cases.size() && !HasFailure(); ++i) {
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

}  // namespace
}  // namespace scmc::codegen
