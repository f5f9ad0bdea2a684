/// E06: a `do`, an observation or a prediction that cannot be meant.
#include "compiler/source/catalogue.h"

namespace scmc::catalogues {

std::vector<CatalogueEntry> of_causal() {
  return {
      {"E0601", "no such variable",
       R"(What is to be observed or predicted is a variable of the model, spelled as there.

wrong:  sales ~ Normal(0, 1)
        --observe data.csv:saels
right:  sales ~ Normal(0, 1)
        --observe data.csv:sales)"},
      {"E0602", "not a variable",
       R"(Only what has a line `x ~ ...`, `x = ...` or `data x` can be set, observed or predicted: no dimension, query, function or distribution.

wrong:  dim day
        z[day] ~ Bernoulli(0.5)
        --do 'day = 1'
right:  dim day
        z[day] ~ Bernoulli(0.5)
        --do 'z = 1')"},
      {"E0603", "set twice",
       R"(The assignments of one `do` hold at the same time, so each element gets one value. Slices of a variable may be set to different values if
they have no element in common. Of two `do` in succession the later one holds.

wrong:  dim day = 30
        z[day] ~ Bernoulli(0.5)
        --do 'z[1..5] = 0, z[5..9] = 1'
right:  dim day = 30
        z[day] ~ Bernoulli(0.5)
        --do 'z[1..5] = 0, z[6..9] = 1')"},
      {"E0604", "a value that the variable cannot have",
       R"(An intervention sets a variable to a value that it can take: what the model says of its effects holds for such values. The ends of a
continuous range belong to it: a positive spend can be set to 0.

wrong:  z ~ Bernoulli(0.5)
        --do 'z = 0.5'
right:  z ~ Bernoulli(0.5)
        --do 'z ~ Bernoulli(0.9)')"},
      {"E0605", "a value over further dimensions",
       R"(Each element of what is set gets one value. A scalar value is good for all elements; one that runs over a dimension which the variable
lacks is not.

wrong:  dim day
        data price[day]
        level ~ Normal(0, 1)
        --do 'level = price'
right:  dim day
        data price[day]
        level ~ Normal(0, 1)
        --do 'level = mean(price over day)')"},
      {"E0606", "a value that names an effect",
       R"(What is set must be known before its effects. The value may name anything that does not depend on the variable, the variable itself (its
natural value), and effects at earlier positions.

wrong:  dim day
        z[day] ~ Bernoulli(0.5)
        y[day] ~ Normal(z, 1)
        --do 'z = y > 0'
right:  dim day
        z[day] ~ Bernoulli(0.5)
        y[day] ~ Normal(z, 1)
        --do 'z = if day > 1 then y[day - 1] > 0 else 0')"},
      {"E0607", "an unknown label",
       R"(The dimension declares its labels, and this is none of them.

wrong:  dim channel = {"tv", "radio"}
        data spend[channel]
        --do 'spend[channel = "print"] = 0'
right:  dim channel = {"tv", "radio"}
        data spend[channel]
        --do 'spend[channel = "radio"] = 0')"},
      {"E0608", "a position outside of the dimension",
       R"(Positions count from 1 to the size of the dimension, unless it is declared as a range.

wrong:  dim week = 52
        data spend[week]
        --do 'spend[50..60] = 0'
right:  dim week = 52
        data spend[week]
        --do 'spend[50..52] = 0')"},
      {"E0609", "an empty range",
       R"(A range holds both its ends and what lies between them; the smaller one comes first.

wrong:  dim week = 52
        data spend[week]
        --do 'spend[30..20] = 0'
right:  dim week = 52
        data spend[week]
        --do 'spend[20..30] = 0')"},
      {"E0610", "set, then observed",
       R"(The order carries the meaning. `do` then fit: the data were collected under the intervention; what was set is known and has no mechanism
that could be learned from it. Fit then `do`: the question what would happen if it were set.

wrong:  do z = 1
        y ~ Normal(z, 1)
        --observe data.csv:z,y
right:  do z = 1
        y ~ Normal(z, 1)
        --observe data.csv:y)"},
      {"E0611", "an input that is marked `observe`",
       R"(A `data` line is always given and has no mechanism, so it is no evidence about anything. A measured variable with a mechanism is.

wrong:  data x
        y ~ Normal(x, 1)
        --observe data.csv:x,y
right:  data x
        y ~ Normal(x, 1)
        --observe data.csv:y)"},
      {"E0612", "`do` above a factor",
       R"(A model with a `factor` is not generative there: an intervention replaces mechanisms, and a factor is a weight without one. Where no
factor depends on what is set, the intervention is fine.

wrong:  x ~ Normal(0, 1)
        y ~ Normal(x, 1)
        factor -y^2
        --do 'x = 1'
right:  x ~ Normal(0, 1)
        y ~ Normal(x, 1)
        --do 'x = 1')"},
      {"E0613", "not an event",
       R"(`P(...)` gives the probability of an event, and a condition selects units by one: a comparison, or a variable that is 0 or 1.

wrong:  y ~ Normal(0, 1)
        query p = P(y)
right:  y ~ Normal(0, 1)
        query p = P(y > 0))"},
      {"E0614", "`do` beside `cf`",
       R"(`do` asks what would happen: what is reached is drawn anew. `cf` asks what would have happened to these very units: what is reached keeps
its own noise. A question does one or the other.

wrong:  z ~ Bernoulli(0.5)
        w ~ Bernoulli(0.5)
        y ~ Normal(z + w, 1)
        query q = E[y | do(z = 1), cf(w = 0)]
right:  z ~ Bernoulli(0.5)
        w ~ Bernoulli(0.5)
        y ~ Normal(z + w, 1)
        query q = E[y | cf(z = 1, w = 0)])"},
      {"E0615", "no noise of its own",
       R"(`new v` draws the noise of a random variable anew, `same v` keeps it. What is computed has none.

wrong:  z ~ Bernoulli(0.5)
        m = 2 * z
        y ~ Normal(m, 1)
        query q = E[y | do(z = 1), same m]
right:  z ~ Bernoulli(0.5)
        m = 2 * z
        y ~ Normal(m, 1)
        query q = E[y | do(z = 1), same y])"},
      {"E0616", "no such dimension on the left of a query",
       R"(`query q[day] = ...` has an answer for each position of a dimension of the model.

wrong:  dim day = 3
        y[day] ~ Normal(0, 1)
        query q[dya] = E[y]
right:  dim day = 3
        y[day] ~ Normal(0, 1)
        query q[day] = E[y])"},
      {"E0617", "a query that runs over a dimension",
       R"(An answer is a number, or one for each position of what stands on the left. Dimensions that are not named there are averaged within
`E[...]` and `P(...)`, or must be summed up.

wrong:  dim group = 3
        b[group] ~ Normal(0, 1)
        query q = 2 * b
right:  dim group = 3
        b[group] ~ Normal(0, 1)
        query q[group] = 2 * b)"},
  };
}

}  // namespace scmc::catalogues
