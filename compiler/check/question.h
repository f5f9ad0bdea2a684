/// What a question asks, once its names are resolved.
#pragma once
#include <vector>

#include "compiler/check/intervention.h"

namespace scmc {

/// `E[y | do(z = 1), m > 0]`, `P(y > 0 | cf(z = 0), z == 1)`, or the value that something has in another world, `(m | do(z = 0))`.
struct Question {
  ast::QuestionKind kind;
  Span span = {};
  TermPtr target = {};
  std::vector<Intervention> interventions = {};
  bool is_counterfactual = false;           ///< `cf`: what is reached keeps its own noise
  bool is_independent = false;              ///< `new (m | do(z = 0))`: another unit's value, by noise of its own
  std::vector<VariableId> freed = {};       ///< `new v`
  std::vector<DimId> freed_over = {};       ///< `new d`
  std::vector<VariableId> kept = {};        ///< `same v`: by its own noise, also under `do`
  std::vector<TermPtr> given = {};          ///< read after the intervention under `do`, in the factual world under `cf`
  std::vector<DimId> averaged = {};         ///< dims of target and conditions that are not on the query's left
};

/// What it reads: target, conditions, and what its interventions read.
std::vector<TermPtr> terms_of(const Question& question);

}  // namespace scmc
