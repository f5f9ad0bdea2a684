/// The words of every mistake that checking can find; the logic only names them.
#pragma once
#include <string>
#include <vector>

#include "compiler/check/checked.h"

namespace scmc::errors {

Diagnostic unknown_name(Span where, const std::string& name, const std::string& near);
Diagnostic unknown_function(Span where, const std::string& name, const std::string& near);
Diagnostic unknown_distribution(Span where, const std::string& name, const std::string& near);
Diagnostic unknown_dimension(Span where, const std::string& name, const std::string& near);
Diagnostic declared_twice(Span again, Span first, const std::string& name);
Diagnostic reserved_name(Span where, const std::string& name, const std::string& meaning);

struct DimensionMismatch {
  std::string variable, extra;      ///< `y[student]` and the dimension that is not on its left-hand side
  Span expr, left;                  ///< the term that carries it, the target
  std::vector<Label> sources = {};  ///< where the dimension came from
  bool has_group_variable = false;  ///< a data variable indexes `extra`: name in `group`
  std::string group = {};
  std::string expr_text = {};
};
Diagnostic dimension_mismatch(const DimensionMismatch& mismatch);
Diagnostic dimensions_not_inferable(Span where, const std::string& name);
Diagnostic bare_array(Span where);
Diagnostic index_count(Span where, const std::string& variable, std::size_t given, std::size_t expected, const std::string& dims);
Diagnostic index_unbound(Span where, const std::string& variable, const std::string& item, const std::string& dims);
Diagnostic index_bound_twice(Span where, const std::string& variable, const std::string& dim);
Diagnostic index_not_integer(Span where, const std::string& item);
Diagnostic index_of_scalar(Span where, const std::string& variable);
Diagnostic label_without_dimension(Span where, const std::string& label);
Diagnostic text_outside_index(Span where);
Diagnostic range_outside_index(Span where);
Diagnostic question_outside_query(Span where);
Diagnostic missing_over(Span where, const std::string& function, const std::string& example);
Diagnostic over_without_dimension(Span where, const std::string& dim, Span arg);
Diagnostic argument_count(Span where, const std::string& callee, std::size_t given, const std::string& signature);
Diagnostic argument_unknown(Span where, const std::string& callee, const std::string& name, const std::string& signature);
Diagnostic argument_missing(Span where, const std::string& callee, const std::string& name, const std::string& signature);
Diagnostic argument_twice(Span where, const std::string& callee, const std::string& name);
Diagnostic distribution_as_value(Span where, const std::string& name);
Diagnostic not_a_distribution(Span where);
Diagnostic constant_outside_support(Span where, double value, const std::string& parameter, const std::string& support,
                                    const std::string& distribution);

struct SupportMismatch {
  Span argument, declared;
  std::string variable, distribution, parameter, needs, has, remedy;
};
Diagnostic support_mismatch(const SupportMismatch& mismatch);

struct CycleStep {
  std::string name;
  Span span;
};
Diagnostic causal_cycle(const std::vector<CycleStep>& cycle);
Diagnostic recursive_function(Span where, const std::string& name);
Diagnostic recursive_deterministic(Span where, const std::string& name);
Diagnostic member_missing(Span where, const std::string& what, const std::string& member);
Diagnostic unknown_support(Span where, const std::string& support);
Diagnostic needs_dimensions(Span where, const std::string& distribution, std::size_t count);
Diagnostic needs_matrix(Span where, const std::string& parameter, const std::string& distribution, const std::string& dim);
Diagnostic needs_vector(Span where, const std::string& parameter, const std::string& distribution);
Diagnostic matrix_axes(Span where, const std::string& form);
Diagnostic one_distribution(Span where, const std::string& parameter, const std::string& distribution);
Diagnostic not_a_distribution_parameter(Span where, const std::string& what);
Diagnostic member_of_vector(Span where, const std::string& distribution);
Diagnostic own_dimension_unclear(Span where, const std::string& parameter, const std::string& distribution);
Diagnostic no_such_member(Span where, const std::string& distribution, const std::string& member, const std::vector<std::string>& known);
Diagnostic mixed_supports(Span where, const std::string& one, const std::string& other);
Diagnostic inner_lacks(Span where, const std::string& outer, const std::string& inner, const std::string& member);
Diagnostic noise_of_no_variable(Span where, const std::string& what);
Diagnostic ode_without_function(Span where, const std::string& what);
Diagnostic ode_function(Span where, const std::string& signature, std::size_t parameters, const std::string& form);
Diagnostic ode_times(Span where);
Diagnostic ode_setting(Span where, const std::string& name);
Diagnostic noise_of_vector(Span where, const std::string& name);
Diagnostic noise_within_step(Span where, const std::string& name);
Diagnostic not_yet_supported(Span where, const std::string& what, const std::string& instead);
Diagnostic do_unknown_variable(Span where, const std::string& name, const std::string& near);
Diagnostic slice_needs_whole(Span where, const std::string& name);
Diagnostic data_depends_on_model(Span where, const std::string& name, const std::string& cause);
Diagnostic no_such_library_file(Span where, const std::string& name);
Diagnostic joined_dimensions(Span where, const std::string& name, const std::string& left, const std::string& right);
Diagnostic index_variable_needs_index(Span where, const std::string& name, const std::string& dim);

}  // namespace scmc::errors
