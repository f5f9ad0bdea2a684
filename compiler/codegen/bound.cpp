/// Copies between dense arrays and padded ones.
#include "compiler/codegen/bound.h"

#include <algorithm>
#include <cstring>
#include <new>
#include <stdexcept>

namespace scmc::codegen {
namespace {

using schedule::Block;
using schedule::StorageId;

constexpr std::size_t cache_line = 64 / sizeof(double);

std::size_t to_cache_lines(std::size_t count) { return (count + cache_line - 1) / cache_line * cache_line; }

/// The padding repeats the last cell of its row: whatever code runs there meets ordinary values.
void copy_in(const Block& block, const double* from, double* to) noexcept {
  for (std::int64_t row = 0; row < block.rows; ++row, from += block.row, to += block.stride) {
    std::copy_n(from, block.row, to);
    if (block.row > 0) std::fill(to + block.row, to + block.stride, from[block.row - 1]);
  }
}

void copy_out(const Block& block, const double* from, double* to) noexcept {
  for (std::int64_t row = 0; row < block.rows; ++row, from += block.stride, to += block.row) std::copy_n(from, block.row, to);
}

bool is_parameter(const schedule::Nest& nest, std::size_t input) { return nest.graph.inputs[input].kind == ir::InputKind::Parameter; }

std::size_t extent_of_data(const Program& program, const schedule::Layout& layout) {
  std::size_t extent = 0;
  for (std::size_t i = 0; i < program.nest.graph.inputs.size(); ++i)
    if (!is_parameter(program.nest, i)) extent += to_cache_lines(layout.extent(program.nest.storages[i]));
  return extent;
}

}  // namespace

AlignedDoubles::AlignedDoubles(std::size_t count) {
  const auto bytes = (to_cache_lines(count) + cache_line) * sizeof(double);
  data_.reset(static_cast<double*>(std::aligned_alloc(64, bytes)));
  if (!data_) throw std::bad_alloc();
  std::memset(data_.get(), 0, bytes);
}

Bound::Bound(std::shared_ptr<const Program> program, const Binding& binding)
    : program_(std::move(program)),
      layout_(binding.sizes, program_->lanes),
      data_(extent_of_data(*program_, layout_)),
      data_buffers_(program_->nest.storages.size(), nullptr) {
  bind_inputs(binding.data);
  bind_outputs();
}

void Bound::bind_inputs(const Arrays& data) {
  double* next = data_.data();
  std::size_t used = 0;
  for (std::size_t i = 0; i < program_->nest.graph.inputs.size(); ++i) {
    const auto block = layout_.array(program_->nest.storages[i].dims);
    if (is_parameter(program_->nest, i)) {
      parameters_.push_back({.buffer = i, .offset = parameter_count_, .block = block});
      parameter_count_ += static_cast<std::size_t>(block.cells());
      continue;
    }
    if (used == data.size() || data[used].size() != static_cast<std::size_t>(block.cells()))
      throw std::logic_error("input `" + program_->nest.graph.inputs[i].name + "` has another size");
    copy_in(block, data[used++].data(), next);
    data_buffers_[i] = next;
    next += to_cache_lines(static_cast<std::size_t>(block.extent()));
  }
}

void Bound::bind_outputs() {
  std::size_t offset = 0;
  for (std::size_t i = 0; i < program_->nest.graph.outputs.size(); ++i) {
    const auto storage = *program_->nest.storage_of[index(program_->nest.graph.outputs[i].node)];
    const auto block = layout_.array(program_->nest.storages[index(storage)].dims);
    outputs_.push_back({.buffer = index(storage), .offset = offset, .block = block});
    if (i > 0) offset += static_cast<std::size_t>(block.cells());
  }
}

/// By buffer; none for what all threads share.
std::vector<std::size_t> Bound::workspace_extents() const {
  std::vector<std::size_t> extents;
  for (std::size_t i = 0; i < program_->nest.storages.size(); ++i)
    extents.push_back(data_buffers_[i] ? 0 : to_cache_lines(static_cast<std::size_t>(layout_.extent(program_->nest.storages[i]))));
  for (const auto& accumulator : program_->nest.accumulators)
    extents.push_back(to_cache_lines(static_cast<std::size_t>(layout_.extent(program_->nest, accumulator))));
  return extents;
}

Workspace Bound::workspace() const {
  const auto extents = workspace_extents();
  std::size_t total = 0;
  for (auto extent : extents) total += extent;
  AlignedDoubles memory(total);
  std::vector<double*> buffers;
  double* next = memory.data();
  for (std::size_t i = 0; i < extents.size(); next += extents[i++])
    buffers.push_back(i < data_buffers_.size() && data_buffers_[i] ? data_buffers_[i] : next);
  return {std::move(memory), std::move(buffers)};
}

void Bound::run(Workspace& workspace, NoiseKey key) const noexcept {
  const std::uint64_t words[] = {key.seed, key.draw};
  program_->kernel(workspace.buffers_.data(), layout_.sizes().data(), words);
}

void Bound::evaluate(Workspace& workspace, std::span<const double* const> parameters, std::span<double* const> outputs,
                     NoiseKey key) const noexcept {
  for (std::size_t i = 0; i < parameters_.size(); ++i)
    copy_in(parameters_[i].block, parameters[i], workspace.buffers_[parameters_[i].buffer]);
  run(workspace, key);
  for (std::size_t i = 0; i < outputs_.size(); ++i) copy_out(outputs_[i].block, workspace.buffers_[outputs_[i].buffer], outputs[i]);
}

double Bound::log_density_gradient(Workspace& workspace, const double* q, double* gradient) const noexcept {
  for (const auto& port : parameters_) copy_in(port.block, q + port.offset, workspace.buffers_[port.buffer]);
  run(workspace, {});
  for (std::size_t i = 1; i < outputs_.size(); ++i)
    copy_out(outputs_[i].block, workspace.buffers_[outputs_[i].buffer], gradient + outputs_[i].offset);
  return *workspace.buffers_[outputs_.front().buffer];
}

}  // namespace scmc::codegen
