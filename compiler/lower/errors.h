/// The words of what can be said but not yet be compiled.
#pragma once
#include "compiler/check/checked.h"

namespace scmc::errors {

Diagnostic unbounded_discrete(const Variable& variable, const std::string& place);
Diagnostic plates_do_not_nest(const Variable& variable, const Variable& other);
Diagnostic table_too_large(const Variable& variable, double size, std::int64_t largest);
Diagnostic summed_elsewhere(Span where, const Variable& variable);
Diagnostic recurrence_not_by_steps(Span where, const std::string& name);
Diagnostic chain_by_one_step(const Variable& variable);
Diagnostic varying_support(const Variable& variable);
Diagnostic known_within_bounds(const Variable& latent, const Variable& measured);
Diagnostic no_probabilities(const Variable& latent, const std::string& distribution);
Diagnostic equation_too_rich(Span where);
Diagnostic times_fall(Span where, double time, double before, bool is_first);
Diagnostic latent_with_atoms(const Variable& variable, const std::string& distribution);
Diagnostic cannot_simulate(const Variable& variable, const std::string& distribution);
Diagnostic cannot_abduct(const Variable& v, const std::string& distribution);
Diagnostic factor_below_do(Span factor, const Variable& variable);
Diagnostic stack_size(Span where, const std::string& dim, std::size_t items, std::int64_t size);

}  // namespace scmc::errors
