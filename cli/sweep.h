/// One `--do` that stands for several scenarios: `price = 1..10`, `spend = k * spend for k in 0, 0.5, 1`.
#pragma once
#include <string>
#include <vector>

#include "cli/session.h"

namespace scmc::cli {

/// The assignments of each scenario, in the order in which they were written; one, where nothing is swept.
std::vector<std::vector<ast::Assignment>> sweep(Session& session, const std::string& text);

}  // namespace scmc::cli
