/// The observation: mechanisms of measured variables are marked `observe`.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "compiler/check/checked.h"

namespace scmc {

/// The model with all mechanisms of these variables marked; what was marked stays so. Nothing after reporting a name that is no variable
/// with a mechanism: what `do` has set cannot be measured as well.
std::optional<ast::Model> observe(const Checked& model, const std::vector<std::string>& names, Diagnostics& diagnostics);

}  // namespace scmc
