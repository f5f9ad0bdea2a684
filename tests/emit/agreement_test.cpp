/// The header of every example, compiled: it says the same as the interpreter and as machine code.
#include <dlfcn.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <cmath>
#include <filesystem>
#include <fstream>
#include <regex>
#include <sstream>

#include "cli/emit/header.h"
#include "compiler/differentiate/differentiate.h"
#include "compiler/pipeline.h"
#include "runtime/math/random.h"
#include "tests/codegen/agreement.h"

namespace scmc::cli {
namespace {

namespace fs = std::filesystem;

std::string read(const fs::path& path) {
  std::ostringstream text;
  text << std::ifstream(path).rdbuf();
  return text.str();
}

/// Values of an option in a command, as often as it stands there.
std::vector<std::string> values_of(const std::string& command, const std::string& option) {
  std::vector<std::string> values;
  const std::regex pattern(option + R"( ('[^']*'|\S+))");
  for (std::sregex_iterator match(command.begin(), command.end(), pattern), end; match != end; ++match) {
    auto value = (*match)[1].str();
    values.push_back(value.front() == '\'' ? value.substr(1, value.size() - 2) : value);
  }
  return values;
}

struct Example {
  std::string name, model;
  std::vector<std::string> observe = {}, data = {}, latent = {}, centred = {}, interventions = {};
};

/// The first fit that an example's README shows.
std::optional<Example> example_of(const fs::path& folder) {
  const auto readme = std::regex_replace(read(folder / "README.md"), std::regex(R"(\\\n)"), "");
  std::smatch found;
  if (!std::regex_search(readme, found, std::regex(R"(\nscmc run (\S+\.scm) (--observe[^\n]*))"))) return std::nullopt;
  Example example{.name = folder.filename(), .model = found[1]};
  const std::string options = found[2];
  example.observe = values_of(options, "--observe"), example.data = values_of(options, "--data");
  example.latent = values_of(options, "--latent"), example.centred = values_of(options, "--centred");
  example.interventions = values_of(options, "--do");
  return example;
}

/// All that is known of an example on the way to its header.
struct Compiled {
  Example example;
  CommonOptions options = {};
  std::unique_ptr<Session> session = {};
  Plan plan = {};
  Program density = {};
  EmittedText text = {};
};

Compiled compile(const Example& example) {
  Compiled result{.example = example};
  fs::current_path(fs::path(SCMC_SOURCE_DIR) / "examples" / example.name);
  result.options.model = example.model;
  result.options.quiet = true;
  result.session = std::make_unique<Session>(result.options);
  auto& session = *result.session;
  const auto model = session.load();
  DataOptions data;
  data.observe = example.observe, data.data = example.data, data.latent = example.latent;
  auto planned = plan(session.bind(model, session.read_data(data)),
                      {.centred = {example.centred.begin(), example.centred.end()}}, session.diagnostics);
  session.settle();
  result.plan = *planned;
  result.density = lower_density(result.plan, session.diagnostics);
  const EmittedAbout about{.name = example.name, .model = example.model, .text = session.sources[FileId{}].text, .files = planned->bound.files};
  const auto emission = make_emission(session, std::move(*planned), session.scenarios(*model, example.interventions));
  result.text = emitted_text(session, emission, about);
  return result;
}

/// What the shared object offers of a model.
const char* entries = R"(
extern "C" void* make_@() { return new @::Model(@::data()); }
extern "C" double terms_@(const void* model, const double* q, double* absolute) {
  const auto& self = *static_cast<const @::Model*>(model);
  *absolute = 0;
  for (double term : self.log_density_terms(q)) *absolute += term < 0 ? -term : term;
  return self.log_density(q);
}
extern "C" double gradient_@(const void* model, const double* q, double* gradient) {
  return static_cast<const @::Model*>(model)->log_density_gradient(q, gradient);
}
extern "C" double round_trip_@(const void* model, const double* q) {
  const auto& self = *static_cast<const @::Model*>(model);
  const auto there = self.constrain(q);
  const auto once = self.constrain(self.unconstrain(there.data()).data());
  double worst = 0;
  std::size_t parameters = 0;
  for (const auto& quantity : self.layout().parameters) parameters += quantity.size();
  for (std::size_t i = 0; i < parameters; ++i) {
    const double off = (once[i] - there[i]) / (1 + (there[i] < 0 ? -there[i] : there[i]));
    if (!(off < worst && -off < worst)) worst = off < 0 ? -off : off;
  }
  return worst;
}
extern "C" std::size_t generated_@(const void* model, const double* q, std::size_t* finite) {
  const auto& self = *static_cast<const @::Model*>(model);
  const auto drawn = self.generate(q, {7, 8});
  *finite = 0;
  for (double x : drawn) *finite += x - x == 0;
  return drawn == self.generate(q, {7, 8}) && drawn != self.generate(q, {7, 9}) ? drawn.size() : 0;
}
)";

class EveryExample : public ::testing::Test {
 protected:
  static void SetUpTestSuite() {
    folder_ = fs::temp_directory_path() / ("scmc_emit_" + std::to_string(::getpid()));
    fs::create_directories(folder_);
    std::vector<fs::path> folders;
    for (const auto& entry : fs::directory_iterator(fs::path(SCMC_SOURCE_DIR) / "examples"))
      if (fs::exists(entry.path() / "README.md")) folders.push_back(entry.path());
    std::ranges::sort(folders);
    std::string source;
    for (const auto& folder : folders) {
      const auto example = example_of(folder);
      if (!example) continue;
      auto& compiled = *all_.emplace_back(std::make_unique<Compiled>(compile(*example)));
      std::ofstream(folder_ / (example->name + ".h")) << compiled.text.header;
      std::ofstream(folder_ / (example->name + "_data.h")) << compiled.text.data;
      if (!compiled.text.json.empty()) std::ofstream(folder_ / (example->name + ".json")) << compiled.text.json;
      source += "#include \"" + example->name + "_data.h\"\n" + std::regex_replace(entries, std::regex("@"), example->name);
    }
    std::ofstream(folder_ / "all.cpp") << source;
    const auto stem = (folder_ / "all").string();
    const std::string command = "cd " + folder_.string() + " && g++ -std=c++17 -O0 -Wall -Wextra -Werror -fPIC -shared -I" SCMC_SOURCE_DIR
                                " -o all.so all.cpp " SCMC_BINARY_DIR "/runtime/libscmc_runtime.a";
    ASSERT_EQ(std::system(command.c_str()), 0) << command;
    library_ = dlopen((stem + ".so").c_str(), RTLD_NOW | RTLD_LOCAL);
    ASSERT_NE(library_, nullptr) << dlerror();
    fs::current_path(folder_);
  }
  static void TearDownTestSuite() {
    all_.clear();
    if (library_) dlclose(library_);
    fs::current_path("/");
    fs::remove_all(folder_);
  }
  template <class Function>
  static Function* function(const std::string& name) {
    return reinterpret_cast<Function*>(dlsym(library_, name.c_str()));
  }

