/// What the assignments of a `do` mean, before anything is rewritten or run.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "compiler/check/intervention.h"

namespace scmc {

/// The text of `--do 'z = 0, price = 0.9 * price'`; it joins `sources` under the name `--do`.
std::optional<std::vector<ast::Assignment>> parse_intervention(std::string text, Sources& sources, Diagnostics& diagnostics);

/// `z = 1, price = 0.9 * price`, for headings.
std::string describe(const std::vector<ast::Assignment>& assignments);

/// Every assignment of one `do`, resolved. Nothing after reporting what cannot be meant: a name that is not there, a value outside the
/// support or over further dimensions, a value that names an effect, elements that do not exist or are set twice, a weight downstream.
std::optional<std::vector<Intervention>> check_assignments(const Checked& model, const std::vector<ast::Assignment>& assignments,
                                                           Diagnostics& diagnostics, const Around& around = {});

/// Does the expression name the variable?
bool names_variable(const ast::ExprPtr& expr, const std::string& name);

/// Does the assignment stand beside the natural value, instead of in its place? So it does if it is about a slice, or if the value names
/// the variable itself.
bool keeps_natural(const ast::Assignment& assignment, const Intervention& meaning);

}  // namespace scmc
