/// `scmc refute`: does the answer survive what should not change it, and vanish where it should?
#include "cli/refute.h"

#include <unistd.h>

#include <iostream>

#include "cli/command.h"
#include "runtime/report/text.h"

namespace scmc::cli {
namespace {

struct Options {
  CommonOptions common;
  RefuteOptions refute;
  bool strict = false;
};

int run(Options& options) {
  Session session(options.common);
  options.refute.fit.progress = !options.common.quiet;
  const auto refutation = refute(session, options.refute, options.common.seed);
  if (options.common.json()) std::cout << refutation_json(refutation, options.refute);
  else std::cout << report::paint(refutation_text(refutation, options.refute, options.common), isatty(STDOUT_FILENO) != 0);
  std::cout.flush();
  const auto failed = refutation.count(Finding::Fails);
  if (!options.strict || failed == 0) return 0;
  std::cerr << "scmc: --strict: the answer fails " << failed << (failed == 1 ? " check" : " checks") << "\n";
  return 2;
}

}  // namespace

void add_refute(CLI::App& app, Action& action) {
  auto* command = app.add_subcommand("refute", "does an answer survive what should not change it, and vanish where it should?");
  auto options = std::make_shared<Options>();
  auto& refute = options->refute;
  add_common(*command, options->common, true);
  add_data(*command, refute.data);
  command->add_option("--query", refute.queries, "the answer: 'q = E[y | do(z = 1)] - E[y | do(z = 0)]'");
  command->add_option("--confounder", refute.confounded, "z,y: how strong would a hidden cause of both have to be?")->delimiter(',')->expected(2);
  command->add_option("--strengths", refute.strengths, "of that cause (default 0,0.25,0.5,1,1.5,2)")->delimiter(',')->check(CLI::Range(0.0, 100.0));
  command->add_option("--negative-control", refute.control, "an outcome that the treatment should not move");
  command->add_option("--repeats", refute.repeats, "placebos, and subsets (default 5)")->check(CLI::Range(1, 1000));
  add_sampler(*command, refute.fit.sampler);
  command->add_flag("--strict", options->strict, "exit 2 if a check fails");
  command->callback([options, &action] { action = [options] { return run(*options); }; });
}

}  // namespace scmc::cli
