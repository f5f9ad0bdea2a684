/// What is wrong with the arguments, or with the size of what they ask for, in the words and the form of all other diagnostics.
#pragma once
#include <CLI/CLI.hpp>

#include "compiler/source/diagnostic.h"

namespace scmc::cli {

Diagnostic out_of_memory();
Diagnostic output_is_lost();
Diagnostic wrong_arguments(const CLI::App& app, const CLI::ParseError& error);

}  // namespace scmc::cli
