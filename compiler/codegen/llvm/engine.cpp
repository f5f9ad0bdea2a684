/// The IR is vector code already, so that few passes remain: temporaries become registers, equal values are shared, and what does not
/// change leaves its loop.
#include "compiler/codegen/llvm/engine.h"

#include <llvm/ExecutionEngine/Orc/CompileUtils.h>
#include <llvm/ExecutionEngine/Orc/ExecutionUtils.h>
#include <llvm/ExecutionEngine/Orc/JITTargetMachineBuilder.h>
#include <llvm/ExecutionEngine/Orc/LLJIT.h>
#include <llvm/IR/LegacyPassManager.h>
#include <llvm/IR/Verifier.h>
#include <llvm/Passes/PassBuilder.h>
#include <llvm/Support/CommandLine.h>
#include <llvm/Support/TargetSelect.h>
#include <llvm/Support/raw_ostream.h>
#include <llvm/Target/TargetMachine.h>
#include <llvm/TargetParser/Host.h>
#include <llvm/Transforms/Scalar/DCE.h>
#include <llvm/Transforms/Scalar/EarlyCSE.h>
#include <llvm/Transforms/Scalar/LICM.h>
#include <llvm/Transforms/Utils/Mem2Reg.h>

#include <chrono>
#include <cmath>
#include <cstring>
#include <stdexcept>

#include "compiler/codegen/llvm/emit.h"

