/// One function per kind of statement and of node.
#include "compiler/codegen/cpp/statements.h"

#include <algorithm>
#include <map>
#include <sstream>
#include <stdexcept>

#include "compiler/codegen/cpp/expression.h"
#include "compiler/codegen/cpp/reads.h"
#include "compiler/ir/kernels.h"
#include "compiler/ir/primitives.h"
#include "compiler/schedule/layout.h"
#include "compiler/source/match.h"

namespace scmc::codegen {
namespace {

using ir::Monoid;
using ir::NodeId;
using schedule::AccumulatorId;
using schedule::Statement;
using schedule::StorageId;

constexpr std::size_t longest_inlined = 90;  ///< characters

std::string identity(Monoid monoid) {
  switch (monoid) {
    case Monoid::Sum:
      return "0.0";
    case Monoid::Product:
      return "1.0";
    case Monoid::Minimum:
      return "HUGE_VAL";
    case Monoid::Maximum:
      return "-HUGE_VAL";
    case Monoid::LogSumExp:
      return "-HUGE_VAL";
  }
  throw std::logic_error("no such monoid");
}

/// Folds x into a total; a log_sum_exp has a second total, the sum relative to the first.
std::string folded(Monoid monoid, const std::string& total, const std::string& sum, const std::string& x) {
  switch (monoid) {
    case Monoid::Sum:
      return total + " += " + x + ";";
    case Monoid::Product:
      return total + " *= " + x + ";";
    case Monoid::Minimum:
      return total + " = scmc_min(" + total + ", " + x + ");";
    case Monoid::Maximum:
      return total + " = scmc_max(" + total + ", " + x + ");";
    case Monoid::LogSumExp:
      return "add_exponential(" + total + ", " + sum + ", " + x + ");";
  }
  throw std::logic_error("no such monoid");
}

class Printer {
 public:
  Printer(const schedule::Nest& nest, const Names& names, const StatementStyle& style)
      : nest_(nest), name_(names), style_(style), depth_(style.depth) {}

  std::string run() {
    statements(nest_.body);
    return out_.str();
  }

 private:
  const ir::Node& node(NodeId id) const { return nest_.graph[id]; }

  void line(const std::string& text) { out_ << std::string(static_cast<std::size_t>(2 * depth_), ' ') << text << "\n"; }

  void open(ir::DimId dim, bool backwards = false) {
    const auto at = name_.position(dim);
    if (backwards) line("for (std::int64_t " + at + " = " + name_.size(dim) + " - 1; " + at + " >= 0; --" + at + ") {");
    else line("for (std::int64_t " + at + " = 0; " + at + " < " + name_.size(dim) + "; ++" + at + ") {");
    ++depth_;
  }
  void close() {
    --depth_;
    line("}");
  }

  static std::string variable(NodeId id) { return "v" + std::to_string(index(id)); }

  void define(NodeId id, const std::string& expression) {
    if (reads_.never.contains(id)) return;
    const bool stands_where_read = style_.inlines && reads_.once.contains(id) && expression.size() <= longest_inlined;
    known_[id] = stands_where_read ? expression : variable(id);
    if (stands_where_read) return;
    comment(id);
    line((style_.inlines ? "const double " : "[[maybe_unused]] const double ") + variable(id) + " = " + bare(expression) + ";");
  }

  /// The line of the model that the node comes from, where it is another one than before.
  void comment(NodeId id) {
    if (!style_.origin) return;
    const auto origin = style_.origin(node(id).span);
    if (origin.empty() || origin == origin_) return;
    line("// " + origin);
    origin_ = origin;
  }

  std::string value(NodeId id) const {
    if (const auto* constant = std::get_if<ir::Constant>(&node(id).kind)) return number_text(constant->value);
    if (const auto* size = std::get_if<ir::Size>(&node(id).kind)) return "double(" + name_.size(size->dim) + ")";
    if (const auto* iota = std::get_if<ir::Iota>(&node(id).kind)) return "double(" + name_.position(iota->dim) + ")";
    const auto known = known_.find(id);
    return known == known_.end() ? variable(id) : known->second;
  }
  std::vector<std::string> values(const std::vector<NodeId>& nodes) const {
    std::vector<std::string> all;
    for (auto id : nodes) all.push_back(value(id));
    return all;
  }

  std::vector<std::string> positions(const ir::Dims& dims) const {
    std::vector<std::string> all;
    for (auto dim : dims) all.push_back(name_.position(dim));
    return all;
  }
  std::string cell(StorageId id) const {
    const auto& dims = nest_.storages[index(id)].dims;
    return name_.is_number[index(id)] ? name_.buffer(id) : name_.buffer(id) + "[" + name_.offset(dims, positions(dims)) + "]";
  }

