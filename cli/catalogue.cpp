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
      {"E0709", "a sweep that runs through nothing",
       R"(A `--do` can stand for several scenarios: a range, `price = 1..10`, or a list behind `for`, `spend = k * spend for k in 0, 0.5, 1`.

wrong:  --do 'price = 10..1'
right:  --do 'price = 1..10')"},
      {"E0710", "not a format of pictures",
       R"(The ending of the file says how the graph is drawn: .svg and .pdf are lines, for pages of any size; .png is dots. .dot is text in the
language of Graphviz, .json the same graph as data.

wrong:  scmc graph model.scm -o graph.jpeg
right:  scmc graph model.scm -o graph.svg)"},
      {"E0711", "Graphviz is not installed",
       R"(Pictures are laid out and drawn by the C library of Graphviz, which is loaded when a picture is asked for. Without it the graph can
still be written as text, to be drawn elsewhere.

wrong:  scmc graph model.scm -o graph.svg       # where there is no libgvc.so.6
right:  apt-get install libgvc6
        scmc graph model.scm -o graph.dot)"},
      {"E0712", "Graphviz cannot draw the graph",
       R"(Graphviz was loaded, but gave no picture: one of its plug-ins is missing, or the graph is too large for the format. The message says
what it says.

wrong:  scmc graph model.scm -o graph.png       # where the plug-in libgvplugin_pango.so is missing
right:  scmc graph model.scm -o graph.dot)"},
      {"E0713", "no independence follows from a model with a factor",
       R"(A `factor` adds to the log-density whatever it says, so that variables which no mechanism connects may depend on each other. What
such a model implies cannot be read off its graph.

wrong:  factor -0.5 * (mean(x over day) - mean(y over day))^2       # then: scmc test-dag model.scm --observe data.csv
right:  y[day] ~ Normal(x, 1))"},
      {"E0714", "a graph that is too large",
       R"(Separation is decided on graphs of at most 256 variables over the same rows.

wrong:  scmc test-dag model.scm --observe data.csv       # of a model with 300 variables for each row
right:  scmc test-dag part.scm --observe data.csv        # the part of it that is in doubt)"},
      {"E0715", "no answer that could be refuted",
       R"(`scmc refute` takes one query, a contrast of worlds: a difference or a ratio, of which it is known what it gives if the treatment does
nothing.

wrong:  scmc refute model.scm --observe data.csv --query 'q = E[y | do(z = 1)]'
right:  scmc refute model.scm --observe data.csv --query 'q = E[y | do(z = 1)] - E[y | do(z = 0)]')"},
      {"E0716", "not one treatment and one outcome",
       R"(What is refuted is the effect of one measured variable on another, both over units: the checks shuffle the one among the units and leave
out some of the other.

wrong:  --query 'q = E[y | do(z = 1, x = 1)] - E[y | do(z = 0, x = 0)]'
right:  --query 'q = E[y | do(z = 1)] - E[y | do(z = 0)]')"},
      {"E0717", "an option that names nothing to check with",
       R"(`--confounder z,y` names two measured variables that a hidden cause may move; `--negative-control w` a measured outcome that shares the
causes of the real one, and that the treatment cannot move. A cause of the treatment is no outcome.

wrong:  scmc refute model.scm ... --negative-control c       # where c -> z
right:  scmc refute model.scm ... --negative-control visits)"},
      {"E0718", "a mechanism without a place for a further cause",
       R"(A cause is added where a distribution says what is to be expected of a unit: a mean, a probability, a rate. A variable that is computed,
or whose values are drawn as a whole vector, has no such place.

wrong:  y[day] ~ MvNormal(mu, K)          # then: --confounder z,y
right:  y[day] ~ Normal(mu, sigma))"},
      {"E0740", "no place for an emitted model",
       R"(`scmc emit -o FOLDER` writes a header, the data and a CMakeLists.txt into a folder, and `--shared -o NAME.so` a library into one that is
there. Files that scmc did not write are not replaced; it knows its own by their first line. Without `-o` a stage is printed.

wrong:  scmc emit model.scm --observe data.csv --shared
right:  scmc emit model.scm --observe data.csv --shared -o ads.so)"},
      {"E0741", "no C++ compiler",
       R"(`scmc emit --shared` has the emitted C++ compiled by `--compiler`, or else by $CXX, or else by `c++`. It must know C++17.

right:  scmc emit model.scm --observe data.csv --shared -o ads.so --compiler clang++)"},
      {"E0742", "a C++ compiler that fails",
       R"(The message shows the first error of the compiler. It may not know the flags behind `--flags`, or not find the installed runtime.

right:  scmc emit model.scm --observe data.csv --shared -o ads.so --flags '-O2')"},
      {"E0750", "a word that is no command and no name",
       R"(A line of `scmc repl` is a command, statements of the language, or an expression to be answered. A word that no command and no
variable, query or dimension bears is none of these.

wrong:  observ data.csv
right:  observe data.csv)"},
      {"E0751", "a command without what it needs",
       R"(Commands of `scmc repl` stand at the beginning of a line, with what they are about behind them; `help COMMAND` shows it.

wrong:  observe
right:  observe data.csv)"},
      {"E0752", "nothing to undo",
       R"(`undo` takes back what changed the model, the data, the scenarios or the options of the fit since `scmc repl` began. Looking at
something changes nothing.)"},
      {"E0753", "an input that ends within a statement",
       R"(An open bracket or an operator at the end of a line promises more of the statement. Where the input ends there, in a file that is
piped into `scmc repl` or by Ctrl-D, the statement is left out; all lines before it stand.

wrong:  y[day] ~ Normal(0,
right:  y[day] ~ Normal(0, 1))"},
  };
}

