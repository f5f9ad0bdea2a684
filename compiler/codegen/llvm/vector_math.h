/// Elementary functions as straight-line vector code: polynomials that are inlined, fused with what surrounds them and shared.
///
/// Accurate to about 2 units in the last place over the whole range, subnormal numbers, infinities and NaN included; no branches, no
/// tables. Works on packs and on scalars. A value is never computed twice from the same operand while it is in scope.
#pragma once
#include <llvm/IR/IRBuilder.h>

#include <initializer_list>
#include <map>
#include <utility>
#include <vector>

namespace scmc::codegen {

class VectorMath {
 public:
  using Value = llvm::Value;
  explicit VectorMath(llvm::IRBuilder<>& build) : build_(build) {}

  Value* exp(Value* x);
  Value* expm1(Value* x);
  Value* log(Value* x);
  Value* log1p(Value* x);
  Value* exp_of_minus_abs(Value* x);  ///< exp(-|x|), which the logistic functions share
  Value* log1p_of_unit(Value* e);     ///< log1p(e) for 0 <= e <= 1
  Value* log1p_exp(Value* x);         ///< log(1 + exp(x))
  Value* log_invlogit(Value* x);      ///< -log(1 + exp(-x))
  Value* log1m_exp(Value* x);         ///< log(1 - exp(x))
  Value* invlogit(Value* x);          ///< 1 / (1 + exp(-x))
  Value* tanh(Value* x);
  Value* cosh(Value* x);
  Value* sinh(Value* x);

  // Building blocks with the definitions of runtime/math
  Value* abs(Value* x);
  Value* minimum(Value* a, Value* b);  ///< NaN if either is
  Value* maximum(Value* a, Value* b);
  Value* copy_sign(Value* magnitude, Value* sign);
  Value* number(Value* like, double value);  ///< a constant of the type of `like`
  Value* choose(Value* condition, Value* then, Value* otherwise) { return build_.CreateSelect(condition, then, otherwise); }

  /// Values computed after `mark` are forgotten by `release`: they went out of scope.
  std::size_t mark() const { return order_.size(); }
  void release(std::size_t mark);

 private:
  enum class Function { Exp, Expm1, Log, Log1p, ExpOfMinusAbs, Log1pOfUnit, Log1pExp, LogInvlogit, Log1mExp, Invlogit, Tanh, Cosh, Sinh };
  using Key = std::pair<Function, Value*>;
  struct Reduced;     // an argument of exp, split
  struct Decomposed;  // an argument of log, split

  template <class Compute>
  Value* shared(Function function, Value* x, Compute compute);
  Value* fma(Value* a, Value* b, Value* c);
  Value* polynomial(Value* x, std::initializer_list<double> coefficients);
  Value* without_sign(Value* x);
  Value* clamp(Value* x, double lower, double upper);
  llvm::Type* bits_type(Value* x);
  Value* bits(Value* x);
  Value* integer(Value* like, std::uint64_t value);
  Value* round_to_bits(Value* x);
  Value* power_of_two(Value* rounded_bits);
  Reduced reduce(Value* x);
  Decomposed decompose(Value* x);
  Value* exp_of_clamped(Value* x);
  Value* expm1_of(Value* x);
  Value* log_of_mantissa(Value* f, Value* exponent, Value* correction);
  Value* log_of(Value* x);
  Value* log1p_of(Value* x);

  llvm::IRBuilder<>& build_;
  std::map<Key, Value*> known_;
  std::vector<Key> order_;
};

}  // namespace scmc::codegen
