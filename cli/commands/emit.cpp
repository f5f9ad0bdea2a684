/// `scmc emit`: the model as C++ in a folder, or what stands behind each stage, as text.
#include <iostream>

#include "cli/command.h"
#include "cli/emit/files.h"
#include "cli/emit/shared.h"
#include "compiler/ast/print.h"
#include "compiler/codegen/cpp/function.h"
#include "compiler/codegen/cpp/print_cpp.h"
#include "compiler/codegen/llvm/engine.h"
#include "compiler/pipeline.h"
#include "compiler/schedule/schedule.h"

namespace scmc::cli {
namespace {

struct EmitOptions {
  CommonOptions common;
  DataOptions data;
  std::string stage;
  std::vector<std::string> skip, interventions, centred;
  std::string output, name;
  bool shared = false;
  SharedOptions library;
};

/// Of each dimension its size, of each slot where it lives and by which transform.
std::string describe(const Plan& plan) {
  std::string out;
  for (std::size_t d = 0; d < plan.dimensions.dims.size(); ++d)
    out += "dim " + plan.dimensions.dims[d].name + " = " + std::to_string(plan.dimensions.sizes[d]) + "\n";
  for (VariableId id : plan.bound.observed) out += "observed " + (*plan.bound.model)[id].name + "\n";
  for (const auto& slot : plan.slots)
    out += "slot " + slot.name + " : " + std::to_string(slot.size) + (slot.transform.empty() ? "" : ", " + slot.transform) +
           (slot.noncentred ? ", by its noise" : "") + (slot.holes ? ", missing cells" : "") + "\n";
  return out;
}

/// `--do`, `--shared` and the like speak of what is written, `--stage` of what is printed.
void require_sense(Session& session, const EmitOptions& options) {
  const auto refuse = [&](const std::string& option, const std::string& why, const std::string& hint) {
    session.refuse({.code = "E0740", .title = "`" + option + "` " + why, .place = option, .hint = Hint{hint}});
  };
  if (options.output.empty()) {
    const std::string hint = "name a folder, or with `--shared` a file: `-o build/ads`, `--shared -o ads.so`";
    if (options.shared) refuse("--shared", "writes a library, and no place for it is given", hint);
    if (!options.interventions.empty()) refuse("--do", "is for a model that is written, and no place for it is given", hint);
    return;
  }
  if (!options.stage.empty()) refuse("--stage", "is printed, and `-o` writes the whole model", "drop one of the two");
  if (!options.name.empty() && codegen::Namer()(options.name) != options.name)
    refuse("--name", "is a name in C++, and `" + options.name + "` is none", "take letters, digits and underscores: `--name " +
           codegen::Namer()(options.name) + "`");
}

/// The model as a folder, or as a shared library.
int write(Session& session, const EmitOptions& options) {
  const auto model = session.load();
  const auto scenarios = session.scenarios(*model, options.interventions);
  session.require_variables(*model, "--centred", options.centred);
  LowerOptions lower;
  lower.centred.insert(options.centred.begin(), options.centred.end());
  auto planned = plan(session.bind(model, session.read_data(options.data)), lower, session.diagnostics);
  session.settle();
  EmittedAbout about{.name = options.name.empty() ? emission_name(options.common.model) : options.name,
                     .model = options.common.model,
                     .text = session.sources[FileId{}].text,
                     .files = planned->bound.files};
  const auto emission = make_emission(session, std::move(*planned), scenarios);
  const auto text = emitted_text(session, emission, about);
  if (!options.shared) write_emission(session, options.output, about.name, text);
  else write_shared(session, about.name, text, options.output, options.library);
  return 0;
}

int run(const EmitOptions& options) {
  Session session(options.common);
  require_sense(session, options);
  if (!options.output.empty()) return write(session, options);
  const auto model = session.load();
  if (options.stage == "ast" || options.stage == "checked") return std::cout << ast::print(*model->model), 0;
  auto planned = plan(session.bind(model, session.read_data(options.data)), {}, session.diagnostics);
  session.settle();
  if (options.stage == "bound") return std::cout << describe(*planned), 0;
  const auto density = lower_density(*planned, session.diagnostics);
  session.settle();
  if (options.stage == "ir") return std::cout << ir::print(density.graph), 0;
  const auto optimized = optimize_with_gradient(density, *planned, {.skip = options.skip});
  if (options.stage == "gradient")
    return std::cout << "# prepare: once per data set\n"
                     << ir::print(optimized.split.prepare) << "\n# evaluate: value and gradient\n"
                     << ir::print(optimized.split.evaluate),
           0;
  const auto nest = schedule::schedule(optimized.split.evaluate);
  if (options.stage == "nest") return std::cout << schedule::print(nest), 0;
  if (options.stage == "llvm") return std::cout << codegen::llvm_text(nest, codegen::detect_host()), 0;
  if (options.stage == "assembly") return std::cout << codegen::assembly_text(nest, codegen::detect_host()), 0;
  std::cout << codegen::cpp_preamble() << codegen::print_cpp(nest, "log_density_gradient");
  return 0;
}

}  // namespace

void add_emit(CLI::App& app, Action& action) {
  auto* command = app.add_subcommand("emit", "the model as C++ (-o) or as a library for other samplers (--shared), or any stage on the way as text");
  auto options = std::make_shared<EmitOptions>();
  add_common(*command, options->common, false);
  add_data(*command, options->data);
  command->add_option("--stage", options->stage, "ast, checked, bound, ir, gradient, nest, llvm, assembly, cpp (default)")
      ->check(CLI::IsMember({"ast", "checked", "bound", "ir", "gradient", "nest", "llvm", "assembly", "cpp"}));
  command->add_option("--skip", options->skip, "a pass to leave out; repeatable");
  command->add_option("-o,--output", options->output, "a folder: the model as a C++ header with its data and a CMakeLists.txt");
  command->add_flag("--shared", options->shared, "-o is a shared library with BridgeStan's interface, made by $CXX or c++");
  command->add_option("--compiler", options->library.compiler, "of --shared (default: $CXX, or c++)");
  command->add_option("--flags", options->library.flags, "what the compiler of --shared is told (default: -O3 -march=native)");
  command->add_option("--do", options->interventions, "a scenario that the header shall answer: z=0, or name: z=0,w=1; repeatable");
  command->add_option("--centred", options->centred, "as in run");
  command->add_option("--name", options->name, "of the header and its namespace (default: that of the model's file, or of its folder)");
  command->callback([options, &action] { action = [options] { return run(*options); }; });
}

}  // namespace scmc::cli
