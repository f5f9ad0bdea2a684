/// The answer to a question about several worlds, in words and as JSON.
#pragma once
#include <nlohmann/json_fwd.hpp>
#include <string>

#include "compiler/identify/counterfactual.h"

namespace scmc::cli {

/// The rows below the heading.
std::string counterfactual_text(const identify::CounterfactualAnswer& answer);

nlohmann::ordered_json counterfactual_json(const identify::CounterfactualAnswer& answer);

}  // namespace scmc::cli
