/// E09: graphs, effects and independencies as they are typed.
#include "compiler/source/catalogue.h"

namespace scmc::catalogues {

std::vector<CatalogueEntry> of_identify() {
  return {
      {"E0901", "not a graph",
       R"(A graph is a list of edges, separated by `;`. `a -> b` is a cause, `a <-> b` an unmeasured cause of both; edges may be chained. What
stands behind `latent:` is a vertex that nobody measured.

wrong:  scmc identify --graph 'c -> z, c -> y' --effect 'z -> y'
right:  scmc identify --graph 'c -> z; c -> y; z -> y; latent: c' --effect 'z -> y')"},
      {"E0902", "a circle of causes",
       R"(Effects are read from graphs in which causes come before their effects. What acts back does so later: it is a variable of its own.

wrong:  scmc identify --graph 'price -> demand; demand -> price' --effect 'price -> demand'
right:  scmc identify --graph 'price -> demand; demand -> price_later' --effect 'price -> demand')"},
      {"E0903", "a graph that is too large",
       R"(At most 256 variables are judged. What causes neither the treatment nor the outcome, nor anything that they depend on, can be left out:
it changes no verdict.)"},
      {"E0904", "not an effect",
       R"(An effect names what is set and what is looked at, and perhaps the strata in which: `z -> y given w`, or `P(y|do(z),w)`. Without `do`
nothing is set, and there is nothing to identify.

wrong:  scmc identify --graph 'z -> y' --effect 'P(y|z)'
right:  scmc identify --graph 'z -> y' --effect 'P(y|do(z))')"},
      {"E0905", "not an independence, or not a set",
       R"(An independence is `x _||_ y`, with what is given behind `|`; a set is a list of names with commas between them.

wrong:  scmc independencies --graph 'a -> b; b -> c' --test 'a, c given b'
right:  scmc independencies --graph 'a -> b; b -> c' --test 'a _||_ c | b')"},
      {"E0906", "a name that the graph does not have",
       R"(Effects, sets and independencies name vertices of the graph, spelled as there. Of a model these are the variables over units; elements
that the effect names by a label, such as `spend["tv"]`, are vertices of their own.

wrong:  scmc identify --graph 'tv -> sales' --effect 'TV2 -> sales'
right:  scmc identify --graph 'tv -> sales' --effect 'tv -> sales')"},
      {"E0907", "a variable in two places",
       R"(A variable is set, or looked at, or given; not two of these.

wrong:  scmc identify --graph 'z -> y; w -> y' --effect 'z -> y given z'
right:  scmc identify --graph 'z -> y; w -> y' --effect 'z -> y given w')"},
      {"E0908", "an effect of what is not measured",
       R"(Identification asks whether an effect follows from the distribution of what is measured. Of a latent variable there is none.

wrong:  scmc identify --graph 'u -> y; latent: u' --effect 'u -> y'
right:  scmc identify --graph 'u -> y' --effect 'u -> y')"},
      {"E0909", "a parameter in an effect",
       R"(A parameter, a variable without a unit dimension, is part of a mechanism: it is no cause of the world, and nothing can set it. Effects
are among variables over units.

wrong:  beta ~ Normal(0, 1)
        y[day] ~ Normal(beta * z, 1)
        --effect 'beta -> y'
right:  y[day] ~ Normal(beta * z, 1)
        --effect 'z -> y')"},
      {"E0910", "no graph and no model, or both",
       R"(The graph that is judged is typed behind `--graph`, or read from a model.

wrong:  scmc identify --effect 'z -> y'
right:  scmc identify model.scm --effect 'z -> y')"},
  };
}

}  // namespace scmc::catalogues
