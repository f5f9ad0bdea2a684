/// A nest as text.
#include <sstream>

#include "compiler/ir/kernels.h"
#include "compiler/ir/primitives.h"
#include "compiler/schedule/nest.h"
#include "compiler/source/match.h"

namespace scmc::schedule {
namespace {

using ir::NodeId;

class Printer {
 public:
  explicit Printer(const Nest& nest) : nest_(nest) {}

  std::string run() {
    for (std::size_t i = 0; i < nest_.storages.size(); ++i) declare(StorageId(i));
    print(nest_.body, 0);
    return out_.str();
  }

 private:
  static std::string name(NodeId id) { return "%" + std::to_string(index(id)); }
  static std::string name(StorageId id) { return "@" + std::to_string(index(id)); }
  std::string name(ir::DimId dim) const { return nest_.graph.dims[index(dim)].name; }

  std::string names(const std::vector<NodeId>& nodes) const {
    std::string text;
    for (auto id : nodes) text += " " + operand(id);
    return text;
  }

  std::string list(const ir::Dims& dims) const {
    std::string text = "[";
    for (auto dim : dims) text += (text.size() > 1 ? ", " : "") + name(dim);
    return text + "]";
  }

  /// What is at hand is written out; everything else by its number.
  std::string operand(NodeId id) const {
    std::ostringstream text;
    const auto& kind = nest_.graph[id].kind;
    if (const auto* constant = std::get_if<ir::Constant>(&kind)) text << constant->value;
    else if (const auto* size = std::get_if<ir::Size>(&kind)) text << "size(" << name(size->dim) << ")";
    else if (const auto* iota = std::get_if<ir::Iota>(&kind)) text << name(iota->dim);
    else text << name(id);
    return text.str();
  }

  static std::string name(ir::Monoid monoid) {
    switch (monoid) {
      case ir::Monoid::Sum:
        return "sum";
      case ir::Monoid::Product:
        return "product";
      case ir::Monoid::Minimum:
        return "min";
      case ir::Monoid::Maximum:
        return "max";
      case ir::Monoid::LogSumExp:
        return "log_sum_exp";
    }
    return "";
  }

  void declare(StorageId id) {
    const auto& storage = nest_.storages[index(id)];
    const auto what = storage.input ? nest_.graph.inputs[index(*storage.input)].name : name(*storage.node);
    out_ << name(id) << " = " << (storage.lanes ? "lanes" : "array") << list(storage.dims) << " of " << what << "\n";
  }

  std::string text(NodeId id) const {
    const auto is = name(id) + " = ";
    return match(
        nest_.graph[id].kind, [&](const ir::Constant&) { return is; }, [&](const ir::Input&) { return is; },
        [&](const ir::Size&) { return is; }, [&](const ir::Iota&) { return is; },
        [&](const ir::Apply& apply) { return is + std::string(apply.op->name) + names(apply.args); },
        [&](const ir::Select& select) { return is + "select" + names({select.condition, select.then, select.otherwise}); },
        [&](const ir::Reduce& reduce) { return name(id) + " " + name(reduce.monoid) + "= " + operand(reduce.arg); },
        [&](const ir::Gather& gather) { return is + "gather" + names({gather.source}) + " at" + names(gather.indices); },
        [&](const ir::Scatter& scatter) { return name(id) + " at" + names(scatter.indices) + " += " + operand(scatter.values); },
        [&](const ir::Stack& stack) { return is + "stack" + names(stack.items); },
        [&](const ir::Noise& noise) { return is + "noise " + std::to_string(noise.stream); },
        [&](const ir::Past& past) {
          return is + "past " + std::to_string(past.lag) + " of " + name(*nest_.recur_of[index(past.recurrence)]);
        },
        [&](const ir::Call& call) { return is + std::string(call.kernel->name) + names(call.args); },
        [&](const ir::Recur& recur) { return is + operand(recur.value); });
  }

  void print(const std::vector<Statement>& statements, int depth) {
    for (const auto& statement : statements) {
      if (const auto* loop = std::get_if<Loop>(&statement.kind)) print(*loop, depth);
      else out_ << std::string(2 * depth, ' ') << simple(statement) << "\n";
    }
  }

  std::string simple(const Statement& statement) const {
    return match(
        statement.kind, [&](const Compute& compute) { return text(compute.node); },
        [&](const Load& load) { return name(load.node) + " = load " + name(load.from); },
        [&](const Store& store) { return "store " + operand(store.node) + " to " + name(store.to); },
        [&](const Clear& clear) { return "clear " + name(clear.storage); }, [&](const Loop&) { return std::string(); });
  }

  void print(const Loop& loop, int depth) {
    const std::string indent(2 * depth, ' ');
    out_ << indent << (loop.vector ? "vector " : "") << (loop.backwards ? "backwards " : "") << "for " << name(loop.dim) << " {";
    for (auto id : loop.accumulators) out_ << " " << name(nest_.accumulators[index(id)].reduce) << list(nest_.accumulators[index(id)].kept);
    out_ << "\n";
    print(loop.body, depth + 1);
    out_ << indent << "}\n";
  }

  const Nest& nest_;
  std::ostringstream out_;
};

}  // namespace

std::string print(const Nest& nest) { return Printer(nest).run(); }

}  // namespace scmc::schedule
