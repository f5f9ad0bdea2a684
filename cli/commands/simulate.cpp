#include "cli/command.h"
namespace scmc::cli {
void add_simulate(CLI::App&, Action&) {}
}
