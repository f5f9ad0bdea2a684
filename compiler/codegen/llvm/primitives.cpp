/// One line a primitive; what is not here is called.
#include "compiler/codegen/llvm/primitives.h"

#include <llvm/IR/PatternMatch.h>

#include <algorithm>
#include <cmath>

namespace scmc::codegen {
namespace {

using llvm::Value;
using Context = const PrimitiveContext&;
using Args = std::span<Value* const>;

struct Record {
  std::string_view name;
  PrimitiveCode code;
};

Value* number(Context c, Args x, double value) { return c.math.number(x[0], value); }

Value* zero_or_one(Context c, Args x, Value* condition) { return c.build.CreateSelect(condition, number(c, x, 1), number(c, x, 0)); }

Value* is_not_zero(Context c, Value* x) { return condition_of(c.build, x); }
Value* is_zero(Context c, Value* x) { return c.build.CreateFCmpOEQ(x, c.math.number(x, 0)); }
Value* is_number(Context c, Value* x) { return c.build.CreateFCmpORD(x, x); }

template <llvm::CmpInst::Predicate predicate>
Value* compare(Context c, Args x) {
  return zero_or_one(c, x, c.build.CreateFCmp(predicate, x[0], x[1]));
}

template <llvm::Intrinsic::ID intrinsic>
Value* unary(Context c, Args x) {
  return c.build.CreateUnaryIntrinsic(intrinsic, x[0]);
}

template <Value* (VectorMath::*function)(Value*)>
Value* math(Context c, Args x) {
  return (c.math.*function)(x[0]);
}

Value* floor(Context c, Value* x) { return c.build.CreateUnaryIntrinsic(llvm::Intrinsic::floor, x); }

/// Halves away from 0: the part after the point decides, since adding 0.5 would round.
Value* round(Context c, Args x) {
  Value* whole = c.build.CreateUnaryIntrinsic(llvm::Intrinsic::trunc, x[0]);
  Value* rest = c.math.abs(c.build.CreateFSub(x[0], whole));
  Value* step = c.math.copy_sign(number(c, x, 1), x[0]);
  Value* away = c.build.CreateFAdd(whole, step);
  return c.build.CreateSelect(c.build.CreateFCmpOGE(rest, number(c, x, 0.5)), away, whole);
}

Value* sign(Context c, Args x) {
  Value* signed_one = c.math.copy_sign(number(c, x, 1), x[0]);
  Value* has_sign = c.build.CreateFCmpONE(x[0], number(c, x, 0));
  return c.build.CreateSelect(has_sign, signed_one, x[0]);
}

Value* annihilating_multiply(Context c, Args x) {
  return c.build.CreateSelect(is_zero(c, x[0]), number(c, x, 0), c.build.CreateFMul(x[0], x[1]));
}

Value* modulo(Context c, Args x) {
  Value* quotient = floor(c, c.build.CreateFDiv(x[0], x[1]));
  return c.build.CreateFSub(x[0], c.build.CreateFMul(x[1], quotient));
}

Value* logit(Context c, Args x) { return c.build.CreateFSub(c.math.log(x[0]), c.math.log1p(c.build.CreateFNeg(x[0]))); }

/// x log, 0 where x is 0 and the argument of the logarithm is a number.
Value* annihilated_log(Context c, Args x, Value* log) {
  Value* annihilates = c.build.CreateAnd(is_zero(c, x[0]), is_number(c, x[1]));
  return c.build.CreateSelect(annihilates, number(c, x, 0), c.build.CreateFMul(x[0], log));
}

Value* xlogy(Context c, Args x) { return annihilated_log(c, x, c.math.log(x[1])); }
Value* xlog1py(Context c, Args x) { return annihilated_log(c, x, c.math.log1p(x[1])); }

Value* log_add_exp(Context c, Args x) {
  Value *larger = c.math.maximum(x[0], x[1]), *smaller = c.math.minimum(x[0], x[1]);
  Value* sum = c.build.CreateFAdd(larger, c.math.log1p_exp(c.build.CreateFSub(smaller, larger)));
  Value* is_infinite = c.build.CreateFCmpOEQ(c.math.abs(larger), number(c, x, HUGE_VAL));
  return c.build.CreateSelect(is_infinite, larger, sum);
}

constexpr Record records[] = {
    {"add", {[](Context c, Args x) { return c.build.CreateFAdd(x[0], x[1]); }, true}},
    {"sub", {[](Context c, Args x) { return c.build.CreateFSub(x[0], x[1]); }, true}},
    {"mul", {[](Context c, Args x) { return c.build.CreateFMul(x[0], x[1]); }, true}},
    {"div", {[](Context c, Args x) { return c.build.CreateFDiv(x[0], x[1]); }, true}},
    {"neg", {[](Context c, Args x) { return c.build.CreateFNeg(x[0]); }, true}},
    {"recip", {[](Context c, Args x) { return c.build.CreateFDiv(number(c, x, 1), x[0]); }, true}},
    {"square", {[](Context c, Args x) { return c.build.CreateFMul(x[0], x[0]); }, true}},
    {"sqrt", {unary<llvm::Intrinsic::sqrt>, true}},
    {"first", {[](Context, Args x) { return x[0]; }, true}},
    {"annihilating_multiply", {annihilating_multiply, true}},
    {"abs", {unary<llvm::Intrinsic::fabs>, true}},
    {"min", {[](Context c, Args x) { return c.math.minimum(x[0], x[1]); }, true}},
    {"max", {[](Context c, Args x) { return c.math.maximum(x[0], x[1]); }, true}},
    {"sign", {sign, true}},
    {"floor", {unary<llvm::Intrinsic::floor>, false}},
    {"ceil", {unary<llvm::Intrinsic::ceil>, false}},
    {"trunc", {unary<llvm::Intrinsic::trunc>, false}},
    {"round", {round, false}},
    {"div_integer", {[](Context c, Args x) { return floor(c, c.build.CreateFDiv(x[0], x[1])); }, false}},
    {"mod", {modulo, false}},
    {"eq", {compare<llvm::CmpInst::FCMP_OEQ>, true}},
    {"ne", {compare<llvm::CmpInst::FCMP_UNE>, true}},
    {"lt", {compare<llvm::CmpInst::FCMP_OLT>, true}},
    {"le", {compare<llvm::CmpInst::FCMP_OLE>, true}},
    {"gt", {compare<llvm::CmpInst::FCMP_OGT>, true}},
    {"ge", {compare<llvm::CmpInst::FCMP_OGE>, true}},
    {"and", {[](Context c, Args x) { return zero_or_one(c, x, c.build.CreateAnd(is_not_zero(c, x[0]), is_not_zero(c, x[1]))); }, true}},
    {"or", {[](Context c, Args x) { return zero_or_one(c, x, c.build.CreateOr(is_not_zero(c, x[0]), is_not_zero(c, x[1]))); }, true}},
    {"not", {[](Context c, Args x) { return zero_or_one(c, x, is_zero(c, x[0])); }, true}},
    {"is_nan", {[](Context c, Args x) { return zero_or_one(c, x, c.build.CreateFCmpUNO(x[0], x[0])); }, true}},
    {"exp", {math<&VectorMath::exp>, false}},
    {"expm1", {math<&VectorMath::expm1>, false}},
    {"log", {math<&VectorMath::log>, false}},
    {"log1p", {math<&VectorMath::log1p>, false}},
    {"invlogit", {math<&VectorMath::invlogit>, false}},
    {"logit", {logit, false}},
    {"log_invlogit", {math<&VectorMath::log_invlogit>, false}},
    {"log1p_exp", {math<&VectorMath::log1p_exp>, false}},
    {"log1m_exp", {math<&VectorMath::log1m_exp>, false}},
    {"log_add_exp", {log_add_exp, false}},
    {"xlogy", {xlogy, false}},
    {"xlog1py", {xlog1py, false}},
    {"tanh", {math<&VectorMath::tanh>, false}},
    {"sinh", {math<&VectorMath::sinh>, false}},
    {"cosh", {math<&VectorMath::cosh>, false}},
};

}  // namespace

Value* condition_of(llvm::IRBuilder<>& build, Value* x) {
  using namespace llvm::PatternMatch;
  Value* condition = nullptr;
  if (match(x, m_Select(m_Value(condition), m_SpecificFP(1.0), m_PosZeroFP()))) return condition;
  return build.CreateFCmpUNE(x, llvm::ConstantFP::get(x->getType(), 0));
}

PrimitiveCode find_primitive_code(std::string_view name) {
  const auto* found = std::find_if(std::begin(records), std::end(records), [&](const Record& record) { return record.name == name; });
  return found == std::end(records) ? PrimitiveCode{} : found->code;
}

}  // namespace scmc::codegen
