/// Sums of log-densities of Bernoulli outcomes: the logarithms of many factors at the price of one.
///
/// log1p_exp(x) = max(x, 0) + log(1 + exp(-|x|)). In a sum over rows the second part becomes a product of factors between 1 and 2, kept
/// as a mantissa and an exponent, whose logarithm is taken once at the end. What 1 + e rounds off is added to the sum itself, so a
/// term far from 0 keeps its digits; rounding of the product costs less than 2^-53 in absolute terms a row, as in the sum of the rest.
#pragma once
#include "compiler/codegen/llvm/values.h"

namespace scmc::codegen {

/// A sum of nodes: what remains, and the x of each term -log(1 + exp(-|x|)) that was taken out of it.
struct LogisticTerms {
  llvm::Value* rest = nullptr;
  std::vector<ir::NodeId> arguments = {};
};

/// Finds such terms in the operand of a sum, where nothing else reads them.
class LogisticSplitter {
 public:
  LogisticSplitter(Frame& frame, Values& values, const schedule::Nest& nest);
  LogisticTerms split(ir::NodeId operand);

 private:
  enum class Sign { Plus, Minus };
  bool has_terms(ir::NodeId id, Sign sign) const;
  bool is_private(ir::NodeId id) const;
  std::optional<ir::NodeId> argument(ir::NodeId id, Sign sign) const;
  llvm::Value* rest(ir::NodeId id, Sign sign, LogisticTerms& terms);

  Frame& frame_;
  Values& values_;
  const schedule::Nest& nest_;
  std::vector<int> uses_;
};

/// The product of 1 + e over lanes and rows.
class LogisticProduct {
 public:
  using Value = llvm::Value;
  LogisticProduct(Frame& frame, Values& values);
  void reset();
  /// Multiplies by 1 + exp(-|x|) in the lanes that count; returns minus what rounding lost.
  Value* multiply(Value* x);
  bool is_used() const { return is_used_; }
  // The product is mantissa * 2^power: the mantissas lie between 1 and 2, one a lane.
  Value* mantissa() { return frame_.load(frame_.pack_type(), mantissa_); }
  Value* logarithm_of_power();

 private:
  Frame& frame_;
  Values& values_;
  Value *mantissa_, *exponent_, *factors_;
  bool is_used_ = false;
};

}  // namespace scmc::codegen
