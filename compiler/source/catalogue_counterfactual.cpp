/// E091: questions about several worlds as they are typed.
#include "compiler/source/catalogue.h"

namespace scmc::catalogues {

std::vector<CatalogueEntry> of_counterfactual() {
  return {
      {"E0911", "not a counterfactual",
       R"(`y_{z=0}` is y in the world in which z is set to 0. Behind `=` stands the value asked about, behind `|` what is known of the unit, each
in its own world; a variable without a subscript is as it is. In nested worlds a variable is set to what it is in another one: `y_{z=1,m_{z=0}}`.

wrong:  scmc identify --graph 'z -> y' --effect 'P(y_{z=0}=0 | do(z=1))'
right:  scmc identify --graph 'z -> y' --effect 'P(y_{z=0}=0 | z=1, y=1)')"},
      {"E0912", "a world that cannot be meant",
       R"(A subscript is one world: it sets each variable once, to a value or to what the variable is in another world. What a world sets is known
in it, so it can only be asked whether it has a certain value.

wrong:  scmc identify --graph 'z -> y' --effect 'P(y_{z=0,z=1}=1)'
right:  scmc identify --graph 'z -> y' --effect 'P(y_{z=0}=1, y_{z=1}=1)')"},
      {"E0913", "a variable asked about twice, once without a value",
       R"(A variable without a value stands for all of its values, and in the formula its name stands for the value. Of two worlds that would be
two values under one name.

wrong:  scmc identify --graph 'z -> y' --effect 'P(y_{z=0} | y)'
right:  scmc identify --graph 'z -> y' --effect 'P(y_{z=0}=1 | y=0)')"},
      {"E0914", "a set to adjust for, of a question about several worlds",
       R"(Adjusting compares units that differ in the treatment: units of one world. A question about several worlds is answered by a formula, or
not at all.

wrong:  scmc identify --graph 'c -> z; c -> y; z -> y' --effect 'P(y_{z=0}=0 | z=1)' --adjust c
right:  scmc identify --graph 'c -> z; c -> y; z -> y' --effect 'z -> y' --adjust c)"},
  };
}

}  // namespace scmc::catalogues
