/// `scmc repl`: statements, data and questions, line by line, answered at once.
#include "cli/command.h"
#include "cli/repl/shell.h"

namespace scmc::cli {

void add_repl(CLI::App& app, Action& action) {
  auto* command = app.add_subcommand("repl", "try things out: statements, data and questions, line by line");
  auto options = std::make_shared<repl::Options>();
  add_common(*command, options->common, true);
  command->remove_option(command->get_option("--format"));
  command->get_option("model")->required(false);
  add_data(*command, options->data);
  add_sampler(*command, options->sampler);
  command->callback([options, &action] { action = [options] { return repl::run(*options); }; });
}

}  // namespace scmc::cli