  static fs::path folder_;
  static std::vector<std::unique_ptr<Compiled>> all_;
  static void* library_;
};
fs::path EveryExample::folder_;
std::vector<std::unique_ptr<Compiled>> EveryExample::all_;
void* EveryExample::library_ = nullptr;

std::vector<double> point(const Plan& plan, std::uint64_t seed) {
  math::Stream stream({.seed = seed, .stream = 1});
  std::vector<double> q(static_cast<std::size_t>(plan.parameters));
  for (double& x : q) x = 2 * stream.uniform() - 1;
  return q;
}

/// The density as it was lowered, with its gradient, by the interpreter.
testing::Reference interpreted(const Compiled& compiled, const ir::Graph& graph, const std::vector<double>& q) {
  ir::Inputs inputs{.sizes = compiled.plan.dimensions.sizes, .values = compiled.density.data};
  auto next = q.begin();
  for (std::size_t s = 0; s < compiled.plan.slots.size(); next += compiled.plan.slots[s++].size)
    inputs.values[s].assign(next, next + compiled.plan.slots[s].size);
  return testing::reference(graph, inputs);
}

/// Both not finite in the same way, or within the tolerance.
bool agree(double found, double expected, double tolerance) {
  if (std::isnan(found) || std::isnan(expected)) return std::isnan(found) == std::isnan(expected);
  return found == expected || std::abs(found - expected) <= tolerance;
}

TEST_F(EveryExample, SaysTheSameAsInterpreterAndMachineCode) {
  ASSERT_GE(all_.size(), 30u);
  for (const auto& compiled : all_) {
    SCOPED_TRACE(compiled->example.name);
    const auto& name = compiled->example.name;
    void* model = function<void*()>("make_" + name)();
    const auto graph = ir::differentiate(compiled->density.graph, "log_density");
    const CompiledDensity machine(optimize_with_gradient(compiled->density, compiled->plan), compiled->density.data);
    int finite = 0;
    for (std::uint64_t seed = 1; seed <= 10; ++seed) {
      const auto q = point(compiled->plan, seed);
      const auto reference = interpreted(*compiled, graph, q);
      std::vector<double> by_machine, by_header(q.size());
      const double value = machine(q, by_machine);
      double absolute = 0;
      const double terms = function<double(const void*, const double*, double*)>("terms_" + name)(model, q.data(), &absolute);
      const double fast = function<double(const void*, const double*, double*)>("gradient_" + name)(model, q.data(), by_header.data());
      const double expected = reference.values[0][0], tolerance = 1e-12 * absolute;
      EXPECT_TRUE(agree(terms, expected, tolerance)) << terms << " " << expected << " " << (terms - expected) / absolute;
      EXPECT_TRUE(agree(fast, expected, tolerance)) << fast << " " << expected << " " << (fast - expected) / absolute;
      EXPECT_TRUE(agree(value, expected, tolerance)) << value << " " << expected << " " << (value - expected) / absolute;
      if (!std::isfinite(expected)) continue;
      ++finite;
      std::size_t i = 0;
      for (std::size_t slot = 1; slot < reference.values.size(); ++slot)
        for (std::size_t cell = 0; cell < reference.values[slot].size(); ++cell, ++i) {
          const double slope = reference.values[slot][cell], off = reference.tolerances[slot][cell];
          EXPECT_TRUE(agree(by_header[i], slope, off)) << i << ": " << by_header[i] << " " << slope << " off by " << by_header[i] - slope;
          EXPECT_TRUE(agree(by_machine[i], slope, off)) << i << ": " << by_machine[i] << " " << slope;
        }
    }
    EXPECT_GE(finite, 5);
  }
}

TEST_F(EveryExample, UnconstrainIsTheInverseOfConstrain) {
  for (const auto& compiled : all_) {
    const auto& name = compiled->example.name;
    void* model = function<void*()>("make_" + name)();
    for (std::uint64_t seed = 1; seed <= 3; ++seed)
      EXPECT_LT(function<double(const void*, const double*)>("round_trip_" + name)(model, point(compiled->plan, seed).data()), 1e-10) << name;
  }
}

/// As many as were observed, each a number; the same key draws the same.
TEST_F(EveryExample, GeneratesNewData) {
  for (const auto& compiled : all_) {
    const auto& name = compiled->example.name;
    void* model = function<void*()>("make_" + name)();
    std::size_t observed = 0, finite = 0;
    for (VariableId id : compiled->plan.bound.observed)
      observed += static_cast<std::size_t>(compiled->plan.bound.size((*compiled->plan.bound.model)[id].dims));
    const auto q = point(compiled->plan, 1);
    EXPECT_EQ(function<std::size_t(const void*, const double*, std::size_t*)>("generated_" + name)(model, q.data(), &finite), observed) << name;
    EXPECT_EQ(finite, observed) << name;
  }
}

}  // namespace
}  // namespace scmc::cli