  /// Where indices point to; what storage of lanes is not indexed by is left out.
  std::string cell(StorageId id, const ir::Dims& dims, const std::vector<NodeId>& indices) const {
    const auto& stored = nest_.storages[index(id)].dims;
    if (name_.is_number[index(id)]) return name_.buffer(id);
    std::vector<std::string> at;
    for (std::size_t i = 0; i < dims.size(); ++i)
      if (ir::contains(stored, dims[i])) at.push_back(position(indices[i], dims[i]));
    return name_.buffer(id) + "[" + name_.offset(stored, at) + "]";
  }
  std::string position(NodeId id, ir::DimId dim) const {
    if (schedule::is_position(node(id), dim)) return name_.position(dim);
    return "clamped(" + bare(value(id)) + ", " + name_.size(dim) + ")";
  }

  void statements(const std::vector<Statement>& list) {
    const auto outside = reads_;
    if (style_.inlines) reads_ = find_reads(nest_, list, reads_);
    for (const auto& statement : list)
      match(
          statement.kind, [&](const schedule::Compute& each) { compute(each.node); }, [&](const schedule::Load& each) { load(each); },
          [&](const schedule::Store& each) {
            comment(each.node);
            line(cell(each.to) + " = " + bare(value(each.node)) + ";");
          },
          [&](const schedule::Clear& each) { clear(each.storage); }, [&](const schedule::Loop& each) { loop(each); });
    reads_ = outside;
  }

  /// Inputs do not change: they are read where they are needed.
  void load(const schedule::Load& load) {
    if (style_.inlines && (nest_.storages[index(load.from)].input || name_.is_number[index(load.from)])) known_[load.node] = cell(load.from);
    else define(load.node, cell(load.from));
  }

  void clear(StorageId id) {
    const auto& dims = nest_.storages[index(id)].dims;
    if (name_.is_number[index(id)]) line(name_.buffer(id) + " = 0.0;");
    else line("std::fill_n(" + name_.buffer(id) + ", " + name_.cells(dims) + ", 0.0);");
  }

  void loop(const schedule::Loop& loop) {
    for (auto id : loop.accumulators) reset(id);
    const auto outside = origin_;
    open(loop.dim, loop.backwards);
    statements(loop.body);
    close();
    origin_ = outside;
    for (auto id : loop.accumulators) finish(id);
  }

  // ---- accumulators
  Monoid monoid(AccumulatorId id) const { return schedule::monoid_of(nest_, nest_.accumulators[index(id)]); }
  const ir::Dims& kept(AccumulatorId id) const { return nest_.accumulators[index(id)].kept; }

  /// The total, and the second total behind all the first ones.
  std::string total(AccumulatorId id) const {
    if (kept(id).empty()) return name_.buffer(id);
    return name_.buffer(id) + "[" + name_.offset(kept(id), positions(kept(id))) + "]";
  }
  std::string second_total(AccumulatorId id) const {
    if (kept(id).empty()) return "sum" + std::to_string(index(id));
    return name_.buffer(id) + "[" + name_.cells(kept(id)) + " + " + name_.offset(kept(id), positions(kept(id))) + "]";
  }

  void reset(AccumulatorId id) {
    const bool has_sum = monoid(id) == Monoid::LogSumExp;
    const std::string declare = kept(id).empty() ? "double " : "";
    for (auto dim : kept(id)) open(dim);
    line(declare + total(id) + " = " + identity(monoid(id)) + ";");
    if (has_sum) line(declare + second_total(id) + " = 0.0;");
    for (std::size_t i = 0; i < kept(id).size(); ++i) close();
  }

  void finish(AccumulatorId id) {
    const auto reduce = nest_.accumulators[index(id)].reduce;
    const auto result = monoid(id) == Monoid::LogSumExp ? "log_of(" + total(id) + ", " + second_total(id) + ")" : total(id);
    if (kept(id).empty() && style_.inlines && monoid(id) != Monoid::LogSumExp) known_[reduce] = result;
    else if (kept(id).empty()) define(reduce, result);
    if (kept(id).empty()) return;
    for (auto dim : kept(id)) open(dim);
    line(cell(*nest_.storage_of[index(reduce)]) + " = " + result + ";");
    for (std::size_t i = 0; i < kept(id).size(); ++i) close();
  }

  // ---- nodes
  void compute(NodeId id) {
    const auto never = [](const auto&) { throw std::logic_error("an immediate node is not computed"); };
    match(
        node(id).kind, [&](const ir::Constant& each) { never(each); }, [&](const ir::Input& each) { never(each); },
        [&](const ir::Size& each) { never(each); }, [&](const ir::Iota& each) { never(each); },
        [&](const ir::Apply& each) { define(id, substituted(each.op->cpp, values(each.args))); },
        [&](const ir::Select& each) { define(id, select(each)); },
        [&](const ir::Reduce& each) { fold(*nest_.accumulator_of[index(id)], each); },
        [&](const ir::Gather& each) { define(id, gather(each)); },
        [&](const ir::Scatter& each) {
          comment(id);
          line(cell(*nest_.storage_of[index(id)], each.target_dims, each.indices) + " += " + bare(value(each.values)) + ";");
        },
        [&](const ir::Stack& each) { define(id, stack(each)); }, [&](const ir::Noise& each) { define(id, noise(each)); },
        [&](const ir::Past& each) { define(id, past(each)); }, [&](const ir::Recur& each) { define(id, value(each.value)); },
        [&](const ir::Call& each) { call(id, each); });
  }

