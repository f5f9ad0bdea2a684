/// One function per kind of statement and of node.
#include "compiler/codegen/llvm/emit.h"

#include <algorithm>
#include <stdexcept>

#include "compiler/codegen/llvm/accumulators.h"
#include "compiler/codegen/llvm/calls.h"
#include "compiler/codegen/llvm/indexing.h"
#include "compiler/codegen/llvm/primitives.h"
#include "compiler/schedule/layout.h"
#include "compiler/source/match.h"

namespace scmc::codegen {
namespace {

using ir::NodeId;
using llvm::Value;
using schedule::Statement;
using schedule::StorageId;

class Emitter {
 public:
  Emitter(EmittedModule& emitted, const schedule::Nest& nest, const Host& host)
      : nest_(nest),
        frame_(*emitted.module, nest, host),
        values_(frame_, nest.graph),
        calls_(frame_, emitted),
        indexing_(frame_, values_, nest),
        accumulators_(frame_, values_, calls_, nest) {}

  void run() {
    statements(nest_.body);
    frame_.finish();
  }

 private:
  llvm::IRBuilder<>& build() { return frame_.build(); }

  void statements(const std::vector<Statement>& list) {
    for (std::size_t i = 0; i < list.size();) {
      const auto scatters = scatters_from(list, i);
      indexing_.scatter(scatters);
      i += scatters.size();
      if (i < list.size()) statement(list[i++]);
    }
  }

  void statement(const Statement& statement) {
    match(
        statement.kind, [&](const schedule::Compute& each) { compute(each.node); }, [&](const schedule::Load& each) { load(each); },
        [&](const schedule::Store& each) { store(each); }, [&](const schedule::Clear& each) { clear(each.storage); },
        [&](const schedule::Loop& each) { loop(each); });
  }

  /// Those that stand in a row, with nothing between them.
  std::vector<NodeId> scatters_from(const std::vector<Statement>& list, std::size_t i) const {
    std::vector<NodeId> scatters;
    for (; i < list.size(); ++i) {
      const auto* compute = std::get_if<schedule::Compute>(&list[i].kind);
      if (!compute || !std::holds_alternative<ir::Scatter>(nest_.graph[compute->node].kind)) break;
      scatters.push_back(compute->node);
    }
    return scatters;
  }

  void loop(const schedule::Loop& loop) {
    for (auto id : loop.accumulators) accumulators_.reset(id);
    frame_.loop_over(loop.dim, loop.vector, loop.backwards, [&] {
      if (loop.vector) frame_.mask();
      values_.in_scope([&] { statements(loop.body); });
    });
    accumulators_.finish(loop.accumulators);
  }

  void load(const schedule::Load& load) { values_.define(load.node, frame_.load_from(load.from)); }
  void store(const schedule::Store& store) { frame_.store_to(store.to, values_[store.node]); }

  void clear(StorageId id) {
    Value* bytes = build().CreateMul(frame_.extent(id), frame_.integer(sizeof(double)));
    build().CreateMemSet(frame_.buffer(id), build().getInt8(0), bytes, llvm::MaybeAlign(8));
  }

  void compute(NodeId id) {
    const auto define = [&](Value* value) { values_.define(id, value); };
    const auto never = [&](const auto&) { throw std::logic_error("an immediate node is not computed"); };
    match(
        nest_.graph[id].kind, [&](const ir::Constant& node) { never(node); }, [&](const ir::Input& node) { never(node); },
        [&](const ir::Size& node) { never(node); }, [&](const ir::Iota& node) { never(node); },
        [&](const ir::Apply& node) { define(apply(node)); }, [&](const ir::Select& node) { define(select(node)); },
        [&](const ir::Reduce&) { accumulators_.fold(*nest_.accumulator_of[index(id)]); },
        [&](const ir::Gather&) { define(indexing_.gather(id)); }, [&](const ir::Scatter&) { indexing_.scatter({id}); },
        [&](const ir::Stack& node) { define(stack(node)); },
        [&](const ir::Noise& node) { define(calls_.noise(node.stream, cell(node.dims))); },
        [&](const ir::Past& node) { define(indexing_.past(node)); }, [&](const ir::Recur& node) { define(values_[node.value]); },
        [&](const ir::Call& node) { calls_.matrix_function(node, id, nest_); });
  }

  /// Numbers if all are, else packs.
  std::vector<Value*> alike(std::vector<Value*> values) {
    if (std::any_of(values.begin(), values.end(), [&](Value* value) { return frame_.is_pack(value); }))
      for (auto& value : values) value = frame_.pack(value);
    return values;
  }

  Value* apply(const ir::Apply& apply) {
    if (apply.op->name == "first") return values_[apply.args[0]];
    std::vector<Value*> args;
    for (auto arg : apply.args) args.push_back(values_[arg]);
    args = alike(std::move(args));
    const auto code = find_primitive_code(apply.op->name);
    if (!code.emit || !(frame_.is_pack(args[0]) || code.for_scalars)) return calls_.primitive(*apply.op, args);
    llvm::FastMathFlags may_contract;
    may_contract.setAllowContract();
    llvm::IRBuilder<>::FastMathFlagGuard guard(build());
    if (code.for_scalars) build().setFastMathFlags(may_contract);
    return code.emit({build(), values_.math()}, args);
  }

  Value* select(const ir::Select& select) {
    const auto values = alike({values_[select.condition], values_[select.then], values_[select.otherwise]});
    return build().CreateSelect(condition_of(build(), values[0]), values[1], values[2]);
  }

  /// Item after item is chosen where the position is its own.
  Value* stack(const ir::Stack& stack) {
    std::vector<Value*> values = {frame_.positions_as_numbers(stack.dim)};
    for (auto item : stack.items) values.push_back(values_[item]);
    values = alike(std::move(values));
    Value* chosen = values.back();
    for (std::size_t p = stack.items.size() - 1; p-- > 0;) {
      Value* is_here = build().CreateFCmpOEQ(values[0], values_.math().number(values[0], static_cast<double>(p)));
      chosen = build().CreateSelect(is_here, values[p + 1], chosen);
    }
    return chosen;
  }

  /// The number of the cell where the loops stand; of the first lane.
  Value* cell(const ir::Dims& dims) {
    Value* number = frame_.integer(0);
    for (auto dim : dims) number = build().CreateAdd(build().CreateMul(number, frame_.size(dim)), frame_.position(dim));
    return number;
  }

  const schedule::Nest& nest_;
  Frame frame_;
  Values values_;
  Calls calls_;
  Indexing indexing_;
  Accumulators accumulators_;
};

}  // namespace

EmittedModule emit(llvm::LLVMContext& context, const schedule::Nest& nest, const Host& host) {
  EmittedModule emitted;
  emitted.module = std::make_unique<llvm::Module>("scmc", context);
  Emitter(emitted, nest, host).run();
  return emitted;
}

}  // namespace scmc::codegen
