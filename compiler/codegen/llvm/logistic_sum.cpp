/// The product is normalised after every factor: no overflow, whatever the number of rows.
#include "compiler/codegen/llvm/logistic_sum.h"

#include <algorithm>

#include "compiler/ir/primitives.h"

namespace scmc::codegen {

using ir::NodeId;
using llvm::Value;

namespace {

const ir::Apply* apply_of(const ir::Node& node, std::string_view name) {
  const auto* apply = std::get_if<ir::Apply>(&node.kind);
  return apply && apply->op->name == name ? apply : nullptr;
}

std::vector<int> count_uses(const ir::Graph& graph) {
  std::vector<int> uses(graph.nodes.size(), 0);
  for (const auto& node : graph.nodes)
    for (auto operand : ir::operands(node)) ++uses[index(operand)];
  for (const auto& output : graph.outputs) ++uses[index(output.node)];
  return uses;
}

}  // namespace

LogisticSplitter::LogisticSplitter(Frame& frame, Values& values, const schedule::Nest& nest)
    : frame_(frame), values_(values), nest_(nest), uses_(count_uses(nest.graph)) {}

/// Read here only, and computed in this scope.
bool LogisticSplitter::is_private(NodeId id) const {
  if (uses_[index(id)] != 1 || nest_.storage_of[index(id)]) return false;
  const auto operands = ir::operands(nest_.graph[id]);
  return std::all_of(operands.begin(), operands.end(), [&](NodeId operand) { return values_.is_known(operand); });
}

std::optional<NodeId> LogisticSplitter::argument(NodeId id, Sign sign) const {
  if (!is_private(id)) return std::nullopt;
  const auto* term = apply_of(nest_.graph[id], sign == Sign::Minus ? "log1p_exp" : "log_invlogit");
  if (!term) return std::nullopt;
  return term->args[0];
}

bool LogisticSplitter::has_terms(NodeId id, Sign sign) const {
  if (!is_private(id)) return false;
  if (argument(id, sign)) return true;
  const auto opposite = sign == Sign::Plus ? Sign::Minus : Sign::Plus;
  const auto& node = nest_.graph[id];
  if (const auto* add = apply_of(node, "add")) return has_terms(add->args[0], sign) || has_terms(add->args[1], sign);
  if (const auto* sub = apply_of(node, "sub")) return has_terms(sub->args[0], sign) || has_terms(sub->args[1], opposite);
  if (const auto* neg = apply_of(node, "neg")) return has_terms(neg->args[0], opposite);
  return false;
}

/// The node, without its terms; with its own sign, not that with which it enters the sum.
Value* LogisticSplitter::rest(NodeId id, Sign sign, LogisticTerms& terms) {
  auto& build = frame_.build();
  if (!has_terms(id, sign)) return values_.pack(id);
  const auto opposite = sign == Sign::Plus ? Sign::Minus : Sign::Plus;
  if (const auto x = argument(id, sign)) {
    terms.arguments.push_back(*x);
    Value *value = values_.pack(*x), *zero = values_.math().number(value, 0);
    Value* is_zero = sign == Sign::Minus ? build.CreateFCmpOLT(value, zero) : build.CreateFCmpOGT(value, zero);
    return build.CreateSelect(is_zero, zero, value);
  }
  const auto& node = nest_.graph[id];
  if (const auto* add = apply_of(node, "add")) return build.CreateFAdd(rest(add->args[0], sign, terms), rest(add->args[1], sign, terms));
  if (const auto* sub = apply_of(node, "sub"))
    return build.CreateFSub(rest(sub->args[0], sign, terms), rest(sub->args[1], opposite, terms));
  return build.CreateFNeg(rest(std::get<ir::Apply>(node.kind).args[0], opposite, terms));
}

LogisticTerms LogisticSplitter::split(NodeId operand) {
  LogisticTerms terms;
  terms.rest = rest(operand, Sign::Plus, terms);
  return terms;
}

LogisticProduct::LogisticProduct(Frame& frame, Values& values)
    : frame_(frame),
      values_(values),
      mantissa_(frame.temporary(frame.pack_type())),
      exponent_(frame.temporary(llvm::FixedVectorType::get(frame.build().getInt64Ty(), frame.lanes()))),
      factors_(frame.temporary(frame.build().getInt64Ty())) {}

void LogisticProduct::reset() {
  frame_.store(frame_.pack(frame_.number(1)), mantissa_);
  frame_.store(frame_.pack(frame_.integer(0)), exponent_);
  frame_.store(frame_.integer(0), factors_);
}

Value* LogisticProduct::multiply(Value* x) {
  is_used_ = true;
  auto& build = frame_.build();
  auto* words = llvm::FixedVectorType::get(build.getInt64Ty(), frame_.lanes());
  const auto word = [&](std::uint64_t value) { return llvm::ConstantInt::get(words, value); };
  Value *one = values_.math().number(x, 1), *zero = values_.math().number(x, 0);
  Value* e = build.CreateSelect(frame_.mask(), values_.math().exp_of_minus_abs(x), zero);
  Value* factor = build.CreateFAdd(one, e);
  Value* bits = build.CreateBitCast(build.CreateFMul(mantissa(), factor), words);
  Value* mantissa = build.CreateOr(build.CreateAnd(bits, word(0x000fffffffffffff)), word(0x3ff0000000000000));
  frame_.store(build.CreateBitCast(mantissa, frame_.pack_type()), mantissa_);
  frame_.store(build.CreateAdd(frame_.load(words, exponent_), build.CreateLShr(bits, word(52))), exponent_);
  frame_.store(build.CreateAdd(frame_.load(build.getInt64Ty(), factors_), frame_.integer(1)), factors_);
  return build.CreateFSub(build.CreateFSub(factor, one), e);
}

Value* LogisticProduct::logarithm_of_power() {
  auto& build = frame_.build();
  auto* words = llvm::FixedVectorType::get(build.getInt64Ty(), frame_.lanes());
  Value* bias = build.CreateMul(frame_.load(build.getInt64Ty(), factors_), frame_.integer(1023ull * frame_.lanes()));
  Value* power = build.CreateSub(build.CreateAddReduce(frame_.load(words, exponent_)), bias);
  return build.CreateFMul(build.CreateSIToFP(power, build.getDoubleTy()), frame_.number(0.693147180559945309417));
}

}  // namespace scmc::codegen
