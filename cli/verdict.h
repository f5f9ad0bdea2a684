/// A verdict on an effect, in words and as JSON.
#pragma once
#include <nlohmann/json_fwd.hpp>
#include <string>

#include "compiler/identify/verdict.h"

namespace scmc::cli {

/// The rows below the heading: the answer with its reason, what would help, what else would do, the formula.
std::string verdict_text(const identify::Verdict& verdict);

nlohmann::ordered_json verdict_json(const identify::Verdict& verdict);

}  // namespace scmc::cli
