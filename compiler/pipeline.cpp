#include "compiler/pipeline.h"

#include <algorithm>

#include "compiler/differentiate/differentiate.h"
#include "compiler/interpret/interpret.h"
#include "compiler/optimize/passes.h"

namespace scmc {
namespace {

ir::Graph run_passes(ir::Graph graph, const CompileSettings& settings) {
  for (const auto& pass : ir::passes()) {
    if (std::ranges::count(settings.skip, pass.name)) continue;
    graph = pass.run(graph);
    ir::verify(graph, pass.name);
  }
  return graph;
}

Optimized split(ir::Graph graph, const Plan& plan) {
  Optimized optimized{.split = ir::partition(graph), .sizes = plan.dimensions.sizes};
  ir::verify(optimized.split.prepare, "partition");
  ir::verify(optimized.split.evaluate, "partition");
  return optimized;
}

/// Small data are interpreted: that takes less time than to generate code.
bool is_small(const ir::Graph& graph, const std::vector<std::int64_t>& sizes) {
  constexpr double few_cells = 3e5;
  double total = 0;
  for (const auto& node : graph.nodes) total += static_cast<double>(ir::cells(sizes, node.dims));
  return total < few_cells;
}

std::vector<std::vector<double>> interpreted(const ir::Partitioned& split, const std::vector<std::int64_t>& sizes,
                                             const std::vector<std::vector<double>>& data) {
  ir::Inputs inputs{.sizes = sizes, .values = {}};
  for (auto input : split.data) inputs.values.push_back(data[ir::index(input)]);
  return ir::interpret(split.prepare, inputs);
}

std::vector<std::vector<double>> compiled(const ir::Partitioned& split, const std::vector<std::int64_t>& sizes,
                                          const std::vector<std::vector<double>>& data) {
  std::vector<std::span<const double>> read;
  for (auto input : split.data) read.emplace_back(data[ir::index(input)]);
  const auto bound = codegen::Compiled::compile(split.prepare).bind({.sizes = sizes, .data = std::move(read)});
  auto workspace = bound.workspace();
  std::vector<std::vector<double>> results;
  std::vector<double*> outputs;
  for (std::size_t i = 0; i < split.prepare.outputs.size(); ++i) results.emplace_back(bound.output_size(i));
  for (auto& result : results) outputs.push_back(result.data());
  bound.evaluate(workspace, {}, outputs);
  return results;
}

}  // namespace

codegen::Bound Optimized::bind(const codegen::Compiled& code, const std::vector<std::vector<double>>& data) const {
  const auto results = is_small(split.prepare, sizes) ? interpreted(split, sizes, data) : compiled(split, sizes, data);
  std::vector<std::span<const double>> values;
  for (std::size_t i = 0; i < split.sources.size(); ++i) {
    if (split.evaluate.inputs[i].kind == ir::InputKind::Parameter) continue;
    const auto& source = split.sources[i];
    values.emplace_back(source.kind == ir::Source::Prepared ? results[source.number] : data[source.number]);
  }
  return code.bind({.sizes = sizes, .data = std::move(values)});
}

Optimized optimize(const Program& program, const Plan& plan, const CompileSettings& settings) {
  return split(run_passes(program.graph, settings), plan);
}

Optimized optimize_with_gradient(const Program& program, const Plan& plan, const CompileSettings& settings) {
  auto graph = ir::differentiate(run_passes(program.graph, settings), settings.gradient_of);
  return split(run_passes(std::move(graph), settings), plan);
}

CompiledDensity::CompiledDensity(const Optimized& optimized, const std::vector<std::vector<double>>& data)
    : code_(codegen::Compiled::compile(optimized.split.evaluate)),
      bound_(optimized.bind(code_, data)),
      dimension_(bound_.parameter_count()) {}

scmc_model CompiledDensity::model() const {
  return {.dimension = dimension_,
          .handle = const_cast<codegen::Bound*>(&bound_),
          .make_workspace = [](void* handle) -> void* { return new codegen::Workspace(static_cast<codegen::Bound*>(handle)->workspace()); },
          .free_workspace = [](void*, void* workspace) { delete static_cast<codegen::Workspace*>(workspace); },
          .log_density_gradient =
              [](void* handle, void* workspace, const double* position, double* gradient) {
                return static_cast<const codegen::Bound*>(handle)->log_density_gradient(*static_cast<codegen::Workspace*>(workspace),
                                                                                        position, gradient);
              }};
}

double CompiledDensity::operator()(const std::vector<double>& position, std::vector<double>& gradient) const {
  auto workspace = bound_.workspace();
  gradient.resize(dimension_);
  return bound_.log_density_gradient(workspace, position.data(), gradient.data());
}

CompiledProgram::CompiledProgram(Optimized optimized, const Plan& plan, const std::vector<std::vector<double>>& data)
    : optimized_(std::move(optimized)), code_(codegen::Compiled::compile(optimized_.split.evaluate)), bound_(optimized_.bind(code_, data)) {
  std::size_t offset = 0;
  for (const auto& slot : plan.slots) slot_offsets_.push_back(offset), offset += static_cast<std::size_t>(slot.size);
  output_offsets_.push_back(0);
  for (std::size_t i = 0; i < optimized_.split.evaluate.outputs.size(); ++i)
    output_offsets_.push_back(output_offsets_.back() + bound_.output_size(i));
}

void CompiledProgram::rebind(const std::vector<std::vector<double>>& data) { bound_ = optimized_.bind(code_, data); }

void CompiledProgram::resize(ir::DimId dim, std::int64_t size, const std::vector<std::vector<double>>& data) {
  optimized_.sizes[ir::index(dim)] = size;
  rebind(data);
}

void CompiledProgram::operator()(codegen::Workspace& workspace, const double* position, double* results, codegen::NoiseKey key) const {
  std::vector<const double*> parameters;
  std::vector<double*> outputs;
  for (std::size_t offset : slot_offsets_) parameters.push_back(position + offset);
  for (std::size_t i = 0; i + 1 < output_offsets_.size(); ++i) outputs.push_back(results + output_offsets_[i]);
  bound_.evaluate(workspace, parameters, outputs, key);
}

}  // namespace scmc
