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
  Program density = {};
  Emission emission = {};
  EmittedText text = {};
  const Plan& plan() const { return emission.plan; }
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
  result.density = lower_density(*planned, session.diagnostics);
  const EmittedAbout about{.name = example.name, .model = example.model, .text = session.sources[FileId{}].text, .files = planned->bound.files};
  result.emission = make_emission(session, std::move(*planned), session.scenarios(*model, example.interventions));
  result.text = emitted_text(session, result.emission, about);
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

/// A program by itself, `@` the model and `%` the program.
const char* program_entry = R"(
extern "C" void run_@_%(const double* q, const double* given, double* out) {
  static const auto data = [] {
    auto values = @::data();
    @::visit(values, scmc::emitted::Arrange{});
    return std::make_shared<const @::Data>(std::move(values));
  }();
  static const scmc::emitted::Prepared<@::Data> program(@::%::program, data);
  const auto found = program(q, given, {7, 8});
  std::copy(found.begin(), found.end(), out);
}
)";

std::string entries_of(const Compiled& compiled) {
  const auto& name = compiled.example.name;
  auto text = "#include \"" + name + "_data.h\"\n" + std::regex_replace(entries, std::regex("@"), name);
  for (const auto& program : compiled.emission.programs)
    text += std::regex_replace(std::regex_replace(program_entry, std::regex("@"), name), std::regex("%"), program.name);
  return text;
}

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
      source += entries_of(compiled);
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

  void densities_agree();
  void programs_agree();
  void jacobians_agree();
  void unconstrain_inverts();
  void new_data_are_generated();

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
  ir::Inputs inputs{.sizes = compiled.plan().dimensions.sizes, .values = compiled.density.data};
  auto next = q.begin();
  for (std::size_t s = 0; s < compiled.plan().slots.size(); next += compiled.plan().slots[s++].size)
    inputs.values[s].assign(next, next + compiled.plan().slots[s].size);
  return testing::reference(graph, inputs);
}

/// Both not finite in the same way, or within the tolerance.
bool agree(double found, double expected, double tolerance) {
  if (std::isnan(found) || std::isnan(expected)) return std::isnan(found) == std::isnan(expected);
  return found == expected || std::abs(found - expected) <= tolerance;
}

