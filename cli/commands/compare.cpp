/// `scmc compare`: which of several kept fits predicts better what it has not seen.
#include "cli/compare.h"

#include <unistd.h>

#include <iostream>

#include "cli/command.h"
#include "runtime/report/text.h"

namespace scmc::cli {
namespace {

struct Options {
  CommonOptions common;
  std::vector<std::string> fits;
  CompareOptions compare;
};

int run(const Options& options) {
  const Session session(options.common);
  const auto comparison = compare(session, options.fits, options.compare);
  if (options.common.json()) std::cout << compare_json(comparison);
  else std::cout << report::paint(compare_text(comparison), isatty(STDOUT_FILENO) != 0);
  return 0;
}

}  // namespace

void add_compare(CLI::App& app, Action& action) {
  auto* command = app.add_subcommand("compare", "which of several fits of the same data predicts better: leave-one-out and WAIC");
  auto options = std::make_shared<Options>();
  command->add_option("fit", options->fits, "fits, .nc files of scmc or of ArviZ; of one alone: how well it predicts")->required();
  add_common(*command, options->common, false);
  command->add_option("--var", options->compare.variables, "the cells of this measured variable alone; repeatable")
      ->allow_extra_args(false);
  command
      ->add_option("--r-eff", options->compare.relative_efficiency,
                   "the relative efficiency of all draws (default: of each cell, from its chains)")
      ->check(CLI::Range(1e-6, 100.0));
  command->callback([options, &action] { action = [options] { return run(*options); }; });
}

}  // namespace scmc::cli