/// E09, beside those of the store: what a file holds.
std::vector<CatalogueEntry> of_fits() {
  return {
      {"E0925", "a file that is no fit of scmc",
       R"(`scmc predict` needs the text of the model, the data and the draws on the unconstrained scale. Files of other programs, also those in
ArviZ's layout, have not all of them.)"},
      {"E0926", "a fit that its model and data do not explain",
       R"(A fit is read with its own model and data, and believed only if the log-density of its draws is what it was. Where it is not, the file
was changed, or was written by an scmc that computes something else, or with another `--stdlib`.)"},
      {"E0941", "a run that has not ended is in the way",
       R"(`scmc run -o fit.nc` keeps its draws in the folder `fit.nc.partial` until it has ended. If it was stopped or killed, the folder stays, so
that nothing is lost.

wrong:  scmc run model.scm --observe data.csv -o fit.nc            # once more, after a kill
right:  scmc run --resume fit.nc                                   # goes on where it was
right:  scmc run model.scm --observe data.csv -o fit.nc --fresh    # forgets it)"},
      {"E0942", "no unfinished run to go on with",
       R"(`--resume` names the file that stood behind `-o`. Beside it is the folder `fit.nc.partial` as long as the run has not ended.)"},
      {"E0943", "a run that is still going on", R"(Two processes cannot go on with the same run. The other one may be in another terminal.)"},
      {"E0944", "a run that cannot go on",
       R"(The files of a run under way have checksums, and the log-density of its states is computed anew before it goes on. One of them is not
what it was: a file was changed, or scmc, its library or the machine computes something else.)"},
      {"E0945", "draws that cannot be kept",
       R"(While it samples, a run writes its draws to disk. When that fails, as on a full disk, it stops; what was kept until then is safe, and
`--resume` goes on with it.)"},
      {"E0931", "a fit without what is asked of it",
       R"(`scmc summary` reads the draws of the group `posterior`, `scmc compare` the densities in `log_likelihood`, of scmc's files and of others in
the layout of ArviZ's InferenceData. Densities of very many cells are kept on request alone.

wrong:  scmc run model.scm --observe data.csv -o fit.nc           # with millions of cells
right:  scmc run model.scm --observe data.csv -o fit.nc --keep)"},
      {"E0932", "a name that a fit does not have",
       R"(`--var` names a variable of the fit, or one of its elements: `--var theta`, `--var 'theta[2]'`. `scmc compare` takes the names of what
was measured.)"},
      {"E0933", "fits of different data",
       R"(How well models predict is compared cell by cell, so all fits must have the same measured variables with the same values in the same
order. Where one model has measured variables that another has not, `--var` names those to compare by.

wrong:  scmc compare early.nc late.nc                  # of other rows
right:  scmc compare poisson.nc negative_binomial.nc
        scmc compare small.nc large.nc --var y)"},
      {"E0934", "a statistic that is not one number of the data",
       R"(`scmc summary --predictive --statistic` computes one number of the measured data and of each data set that the model draws. It may read
parameters as well, but it asks nothing of other worlds.

wrong:  --statistic 's = E[y | do(x = 1)]'
right:  --statistic 'range = max(y over day) - min(y over day)')"},
      {"E0935", "a density that is not finite",
       R"(Leave-one-out weighs draws by the inverse of a datum's density. Where that is zero or not a number at a draw, which a fit of scmc never has,
nothing can be said of the datum.)"},
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