namespace scmc::codegen {
namespace {

using Clock = std::chrono::steady_clock;

double milliseconds_since(Clock::time_point start) { return std::chrono::duration<double, std::milli>(Clock::now() - start).count(); }

template <class T>
T or_throw(llvm::Expected<T> expected) {
  if (!expected) throw std::logic_error("code generation: " + llvm::toString(expected.takeError()));
  return std::move(*expected);
}

void or_throw(llvm::Error error) {
  if (error) throw std::logic_error("code generation: " + llvm::toString(std::move(error)));
}

void set_option(llvm::StringRef name, llvm::StringRef value) {
  const auto& options = llvm::cl::getRegisteredOptions();
  if (const auto option = options.find(name); option != options.end()) option->second->addOccurrence(1, name, value);
}

/// A long loop body is one block, and scheduling takes time that grows with the square of its loads and stores. The late scheduler, behind
/// the allocation of registers, gains nothing that was measured here; the early one forgets old loads and stores sooner.
bool initialise() {
  set_option("post-RA-scheduler", "false");
  set_option("dag-maps-huge-region", "100");
  return llvm::InitializeNativeTarget() || llvm::InitializeNativeTargetAsmPrinter();
}

/// LLVM's registry of targets is not made for concurrent registration.
void initialise_once() {
  static const bool failed = initialise();
  if (failed) throw std::logic_error("code generation: LLVM was built without this processor");
}

llvm::orc::JITTargetMachineBuilder machine_builder(const Host& host) {
  initialise_once();
  llvm::orc::JITTargetMachineBuilder builder{llvm::Triple(llvm::sys::getProcessTriple())};
  builder.setCPU(host.cpu);
  builder.addFeatures({llvm::SubtargetFeatures(host.features).getFeatures()});
  builder.setCodeGenOptLevel(llvm::CodeGenOptLevel::Default);
  return builder;
}

void optimise(llvm::Module& module, llvm::TargetMachine& machine) {
  llvm::PassBuilder passes(&machine);
  llvm::LoopAnalysisManager loops;
  llvm::FunctionAnalysisManager functions;
  llvm::CGSCCAnalysisManager components;
  llvm::ModuleAnalysisManager modules;
  passes.registerFunctionAnalyses(functions);
  passes.registerLoopAnalyses(loops);
  passes.registerCGSCCAnalyses(components);
  passes.registerModuleAnalyses(modules);
  passes.crossRegisterProxies(loops, functions, components, modules);
  llvm::FunctionPassManager pipeline;
  pipeline.addPass(llvm::PromotePass());
  pipeline.addPass(llvm::DCEPass());
  pipeline.addPass(llvm::EarlyCSEPass());
  pipeline.addPass(llvm::createFunctionToLoopPassAdaptor(llvm::LICMPass(llvm::LICMOptions()), /*UseMemorySSA=*/true));
  pipeline.run(*module.getFunction("kernel"), functions);
}

void verify(const llvm::Module& module) {
  std::string message;
  llvm::raw_string_ostream stream(message);
  if (llvm::verifyModule(module, &stream)) throw std::logic_error("code generation: " + message);
}

void prepare(llvm::Module& module, llvm::TargetMachine& machine) {
  module.setTargetTriple(machine.getTargetTriple().str());
  module.setDataLayout(machine.createDataLayout());
  verify(module);
  optimise(module, machine);
}

/// What the code generator itself may call.
const Symbol support[] = {
    {"floor", reinterpret_cast<const void*>(static_cast<double (*)(double)>(std::floor))},
    {"ceil", reinterpret_cast<const void*>(static_cast<double (*)(double)>(std::ceil))},
    {"trunc", reinterpret_cast<const void*>(static_cast<double (*)(double)>(std::trunc))},
    {"memset", reinterpret_cast<const void*>(std::memset)},
};

void define(llvm::orc::LLJIT& jit, const std::vector<Symbol>& symbols) {
  llvm::orc::SymbolMap map;
  const auto add = [&](const Symbol& symbol) {
    map[jit.mangleAndIntern(symbol.name)] = {llvm::orc::ExecutorAddr::fromPtr(symbol.address), llvm::JITSymbolFlags::Exported};
  };
  for (const auto& symbol : support) add(symbol);
  for (const auto& symbol : symbols) add(symbol);
  or_throw(jit.getMainJITDylib().define(llvm::orc::absoluteSymbols(std::move(map))));
}

/// The machine that the passes asked also generates the code: making another takes half a millisecond.
llvm::orc::LLJITBuilderState::CompileFunctionCreator compiler_with(llvm::TargetMachine& machine) {
  return [&machine](llvm::orc::JITTargetMachineBuilder) { return std::make_unique<llvm::orc::SimpleCompiler>(machine); };
}

}  // namespace

struct MachineCode::Session {
  std::unique_ptr<llvm::TargetMachine> machine;
  std::unique_ptr<llvm::orc::LLJIT> jit;
};

MachineCode::MachineCode(const schedule::Nest& nest, const Host& host) : session_(std::make_unique<Session>()) {
  auto start = Clock::now();
  auto builder = machine_builder(host);
  const auto& machine = session_->machine = or_throw(builder.createTargetMachine());
  auto& jit = session_->jit = or_throw(llvm::orc::LLJITBuilder()
                                           .setJITTargetMachineBuilder(builder)
                                           .setDataLayout(machine->createDataLayout())
                                           .setCompileFunctionCreator(compiler_with(*machine))
                                           .create());
  times_.set_up = milliseconds_since(start);

  start = Clock::now();
  auto context = std::make_unique<llvm::LLVMContext>();
  auto emitted = emit(*context, nest, host);
  times_.emit = milliseconds_since(start);

  start = Clock::now();
  prepare(*emitted.module, *machine);
  times_.optimise = milliseconds_since(start);

  start = Clock::now();
  define(*jit, emitted.symbols);
  if (emitted.uses_libmvec)
    jit->getMainJITDylib().addGenerator(or_throw(llvm::orc::DynamicLibrarySearchGenerator::Load("libmvec.so.1", '\0')));
  or_throw(jit->addIRModule(llvm::orc::ThreadSafeModule(std::move(emitted.module), std::move(context))));
  kernel_ = or_throw(jit->lookup("kernel")).toPtr<schedule::Kernel>();
  times_.generate = milliseconds_since(start);
}

MachineCode::~MachineCode() = default;

std::string llvm_text(const schedule::Nest& nest, const Host& host) {
  llvm::LLVMContext context;
  auto emitted = emit(context, nest, host);
  prepare(*emitted.module, *or_throw(machine_builder(host).createTargetMachine()));
  std::string text;
  llvm::raw_string_ostream stream(text);
  emitted.module->print(stream, nullptr);
  return text;
}

std::string assembly_text(const schedule::Nest& nest, const Host& host) {
  llvm::LLVMContext context;
  auto emitted = emit(context, nest, host);
  const auto machine = or_throw(machine_builder(host).createTargetMachine());
  prepare(*emitted.module, *machine);
  llvm::SmallVector<char, 0> text;
  llvm::raw_svector_ostream stream(text);
  llvm::legacy::PassManager passes;
  if (machine->addPassesToEmitFile(passes, stream, nullptr, llvm::CodeGenFileType::AssemblyFile))
    throw std::logic_error("code generation: no assembly for this machine");
  passes.run(*emitted.module);
  return std::string(text.begin(), text.end());
}

}  // namespace scmc::codegen
