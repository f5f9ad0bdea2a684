/// The commands and the options that several of them share. The only header that includes the parser of command lines.
#pragma once
#include <CLI/CLI.hpp>
#include <functional>
#include <memory>

#include "cli/session.h"
#include "runtime/sample/run.h"

namespace scmc::cli {

/// Each command adds itself to the application; its action runs after the arguments are parsed and returns the exit code.
using Action = std::function<int()>;
void add_check(CLI::App& app, Action& action);
void add_run(CLI::App& app, Action& action);
void add_predict(CLI::App& app, Action& action);
void add_summary(CLI::App& app, Action& action);
void add_compare(CLI::App& app, Action& action);
void add_simulate(CLI::App& app, Action& action);
void add_rewrite(CLI::App& app, Action& action);
void add_gradient(CLI::App& app, Action& action);
void add_emit(CLI::App& app, Action& action);
void add_graph(CLI::App& app, Action& action);
void add_identify(CLI::App& app, Action& action);
void add_independencies(CLI::App& app, Action& action);
void add_test_dag(CLI::App& app, Action& action);
void add_refute(CLI::App& app, Action& action);
void add_format(CLI::App& app, Action& action);
void add_repl(CLI::App& app, Action& action);
void add_explain(CLI::App& app, Action& action);

void add_common(CLI::App& command, CommonOptions& options, bool with_seed);
/// Chains, draws, threads, the acceptance aimed at.
void add_sampler(CLI::App& command, sample::Options& sampler);
void add_data(CLI::App& command, DataOptions& options, const std::string& observe = "a data file, or FILE:column,column; repeatable");

}  // namespace scmc::cli
