#include "cli/catalogue.h"

#include <algorithm>

#include "runtime/data/problem.h"
#include "runtime/store/store.h"

namespace scmc::cli {
namespace {

/// E07: arguments, and fits that cannot begin.
std::vector<CatalogueEntry> of_command_line() {
  return {
      {"E0701", "not the size of a dimension",
       R"(`--dim` gives a dimension of the model its number of elements, a positive integer.

wrong:  scmc simulate model.scm --dim day=many
right:  scmc simulate model.scm --dim day=100)"},
      {"E0702", "a value that is not a single number",
       R"(A file of assignments, `--do truth.json`, is an object of names and numbers: one number for each variable that is set.

wrong:  {"beta": [0, 1]}
right:  {"beta": 0, "sigma": 0.2})"},
      {"E0703", "no starting point has a finite density",
       R"(Each chain begins at a random point around the origin of the unconstrained scale. Where the density has no value at any of many such
points, an expression of the model is undefined almost everywhere. The message shows the first one, with the numbers that it read.

wrong:  y[day] ~ Normal(log(a - 1000), 1)       # where a ~ Normal(0, 1)
right:  y[day] ~ Normal(log(a), 1)              # where a ~ LogNormal(0, 1))"},
      {"E0704", "an option that names no variable",
       R"(`--latent x` says that a variable of the model is meant to be unmeasured, `--centred x` that it is sampled by its value instead of by
its noise.

wrong:  scmc run model.scm --observe data.csv --centred alfa
right:  scmc run model.scm --observe data.csv --centred alpha)"},
      {"E0705", "not a point of the model",
       R"(`gradient --at` takes an object with a value for every unmeasured variable, on the scale of the model, or a list of numbers on the
unconstrained scale, in the order in which `scmc gradient` prints the names.

wrong:  scmc gradient model.scm --observe data.csv --at '{"sigma": -1}'
right:  scmc gradient model.scm --observe data.csv --at '{"sigma": 1}')"},
      {"E0706", "arguments that the command does not take",
       R"(`scmc --help` lists the commands, and `scmc COMMAND --help` the options of one with their defaults.

wrong:  scmc run model.scm --draws 0
right:  scmc run model.scm --draws 1000)"},
      {"E0707", "not enough memory",
       R"(What the model and the data ask for does not fit into memory. An array over several dimensions has as many elements as the product of
their sizes, and a fit keeps every draw of what it reports.

wrong:  scmc simulate model.scm --dim day=99999999999
right:  scmc simulate model.scm --dim day=100)"},
      {"E0708", "interrupted before the first draw",
       R"(An interrupted fit keeps the draws that it has, but during warmup there are none yet: the sampler is still on its way to the
posterior.)"},
  };
}

/// E09, beside those of the store: what a file holds.
std::vector<CatalogueEntry> of_fits() {
  return {
      {"E0905", "a file that is no fit of scmc",
       R"(`scmc predict` needs the text of the model, the data and the draws on the unconstrained scale. Files of other programs, also those in
ArviZ's layout, have not all of them.)"},
      {"E0906", "a fit that its model and data do not explain",
       R"(A fit is read with its own model and data, and believed only if the log-density of its draws is what it was. Where it is not, the file
was changed, or was written by an scmc that computes something else, or with another `--stdlib`.)"},
      {"E0907", "a plan that does not continue the data",
       R"(The rows of `predict --data` go on where the data of the fit end: one row for each new position of one dimension, with a column for each
`data` line that runs over it, and, where the dimension has labels, a column with the new ones.

wrong:  week,tv                       # the fit has the weeks 1 to 104
        104,3
        105,2
right:  week,tv
        105,2
        106,0)"},
      {"E0908", "a variable that cannot be continued",
       R"(A forecast continues what is drawn position by position. A vector that is drawn as a whole along the dimension has no next element.

wrong:  level[week] ~ MvNormal(mu, K)
right:  level[week] ~ Normal(level[week - 1], wander))"},
  };
}

}  // namespace

std::vector<CatalogueEntry> all_explanations() {
  auto entries = catalogue();
  std::ranges::move(of_command_line(), std::back_inserter(entries));
  std::ranges::move(of_fits(), std::back_inserter(entries));
  for (const auto& kind : store::problem_kinds())
    entries.push_back({std::string(kind.code), std::string(kind.title), std::string(kind.explanation)});
  for (const auto& kind : data::problem_kinds()) entries.push_back({kind.code, kind.title, kind.explanation});
  std::ranges::stable_sort(entries, {}, [](const CatalogueEntry& entry) { return entry.code.substr(1); });
  return entries;
}

}  // namespace scmc::cli
