/// Range reduction to a short interval, a polynomial there, and an exact reconstruction  [Muller16, Elementary Functions, ch. 11].
///
/// The coefficients minimise the largest relative error (Remez exchange): 2^-57 for exp on |r| <= log(2)/2, 2^-59 for the
/// logarithm on 1/sqrt(2) <= m <= sqrt(2).
#include "compiler/codegen/llvm/vector_math.h"

#include <limits>

namespace scmc::codegen {
namespace {

using llvm::Value;

constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr double not_a_number = std::numeric_limits<double>::quiet_NaN();

// log(2) in two parts: products of the first with integers below 2^11 are exact.
constexpr double log2_high = 0x1.62e42fefa3800p-1, log2_low = 0x1.ef35793c76730p-45;

// Added to a number below 2^51, leaves its nearest integer in the low bits.
constexpr double rounder = 0x1.8p52;

constexpr std::uint64_t one_bits = 0x3ff0000000000000, mantissa_mask = 0x000fffffffffffff, sqrt_half_bits = 0x3fe6a09e667f3bcd;

}  // namespace

/// x = n log 2 + r with |r| <= log(2)/2.
struct VectorMath::Reduced {
  Value *n, *r, *n_bits;
};

/// x = 2^exponent (1 + f) with 1/sqrt(2) <= 1 + f <= sqrt(2).
struct VectorMath::Decomposed {
  Value *exponent, *f;
};

void VectorMath::release(std::size_t mark) {
  while (order_.size() > mark) {
    known_.erase(order_.back());
    order_.pop_back();
  }
}

template <class Compute>
Value* VectorMath::shared(Function function, Value* x, Compute compute) {
  const Key key{function, x};
  if (const auto known = known_.find(key); known != known_.end()) return known->second;
  Value* const result = compute();
  known_[key] = result;
  order_.push_back(key);
  return result;
}

Value* VectorMath::number(Value* like, double value) { return llvm::ConstantFP::get(like->getType(), value); }

llvm::Type* VectorMath::bits_type(Value* x) { return x->getType()->getWithNewType(build_.getInt64Ty()); }

Value* VectorMath::bits(Value* x) { return build_.CreateBitCast(x, bits_type(x)); }

Value* VectorMath::integer(Value* like, std::uint64_t value) { return llvm::ConstantInt::get(bits_type(like), value); }

Value* VectorMath::fma(Value* a, Value* b, Value* c) { return build_.CreateIntrinsic(llvm::Intrinsic::fmuladd, {a->getType()}, {a, b, c}); }

/// Estrin's scheme: pairs, pairs of pairs, ...; a chain of logarithmic length.
Value* VectorMath::polynomial(Value* x, std::initializer_list<double> coefficients) {
  std::vector<Value*> terms;
  for (double coefficient : coefficients) terms.push_back(number(x, coefficient));
  for (Value* power = x; terms.size() > 1; power = terms.size() > 1 ? build_.CreateFMul(power, power) : power) {
    std::vector<Value*> pairs;
    for (std::size_t i = 0; i < terms.size(); i += 2) pairs.push_back(i + 1 < terms.size() ? fma(terms[i + 1], power, terms[i]) : terms[i]);
    terms = std::move(pairs);
  }
  return terms.front();
}

/// The operand of a negation, or x: for functions of |x|.
Value* VectorMath::without_sign(Value* x) {
  if (const auto* negation = llvm::dyn_cast<llvm::UnaryOperator>(x)) return negation->getOperand(0);
  return x;
}

Value* VectorMath::abs(Value* x) { return build_.CreateUnaryIntrinsic(llvm::Intrinsic::fabs, x); }

Value* VectorMath::copy_sign(Value* magnitude, Value* sign) {
  return build_.CreateBinaryIntrinsic(llvm::Intrinsic::copysign, magnitude, sign);
}

/// a if a < b or a is NaN, else b. The machine's minimum returns its second operand where either is NaN.
Value* VectorMath::minimum(Value* a, Value* b) {
  Value* smaller = choose(build_.CreateFCmpOLT(a, b), a, b);
  return choose(build_.CreateFCmpUNO(a, a), a, smaller);
}

Value* VectorMath::maximum(Value* a, Value* b) {
  Value* larger = choose(build_.CreateFCmpOGT(a, b), a, b);
  return choose(build_.CreateFCmpUNO(a, a), a, larger);
}

/// A NaN stays.
Value* VectorMath::clamp(Value* x, double lower, double upper) {
  Value *low = number(x, lower), *high = number(x, upper);
  x = choose(build_.CreateFCmpOGT(low, x), low, x);
  return choose(build_.CreateFCmpOLT(high, x), high, x);
}

/// The bits of x + rounder: the low ones are those of the nearest integer, in two's complement.
Value* VectorMath::round_to_bits(Value* x) { return bits(build_.CreateFAdd(x, number(x, rounder))); }

/// 2^n for an integer -1023 < n < 1024 in the low bits.
Value* VectorMath::power_of_two(Value* rounded_bits) {
  Value* exponent = build_.CreateShl(rounded_bits, llvm::ConstantInt::get(rounded_bits->getType(), 52));
  Value* sum = build_.CreateAdd(exponent, llvm::ConstantInt::get(rounded_bits->getType(), one_bits));
  return build_.CreateBitCast(sum, rounded_bits->getType()->getWithNewType(build_.getDoubleTy()));
}

VectorMath::Reduced VectorMath::reduce(Value* x) {
  Value* shifted = fma(x, number(x, 1.4426950408889634), number(x, rounder));
  Value* n = build_.CreateFSub(shifted, number(x, rounder));
  return {.n = n, .r = fma(n, number(x, -log2_low), fma(n, number(x, -log2_high), x)), .n_bits = bits(shifted)};
}

namespace {
/// (exp(r) - 1 - r) / r^2 on |r| <= log(2)/2
constexpr std::initializer_list<double> exp_tail = {
    0x1.000000000000ap-1,  0x1.55555555554fap-3,  0x1.555555555088cp-5,  0x1.1111111127b9cp-7,  0x1.6c16c1842674dp-10,
    0x1.a01a012a69a3fp-13, 0x1.a0199a16cb835p-16, 0x1.71df253a3fd1ep-19, 0x1.28ad68b8868dfp-22, 0x1.ad7f7af9f265ap-26};

/// (log((1 + s) / (1 - s)) / s - 2) / z with z = s^2
constexpr std::initializer_list<double> log_tail = {0x1.5555555555592p-1, 0x1.999999997fddep-2, 0x1.24924941ef61bp-2, 0x1.c71c520a9af04p-3,
                                                    0x1.74663eae5bfbdp-3, 0x1.39a1c006848b4p-3, 0x1.2f05325771d87p-3};
}  // namespace

/// exp(r) 2^n, the power in two factors: n may lie beyond the exponents of normal numbers on both sides.
Value* VectorMath::exp_of_clamped(Value* x) {
  const auto [n, r, n_bits] = reduce(x);
  Value* tail = build_.CreateFMul(r, r);
  Value* y = build_.CreateFAdd(number(x, 1), fma(tail, polynomial(r, exp_tail), r));
  Value* half_bits = round_to_bits(build_.CreateFMul(n, number(x, 0.5)));
  Value* rest = build_.CreateSub(n_bits, half_bits);
  return build_.CreateFMul(build_.CreateFMul(y, power_of_two(half_bits)), power_of_two(rest));
}

Value* VectorMath::exp(Value* x) {
  return shared(Function::Exp, x, [&] { return exp_of_clamped(clamp(x, -746, 710)); });
}

Value* VectorMath::exp_of_minus_abs(Value* x) {
  x = without_sign(x);
  return shared(Function::ExpOfMinusAbs, x, [&] {
    Value *magnitude = abs(x), *limit = number(x, 746);
    return exp_of_clamped(build_.CreateFNeg(choose(build_.CreateFCmpOGT(magnitude, limit), limit, magnitude)));
  });
}

/// exp(x) - 1 = ((1 - 2^-n) + (exp(r) - 1)) 2^n. Below n = -60 the result is -1, above 60 the term 2^-n vanishes.
Value* VectorMath::expm1_of(Value* x) {
  const auto [n, r, n_bits] = reduce(clamp(x, -40, 710));
  Value* y = fma(build_.CreateFMul(r, r), polynomial(r, exp_tail), r);
  Value* limited = choose(build_.CreateFCmpOLT(number(x, 60), n), number(x, 60), n);
  Value* shift = build_.CreateFSub(number(x, 1), power_of_two(round_to_bits(build_.CreateFNeg(limited))));
  Value* half_bits = round_to_bits(build_.CreateFMul(n, number(x, 0.5)));
  Value* rest = build_.CreateSub(n_bits, half_bits);
  Value* sum = build_.CreateFMul(build_.CreateFAdd(shift, y), power_of_two(half_bits));
  Value* scaled = build_.CreateFMul(sum, power_of_two(rest));
  return choose(build_.CreateFCmpOEQ(x, number(x, 0)), x, scaled);
}

Value* VectorMath::expm1(Value* x) {
  return shared(Function::Expm1, x, [&] { return expm1_of(x); });
}

/// x > 0, subnormal numbers excluded.
VectorMath::Decomposed VectorMath::decompose(Value* x) {
  constexpr std::uint64_t offset = one_bits - sqrt_half_bits;
  Value* shifted = build_.CreateAdd(bits(x), integer(x, offset));
  Value* biased = build_.CreateOr(build_.CreateLShr(shifted, integer(x, 52)), integer(x, 0x4330000000000000));
  Value* exponent = build_.CreateFSub(build_.CreateBitCast(biased, x->getType()), number(x, 0x1p52 + 1023));
  Value* mantissa = build_.CreateAdd(build_.CreateAnd(shifted, integer(x, mantissa_mask)), integer(x, sqrt_half_bits));
  return {.exponent = exponent, .f = build_.CreateFSub(build_.CreateBitCast(mantissa, x->getType()), number(x, 1))};
}

/// exponent log 2 + log(1 + f) + correction; log(1 + f) = f - f^2/2 + s (f^2/2 + R(s^2)) with s = f / (2 + f).
Value* VectorMath::log_of_mantissa(Value* f, Value* exponent, Value* correction) {
  Value* s = build_.CreateFDiv(f, build_.CreateFAdd(number(f, 2), f));
  Value* z = build_.CreateFMul(s, s);
  Value* half_square = build_.CreateFMul(build_.CreateFMul(number(f, 0.5), f), f);
  Value* tail = build_.CreateFMul(z, polynomial(z, log_tail));
  Value* low = fma(exponent, number(f, log2_low), correction);
  Value* small = fma(s, build_.CreateFAdd(half_square, tail), low);
  Value* fraction = build_.CreateFSub(f, build_.CreateFSub(half_square, small));
  return fma(exponent, number(f, log2_high), fraction);
}

Value* VectorMath::log_of(Value* x) {
  Value* tiny = build_.CreateFCmpOLT(x, number(x, 0x1p-1022));
  const auto [exponent, f] = decompose(choose(tiny, build_.CreateFMul(x, number(x, 0x1p54)), x));
  Value* shifted = build_.CreateFAdd(exponent, choose(tiny, number(x, -54), number(x, 0)));
  Value* regular = log_of_mantissa(f, shifted, number(x, 0));
  Value* undefined = choose(build_.CreateFCmpOLT(x, number(x, 0)), number(x, not_a_number), x);
  Value* special = choose(build_.CreateFCmpOEQ(x, number(x, 0)), number(x, -infinity), undefined);
  Value* is_regular = build_.CreateAnd(build_.CreateFCmpOGT(x, number(x, 0)), build_.CreateFCmpOLT(x, number(x, infinity)));
  return choose(is_regular, regular, special);
}

Value* VectorMath::log(Value* x) {
  return shared(Function::Log, x, [&] { return log_of(x); });
}

/// log(u) + c/u with u = 1 + x rounded and c what the rounding lost; without exponent, f is x itself.
Value* VectorMath::log1p_of(Value* x) {
  Value *one = number(x, 1), *zero = number(x, 0);
  Value* u = build_.CreateFAdd(one, x);
  const auto [exponent, f] = decompose(u);
  Value* large = build_.CreateFCmpOGE(exponent, one);
  Value* lost = choose(large, build_.CreateFSub(one, build_.CreateFSub(u, x)), build_.CreateFSub(x, build_.CreateFSub(u, one)));
  Value* plain = build_.CreateFCmpOEQ(exponent, zero);
  Value* correction = choose(plain, zero, build_.CreateFDiv(lost, u));
  Value* regular = log_of_mantissa(choose(plain, x, f), exponent, correction);
  Value* undefined = choose(build_.CreateFCmpOLT(x, number(x, -1)), number(x, not_a_number), x);
  Value* special = choose(build_.CreateFCmpOEQ(x, number(x, -1)), number(x, -infinity), undefined);
  Value* is_regular = build_.CreateAnd(build_.CreateFCmpOGT(x, number(x, -1)), build_.CreateFCmpOLT(x, number(x, infinity)));
  Value* result = choose(is_regular, regular, special);
  return choose(build_.CreateFCmpOEQ(x, zero), x, result);
}

Value* VectorMath::log1p(Value* x) {
  return shared(Function::Log1p, x, [&] { return log1p_of(x); });
}

/// Either 1 + e = 1 + f with f = e, or 1 + e = 2 (1 + f) with f = (e - 1) / 2: no rounding to correct.
Value* VectorMath::log1p_of_unit(Value* e) {
  return shared(Function::Log1pOfUnit, e, [&] {
    Value* large = build_.CreateFCmpOGT(e, number(e, 0.41421356237309503));
    Value* halved = fma(e, number(e, 0.5), number(e, -0.5));
    return log_of_mantissa(choose(large, halved, e), choose(large, number(e, 1), number(e, 0)), number(e, 0));
  });
}

Value* VectorMath::log1p_exp(Value* x) {
  return shared(Function::Log1pExp, x, [&] {
    Value* positive = choose(build_.CreateFCmpOLT(x, number(x, 0)), number(x, 0), x);
    return build_.CreateFAdd(positive, log1p_of_unit(exp_of_minus_abs(x)));
  });
}

Value* VectorMath::log_invlogit(Value* x) {
  return shared(Function::LogInvlogit, x, [&] {
    Value* negative = choose(build_.CreateFCmpOGT(x, number(x, 0)), number(x, 0), x);
    return build_.CreateFSub(negative, log1p_of_unit(exp_of_minus_abs(x)));
  });
}

/// log(-expm1(x)) near 0, log1p(-exp(x)) far from it  [Maechler12].
Value* VectorMath::log1m_exp(Value* x) {
  return shared(Function::Log1mExp, x, [&] {
    Value* near = log(build_.CreateFNeg(expm1(x)));
    Value* far = log1p(build_.CreateFNeg(exp(x)));
    return choose(build_.CreateFCmpOGT(x, number(x, -0.693147180559945309417)), near, far);
  });
}

Value* VectorMath::invlogit(Value* x) {
  return shared(Function::Invlogit, x, [&] {
    Value* e = exp_of_minus_abs(x);
    Value* numerator = choose(build_.CreateFCmpOLT(x, number(x, 0)), e, number(x, 1));
    return build_.CreateFDiv(numerator, build_.CreateFAdd(number(x, 1), e));
  });
}

/// -t / (t + 2) with t = expm1(-2|x|), which loses no digits near 0.
Value* VectorMath::tanh(Value* x) {
  return shared(Function::Tanh, x, [&] {
    Value* t = expm1(build_.CreateFMul(abs(x), number(x, -2)));
    Value* magnitude = build_.CreateFDiv(build_.CreateFNeg(t), build_.CreateFAdd(t, number(x, 2)));
    return copy_sign(magnitude, x);
  });
}

/// h + 1/(4h) with h = exp(|x|)/2 as a product of roots, so that nothing overflows before the result does.
Value* VectorMath::cosh(Value* x) {
  return shared(Function::Cosh, x, [&] {
    Value* root = exp(build_.CreateFMul(abs(x), number(x, 0.5)));
    Value* large = build_.CreateFMul(build_.CreateFMul(root, number(x, 0.5)), root);
    return build_.CreateFAdd(large, build_.CreateFDiv(number(x, 0.25), large));
  });
}

/// (t + t / (t + 1)) / 2 with t = expm1(|x|); the square of exp(|x|/2) where t overflows.
Value* VectorMath::sinh(Value* x) {
  return shared(Function::Sinh, x, [&] {
    Value* magnitude = abs(x);
    Value* t = expm1(magnitude);
    Value* near = build_.CreateFMul(number(x, 0.5), build_.CreateFAdd(t, build_.CreateFDiv(t, build_.CreateFAdd(t, number(x, 1)))));
    Value* root = exp(build_.CreateFMul(magnitude, number(x, 0.5)));
    Value* far = build_.CreateFMul(build_.CreateFMul(number(x, 0.5), root), root);
    return copy_sign(choose(build_.CreateFCmpOGT(magnitude, number(x, 20)), far, near), x);
  });
}

}  // namespace scmc::codegen