  std::string select(const ir::Select& each) const {
    return truth(value(each.condition)) + " ? " + value(each.then) + " : " + value(each.otherwise);
  }

  void fold(AccumulatorId id, const ir::Reduce& reduce) {
    comment(reduce.arg);
    line(folded(reduce.monoid, total(id), second_total(id), bare(value(reduce.arg))));
  }

  std::string gather(const ir::Gather& gather) const {
    const auto storage = nest_.storage_of[index(gather.source)];
    return storage ? cell(*storage, node(gather.source).dims, gather.indices) : value(gather.source);
  }

  std::string stack(const ir::Stack& stack) const {
    std::string text;
    for (std::size_t p = 0; p + 1 < stack.items.size(); ++p)
      text += name_.position(stack.dim) + " == " + std::to_string(p) + " ? " + value(stack.items[p]) + " : ";
    return text + value(stack.items.back());
  }

  /// A matrix function on the arrays that begin at the positions of the batch.
  void call(NodeId id, const ir::Call& call) {
    std::vector<StorageId> storages{*nest_.storage_of[index(id)]};
    for (auto arg : call.args) storages.push_back(*nest_.storage_of[index(arg)]);
    ir::Dims batch;
    for (auto storage : storages)
      batch = ir::unite(batch, ir::without(nest_.storages[index(storage)].dims, ir::all_axes(call)));
    comment(id);
    for (auto dim : batch) open(dim);
    std::string arrays;
    for (auto storage : storages) arrays += (arrays.empty() ? "" : ", ") + array(call, storage);
    line("const scmc_array arrays_" + std::to_string(index(id)) + "[] = {" + arrays + "};");
    line(std::string(call.kernel->symbol) + "(" + name_.size(call.row) + ", " + name_.size(call.column) + ", arrays_" +
         std::to_string(index(id)) + ");");
    for (std::size_t i = 0; i < batch.size(); ++i) close();
  }
  std::string array(const ir::Call& call, StorageId id) const {
    const auto& dims = nest_.storages[index(id)].dims;
    auto at = positions(dims);
    const auto stride = [&](ir::DimId of) {
      std::string text;
      for (auto dim = dims.rbegin(); dim != dims.rend(); ++dim) {
        if (*dim == of) return text.empty() ? std::string("1") : text;
        text += (text.empty() ? "" : " * ") + name_.size(*dim);
      }
      return std::string("0");
    };
    for (std::size_t i = 0; i < dims.size(); ++i)
      if (ir::contains(ir::all_axes(call), dims[i])) at[i] = "0";
    const bool is_input = nest_.storages[index(id)].input.has_value();
    const auto begin = name_.is_number[index(id)] ? "&" + name_.buffer(id) : name_.buffer(id) + " + " + name_.offset(dims, at);
    return "{" + (is_input ? "const_cast<double*>(" + begin + ")" : begin) + ", " + stride(call.row) + ", " + stride(call.column) + "}";
  }

  std::string past(const ir::Past& past) const {
    const auto storage = *nest_.storage_of[index(*nest_.recur_of[index(past.recurrence)])];
    const auto& dims = nest_.storages[index(storage)].dims;
    const auto here = name_.position(past.dim), lag = std::to_string(std::abs(past.lag));
    const auto there = here + (past.lag > 0 ? " - " : " + ") + lag;
    auto at = positions(dims);
    for (std::size_t i = 0; i < dims.size(); ++i)
      if (dims[i] == past.dim) at[i] = "(" + there + ")";
    const auto inside = past.lag > 0 ? here + " >= " + lag : there + " < " + name_.size(past.dim);
    return inside + " ? " + name_.buffer(storage) + "[" + name_.offset(dims, at) + "] : 0.0";
  }

  std::string noise(const ir::Noise& noise) const {
    return "scmc_noise_uniform(key[0], key[1], " + std::to_string(noise.stream) + "u, std::uint64_t(" +
           name_.offset(noise.dims, positions(noise.dims)) + "))";
  }

  const schedule::Nest& nest_;
  const Names& name_;
  const StatementStyle& style_;
  std::ostringstream out_;
  int depth_;
  std::map<NodeId, std::string> known_;  ///< how a value is read
  Reads reads_;                          ///< within the list that is being printed
  std::string origin_;                   ///< of the last comment
};

}  // namespace

std::string print_statements(const schedule::Nest& nest, const Names& names, const StatementStyle& style) {
  return Printer(nest, names, style).run();
}

}  // namespace scmc::codegen