/// At ten points: the log-density, term by term and fast, with its gradient.
void EveryExample::densities_agree() {
  ASSERT_GE(all_.size(), 30u);
  for (const auto& compiled : all_) {
    SCOPED_TRACE(compiled->example.name);
    const auto& name = compiled->example.name;
    void* model = function<void*()>("make_" + name)();
    const auto graph = ir::differentiate(compiled->density.graph, "log_density");
    const CompiledDensity machine(optimize_with_gradient(compiled->density, compiled->plan()), compiled->density.data);
    int finite = 0;
    for (std::uint64_t seed = 1; seed <= 10; ++seed) {
      const auto q = point(compiled->plan(), seed);
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

/// What a program takes beside the unconstrained vector: the values of a scenario, or parameters.
std::vector<double> given_to(const Compiled& compiled, const EmittedProgram& program) {
  for (const auto& scenario : compiled.emission.scenarios)
    if (scenario.program == program.name) return scenario.set;
  std::vector<double> values;
  if (program.name != "unconstrain") return values;
  const auto constrain = std::ranges::find(compiled.emission.programs, "constrain", &EmittedProgram::name);
  const auto q = point(compiled.plan(), 1);
  const CompiledProgram code(constrain->optimized, compiled.plan(), constrain->program.data);
  values.resize(code.result_size());
  auto workspace = code.workspace();
  code(workspace, q.data(), values.data(), {7, 8});
  return values;
}

/// All programs but the density, which has a test of its own, by the interpreter from the graph as it was lowered.
void EveryExample::programs_agree() {
  std::size_t compared = 0;
  for (const auto& compiled : all_)
    for (const auto& program : compiled->emission.programs) {
      SCOPED_TRACE(compiled->example.name + ", " + program.name);
      const auto& lowered = program.program.graph;
      const auto graph = program.name.ends_with("_gradient") ? ir::differentiate(lowered, lowered.outputs.front().name) : lowered;
      const auto q = point(compiled->plan(), 1), given = given_to(*compiled, program);
      ir::Inputs inputs{.sizes = compiled->plan().dimensions.sizes, .values = program.program.data, .key0 = 7, .key1 = 8};
      auto next_q = q.begin(), next_given = given.begin();
      for (std::size_t i = 0; i < lowered.inputs.size(); ++i) {
        if (lowered.inputs[i].kind != ir::InputKind::Parameter) continue;
        auto& next = i < compiled->plan().slots.size() ? next_q : next_given;
        const auto size = ir::cells(inputs.sizes, lowered.inputs[i].dims);
        inputs.values[i].assign(next, next + size);
        next += size;
      }
      const auto expected = testing::reference(graph, inputs);
      std::size_t size = 0;
      for (const auto& values : expected.values) size += values.size();
      std::vector<double> out(size + 1, -12345);
      function<void(const double*, const double*, double*)>("run_" + compiled->example.name + "_" + program.name)(q.data(), given.data(), out.data());
      EXPECT_EQ(out.back(), -12345);
      std::size_t begin = 0;
      std::vector<ir::Array> found;
      for (const auto& values : expected.values) {
        found.emplace_back(out.begin() + static_cast<std::ptrdiff_t>(begin), out.begin() + static_cast<std::ptrdiff_t>(begin + values.size()));
        begin += values.size();
      }
      EXPECT_EQ(testing::disagreement(graph, expected, found), "");
      ++compared;
    }
  EXPECT_GE(compared, 6 * all_.size());
}

/// Without log|Jacobian| it is the density on the scale of the model: that of every measured cell and of every parameter, one by one.
void EveryExample::jacobians_agree() {
  for (const auto& compiled : all_) {
    SCOPED_TRACE(compiled->example.name);
    const auto q = point(compiled->plan(), 1);
    const auto sum_of = [&](const Program& program) {
      ir::Inputs inputs{.sizes = compiled->plan().dimensions.sizes, .values = program.data};
      auto next = q.begin();
      for (std::size_t s = 0; s < compiled->plan().slots.size(); next += compiled->plan().slots[s++].size)
        inputs.values[s].assign(next, next + compiled->plan().slots[s].size);
      double sum = 0;
      for (const auto& values : ir::interpret(program.graph, inputs))
        for (double x : values) sum += x;
      return sum;
    };
    const auto jacobian = std::ranges::find(compiled->emission.programs, "log_jacobian_gradient", &EmittedProgram::name);
    const double whole = sum_of(compiled->density), change = sum_of(jacobian->program);
    const double cells = sum_of(lower_pointwise(compiled->plan(), compiled->session->diagnostics).program);
    EXPECT_NEAR(whole - change, cells, 1e-10 * (1 + std::abs(whole) + std::abs(change)));
  }
}

/// Parameters that were made of q are made of what `unconstrain` gives.
void EveryExample::unconstrain_inverts() {
  for (const auto& compiled : all_) {
    const auto& name = compiled->example.name;
    void* model = function<void*()>("make_" + name)();
    for (std::uint64_t seed = 1; seed <= 3; ++seed)
      EXPECT_LT(function<double(const void*, const double*)>("round_trip_" + name)(model, point(compiled->plan(), seed).data()), 1e-10) << name;
  }
}

/// As many as were observed, each a number; the same key draws the same.
void EveryExample::new_data_are_generated() {
  for (const auto& compiled : all_) {
    const auto& name = compiled->example.name;
    void* model = function<void*()>("make_" + name)();
    std::size_t observed = 0, finite = 0;
    for (VariableId id : compiled->plan().bound.observed)
      observed += static_cast<std::size_t>(compiled->plan().bound.size((*compiled->plan().bound.model)[id].dims));
    const auto q = point(compiled->plan(), 1);
    EXPECT_EQ(function<std::size_t(const void*, const double*, std::size_t*)>("generated_" + name)(model, q.data(), &finite), observed) << name;
    EXPECT_EQ(finite, observed) << name;
  }
}

/// One test, since every process compiles the headers anew.
TEST_F(EveryExample, SaysTheSameAsInterpreterAndMachineCode) {
  densities_agree();
  programs_agree();
  jacobians_agree();
  unconstrain_inverts();
  new_data_are_generated();
}

}  // namespace
}  // namespace scmc::cli
