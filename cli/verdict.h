/// A verdict on an effect, in words and as JSON.
#pragma once
#include <nlohmann/json_fwd.hpp>
#include <string>

#include "compiler/identify/verdict.h"

namespace scmc::cli {

enum class Detail {
  Full,
  Brief,  ///< beside the numbers of a run: the answer with its reason, what would help, what can be tested
};

/// The rows below the heading: the answer with its reason, what would help, what else would do, the formula.
std::string verdict_text(const identify::Verdict& verdict, Detail detail = Detail::Full);

/// What stands beside a number in one line where an effect is not simply identified: `z and y share an unmeasured cause: z <-> y`. Empty
/// where it is.
std::string verdict_line(const identify::Verdict& verdict);

nlohmann::ordered_json verdict_json(const identify::Verdict& verdict);

}  // namespace scmc::cli
