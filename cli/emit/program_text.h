/// A program of an emission as text: what is computed once of data, and what of each draw.
#pragma once
#include <functional>
#include <string>

#include "cli/emit/members.h"

namespace scmc::cli {

/// `origin`: the statement that a span lies in, for comments.
std::string program_text(const Emission& emission, const Members& members, const EmittedProgram& program,
                         const std::function<std::string(const Span&)>& origin);

}  // namespace scmc::cli
