/// One function per kind of statement and of node.
#include "compiler/codegen/cpp/statements.h"

#include <algorithm>
#include <map>
#include <set>
#include <sstream>
#include <stdexcept>

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

/// Without the parentheses around all of it.
std::string bare(const std::string& text) {
  if (text.size() < 2 || text.front() != '(' || text.back() != ')') return text;
  int open = 0;
  for (std::size_t i = 0; i + 1 < text.size(); ++i) {
    open += (text[i] == '(') - (text[i] == ')');
    if (open == 0) return text;
  }
  return text.substr(1, text.size() - 2);
}

/// The operators between the parts of `(a * b / c)`; nothing where it is not a product or sum in parentheses.
std::set<char> operators(const std::string& text) {
  const auto inner = bare(text);
  if (inner.size() == text.size()) return {};
  std::set<char> found;
  int open = 0;
  for (std::size_t i = 0; i + 2 < inner.size(); ++i) {
    open += (inner[i] == '(') - (inner[i] == ')');
    if (open == 0 && inner[i] == ' ' && inner[i + 2] == ' ') found.insert(inner[i + 1]);
    if (open == 0 && inner[i] == ' ' && inner[i + 2] != ' ') return {};  // a comparison, or a choice
    if (open == 0 && inner[i] == ' ') i += 2;
  }
  return found;
}

bool consists_of(const std::set<char>& operators, const std::string& allowed) {
  return !operators.empty() && std::all_of(operators.begin(), operators.end(), [&](char c) { return allowed.find(c) != std::string::npos; });
}

bool is_negative_number(const std::string& text) {
  return text.size() > 3 && text[1] == '-' && text.find_first_not_of("0123456789.e-+", 1) == text.size() - 1;
}

/// Parentheses that the precedence of `$0 op $1` makes superfluous go; the order of evaluation stays.
std::string argument(const std::string& spelling, std::size_t number, const std::string& text) {
  const bool is_binary = spelling.size() == 9 && spelling.compare(0, 3, "($0") == 0 && spelling.compare(6, 3, "$1)") == 0;
  const bool is_call = spelling.size() > 3 && spelling[spelling.find('$') - 1] == '(' && spelling.back() == ')' && spelling[0] != '(';
  if (is_call && spelling.find_first_of(" +-*/<>") == std::string::npos) return bare(text);
  if (!is_binary) return text;
  const char op = spelling[4];
  const bool is_sum = op == '+' || op == '-', is_product = op == '*' || op == '/';
  if (number == 0 && (is_sum || is_product) && is_negative_number(text)) return bare(text);
  if (number == 0 && consists_of(operators(text), is_sum ? "+-*/" : is_product ? "*/" : "")) return bare(text);
  return number == 1 && is_sum && consists_of(operators(text), "*/") ? bare(text) : text;
}

std::string substituted(const std::string& spelling, const std::vector<std::string>& args) {
  std::string text;
  for (std::size_t i = 0; i < spelling.size(); ++i) {
    if (spelling[i] != '$') {
      text += spelling[i];
      continue;
    }
    const auto number = static_cast<std::size_t>(spelling[++i] - '0');
    text += argument(spelling, number, args[number]);
  }
  return text;
}

