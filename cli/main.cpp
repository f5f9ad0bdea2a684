/// scmc: a compiler for causal models.
#include <csignal>
#include <iostream>

#include "cli/arguments.h"
#include "cli/command.h"

int main(int argc, char** argv) {
  std::signal(SIGPIPE, SIG_DFL);  // a reader that has read enough ends the program without a word
  CLI::App app{"scmc, a compiler for causal models: write mechanisms, fit them to data, ask what would happen"};
  app.require_subcommand(1);
  app.set_version_flag("--version", "scmc " SCMC_VERSION);
  scmc::cli::Action action;
  scmc::cli::add_check(app, action);
  scmc::cli::add_run(app, action);
  scmc::cli::add_predict(app, action);
  scmc::cli::add_summary(app, action);
  scmc::cli::add_compare(app, action);
  scmc::cli::add_simulate(app, action);
  scmc::cli::add_rewrite(app, action);
  scmc::cli::add_gradient(app, action);
  scmc::cli::add_emit(app, action);
  scmc::cli::add_graph(app, action);
  scmc::cli::add_identify(app, action);
  scmc::cli::add_independencies(app, action);
  scmc::cli::add_test_dag(app, action);
  scmc::cli::add_refute(app, action);
  scmc::cli::add_format(app, action);
  scmc::cli::add_repl(app, action);
  scmc::cli::add_explain(app, action);
  try {
    app.parse(argc, argv);
    const int code = action();
    if (std::cout.flush()) return code;
    render(std::cerr, scmc::cli::output_is_lost(), {});
    std::cerr << "\n";
    return 1;
  } catch (const CLI::ParseError& error) {
    if (error.get_exit_code() == 0) return app.exit(error);
    render(std::cerr, scmc::cli::wrong_arguments(app, error), {});
    std::cerr << "\n";
    return 1;
  } catch (const scmc::cli::Refused&) { return 1; } catch (const std::bad_alloc&) {
    render(std::cerr, scmc::cli::out_of_memory(), {});
    std::cerr << "\n";
    return 1;
  } catch (const std::exception& bug) {
    std::cerr << "scmc: internal error: " << bug.what()
              << "\nThis is a bug in scmc, not in your model. Please report it with the model and the data.\n";
    return 1;
  }
}