/// `double(a > b) != 0` as `a > b`.
std::string truth(const std::string& value) {
  const bool is_comparison = value.compare(0, 7, "double(") == 0 && bare(value.substr(6)).size() + 2 == value.size() - 6;
  return is_comparison ? value.substr(6) : value + " != 0";
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
    if (unread_.contains(id)) return;
    const bool stands_where_read = style_.inlines && once_.contains(id) && expression.size() <= longest_inlined;
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
    const auto outer_once = once_, outer_unread = unread_;
    if (style_.inlines) find_reads(list);
    for (const auto& statement : list)
      match(
          statement.kind, [&](const schedule::Compute& each) { compute(each.node); }, [&](const schedule::Load& each) { load(each); },
          [&](const schedule::Store& each) {
            comment(each.node);
            line(cell(each.to) + " = " + bare(value(each.node)) + ";");
          },
          [&](const schedule::Clear& each) { clear(each.storage); }, [&](const schedule::Loop& each) { loop(each); });
    once_ = outer_once, unread_ = outer_unread;
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

  // ---- what is read once

  /// How often each node's value is read, in the list itself and in loops within.
  struct Reads {
    std::map<NodeId, int> here, within;
  };
  /// The operands that its text speaks of: arrays are read in their storage.
  std::vector<NodeId> read_values(NodeId id) const {
    const auto& kind = node(id).kind;
    if (std::holds_alternative<ir::Call>(kind)) return {};
    if (const auto* apply = std::get_if<ir::Apply>(&kind)) return spelled(*apply);
    auto all = ir::operands(node(id));
    const auto* gather = std::get_if<ir::Gather>(&kind);
    if (gather && nest_.storage_of[index(gather->source)]) std::erase(all, gather->source);
    return all;
  }

  /// As often as they are spelled: `($0 * $0)` reads its argument twice, and `first` its second one never.
  static std::vector<NodeId> spelled(const ir::Apply& apply) {
    std::vector<NodeId> found;
    const auto& text = apply.op->cpp;
    for (auto at = text.find('$'); at != std::string::npos; at = text.find('$', at + 1))
      found.push_back(apply.args[static_cast<std::size_t>(text[at + 1] - '0')]);
    return found;
  }
  void count_reads(const std::vector<Statement>& list, std::map<NodeId, int>& count, std::map<NodeId, int>& within) const {
    for (const auto& statement : list)
      match(
          statement.kind,
          [&](const schedule::Compute& each) {
            if (unread_.contains(each.node)) return;
            for (auto operand : read_values(each.node)) ++count[operand];
          },
          [](const schedule::Load&) {}, [&](const schedule::Store& each) { ++count[each.node]; }, [](const schedule::Clear&) {},
          [&](const schedule::Loop& each) { count_reads(each.body, within, within); });
  }

  static std::optional<NodeId> defined_by(const Statement& statement) {
    if (const auto* load = std::get_if<schedule::Load>(&statement.kind)) return load->node;
    if (const auto* compute = std::get_if<schedule::Compute>(&statement.kind)) return compute->node;
    return std::nullopt;
  }

  /// A value, and nothing else: a reduction adds to a total, a call fills an array.
  bool is_value(NodeId id) const {
    const auto& kind = node(id).kind;
    return !std::holds_alternative<ir::Reduce>(kind) && !std::holds_alternative<ir::Scatter>(kind) && !std::holds_alternative<ir::Call>(kind);
  }

  /// What is defined in this list and read once, in this list (a loop would compute it anew at every position), and what is not read.
  void find_reads(const std::vector<Statement>& list) {
    for (const auto& statement : list)
      if (const auto id = defined_by(statement)) once_.erase(*id), unread_.erase(*id);
    for (bool changes = true; changes;) {
      changes = false;
      Reads reads;
      count_reads(list, reads.here, reads.within);
      for (const auto& statement : list) {
        const auto id = defined_by(statement);
        if (!id || !is_value(*id)) continue;
        const bool within = reads.within.contains(*id);
        if (!within && !reads.here.contains(*id)) changes = unread_.insert(*id).second || changes;
        const bool is_computed = std::holds_alternative<schedule::Compute>(statement.kind) && std::holds_alternative<ir::Apply>(node(*id).kind);
        if (is_computed && !within && reads.here[*id] == 1) once_.insert(*id);
      }
    }
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
  std::set<NodeId> once_;                ///< read once, where they are defined
  std::set<NodeId> unread_;              ///< defined, but spoken of nowhere
  std::string origin_;                   ///< of the last comment
};

}  // namespace

std::string print_statements(const schedule::Nest& nest, const Names& names, const StatementStyle& style) {
  return Printer(nest, names, style).run();
}

}  // namespace scmc::codegen
