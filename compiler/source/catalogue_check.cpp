/// E02: a model whose names, dimensions, arguments or causes are wrong.
#include "compiler/source/catalogue.h"

namespace scmc::catalogues {

std::vector<CatalogueEntry> of_check() {
  return {
      {"E0201", "an unknown name",
       R"(Every name in an expression is a variable, a dimension or a constant of the language (`pi`, `infinity`). A variable is declared by its
mechanism, `x ~ ...` or `x = ...`, or by `data x`; the order of the lines does not matter.

wrong:  sigma ~ HalfNormal(1)
        y ~ Normal(0, sgma)
right:  sigma ~ HalfNormal(1)
        y ~ Normal(0, sigma))"},
      {"E0202", "an unknown function",
       R"(Functions are those of the language, of the library, and those that the model or a file it uses defines by `fn`.

wrong:  x ~ Normal(0, 1)
        y = sigmoid(x)
right:  x ~ Normal(0, 1)
        y = invlogit(x))"},
      {"E0203", "an unknown distribution",
       R"(Behind `~` stands a distribution of the library, or one that the model or a file it uses defines by `distribution`.

wrong:  x ~ Gaussian(0, 1)
right:  x ~ Normal(0, 1))"},
      {"E0204", "an unknown dimension",
       R"(Dimensions are declared, so that a misspelt one does not become a new one. Their sizes may come from the data.

wrong:  y[day] ~ Normal(0, 1)
right:  dim day
        y[day] ~ Normal(0, 1))"},
      {"E0205", "declared twice",
       R"(A variable has one mechanism, or several on disjoint slices of one dimension. Two lines about the same elements would be two answers to
the question where they come from.

wrong:  x ~ Normal(0, 1)
        x ~ Normal(1, 2)
right:  dim t
        x[1] ~ Normal(0, 1)
        x[t] ~ Normal(x[t - 1], 2))"},
      {"E0206", "a name that is taken",
       R"(A dimension and a variable cannot share a name: the name of a dimension in an expression is its position.

wrong:  dim day
        day ~ Normal(0, 1)
right:  dim day
        length_of[day] ~ Normal(0, 1))"},
      {"E0207", "a dimension that the left-hand side lacks",
       R"(Dimensions match by name. Whatever runs over a dimension that is not on the left has one value too many for each element: index it by a
variable that says which one is meant, or sum over it.

wrong:  dim obs;  dim county
        data county_of[obs] in county
        alpha[county] ~ Normal(0, 1)
        y[obs] ~ Normal(alpha, 1)
right:  dim obs;  dim county
        data county_of[obs] in county
        alpha[county] ~ Normal(0, 1)
        y[obs] ~ Normal(alpha[county_of], 1))"},
      {"E0209", "dimensions that cannot be inferred",
       R"(A deterministic variable takes the dimensions of what it is computed from. One that reads itself at earlier positions must name them on
the left.

wrong:  dim t = 9
        x = if t > 1 then 0.5 * x[t - 1] else 1
right:  dim t = 9
        x[t] = if t > 1 then 0.5 * x[t - 1] else 1)"},
      {"E0210", "an array without a dimension",
       R"(Arrays run over named dimensions, and so does a list of values.

wrong:  x = [1, 2]
right:  dim d = 2
        x = stack(1, 2 over d))"},
      {"E0211", "too many indices",
       R"(An index list has an item for each dimension of the variable, in declared order, or fewer items that each say which dimension they mean.

wrong:  dim t
        x[t] ~ Normal(0, 1)
        y = x[1, 2]
right:  dim t
        x[t] ~ Normal(0, 1)
        y = x[1])"},
      {"E0212", "an index without its dimension",
       R"(An item of an index list binds to the dimension it carries: `t - 1` carries `t`, a variable declared `in d` carries `d`, a label carries
the dimension that has it. A plain number carries none; then the list must be complete, or name the dimension.

wrong:  dim a = 3;  dim b = 4
        x[a, b] ~ Normal(0, 1)
        y = x[2]
right:  dim a = 3;  dim b = 4
        x[a, b] ~ Normal(0, 1)
        y = x[a = 2])"},
      {"E0213", "a dimension that is indexed twice",
       R"(Each dimension of a variable takes one item of an index list, and stands once on a left-hand side. A square matrix has two dimensions: the
second is declared `like` the first.

wrong:  dim d
        x[d, d] ~ Normal(0, 1)
right:  dim d;  dim e like d
        x[d, e] ~ Normal(0, 1))"},
      {"E0214", "an index that is no integer",
       R"(Positions are integers.

wrong:  dim t;  dim obs
        x[t] ~ Normal(0, 1)
        data when[obs]
        y[obs] ~ Normal(x[when], 1)
right:  dim t;  dim obs
        x[t] ~ Normal(0, 1)
        data when[obs] in t
        y[obs] ~ Normal(x[when], 1))"},
      {"E0215", "an index into a single number",
       R"(A variable without dimensions has one value.

wrong:  mu ~ Normal(0, 1)
        y = mu[1]
right:  dim d
        mu[d] ~ Normal(0, 1)
        y = mu[1])"},
      {"E0216", "a label of no dimension",
       R"(A label in an index finds its dimension by itself if the model declares the labels. Labels that come with the data need the dimension:
`x[d = "a"]`.

wrong:  dim d = {"a", "b"};  dim e = 2
        x[d, e] ~ Normal(0, 1)
        y[e] = x["c"]
right:  dim d = {"a", "b"};  dim e = 2
        x[d, e] ~ Normal(0, 1)
        y[e] = x["a"])"},
      {"E0217", "text that is not a label",
       R"(Text stands for a position: in an index, or compared with something that carries the dimension.

wrong:  x = "a"
right:  dim g = {"a", "b"};  dim obs
        data group[obs] in g
        x = if group == "a" then 1 else 0)"},
      {"E0218", "a range as a value",
       R"(A range names positions on a left-hand side, in `do` and in `dim`. In an expression write the condition.

wrong:  dim t = 9
        x[t] = 2..5
right:  dim t = 9
        x[t] = if t >= 2 and t <= 5 then 1 else 0)"},
      {"E0219", "a question within a mechanism",
       R"(`E[...]` and `P(...)` ask about the whole model; they are no part of it, nor of what a `do` sets.

wrong:  x ~ Normal(0, 1)
        y ~ Normal(x, 1)
        --do 'x = E[y]'
right:  x ~ Normal(0, 1)
        query y = E[x])"},
      {"E0220", "a missing `over`",
       R"(Arrays have named dimensions, so whatever works along one says which.

wrong:  dim d
        x[d] ~ Normal(0, 1)
        y = sum(x)
right:  dim d
        x[d] ~ Normal(0, 1)
        y = sum(x over d))"},
      {"E0221", "nothing to reduce over",
       R"(What is summed must run over the dimension that the sum removes.

wrong:  dim d
        mu ~ Normal(0, 1)
        y = sum(mu over d)
right:  dim d
        mu[d] ~ Normal(0, 1)
        y = sum(mu over d))"},
      {"E0222", "a wrong number of arguments",
       R"(The message shows the arguments that the function or distribution takes.

wrong:  x ~ Normal(0, 1, 2)
right:  x ~ Normal(0, 1))"},
      {"E0223", "an unknown argument",
       R"(Arguments may be given by name; the names are those of the definition.

wrong:  x ~ Normal(mu = 0, sd = 1)
right:  x ~ Normal(mu = 0, sigma = 1))"},
      {"E0224", "a missing argument",
       R"(An argument without a default must be given.

wrong:  x ~ Poisson()
right:  x ~ Poisson(3))"},
      {"E0225", "an argument given twice",
       R"(Positional arguments come first, in the order of the definition; a name then must not repeat one of them.

wrong:  x ~ Normal(0, mu = 1)
right:  x ~ Normal(0, sigma = 1))"},
      {"E0226", "a distribution as a value",
       R"(`=` computes, `~` draws. A draw has a name and a line of its own, and with them a noise of its own.

wrong:  y = 1 + Normal(0, 1)
right:  e ~ Normal(0, 1)
        y = 1 + e)"},
      {"E0227", "a draw from something that is no distribution",
       R"(`~` draws, `=` computes.

wrong:  x ~ 3
right:  x = 3)"},
      {"E0228", "a constant that the parameter cannot be",
       R"(Parameters of distributions have supports as variables do: a standard deviation is positive, a probability lies between 0 and 1.

wrong:  x ~ Normal(0, -1)
right:  x ~ Normal(0, 1))"},
      {"E0229", "a variable that the parameter cannot always be",
       R"(A random variable that is passed as it is must not be able to take values that the parameter cannot. Give it a prior on the right set, or
map it there.

wrong:  sigma ~ Normal(0, 1)
        y ~ Normal(0, sigma)
right:  sigma ~ HalfNormal(1)
        y ~ Normal(0, sigma))"},
      {"E0230", "a causal circle",
       R"(A structural causal model has no instantaneous circles. An effect may reach back to its causes only in time.

wrong:  dim t
        x[t] ~ Normal(y, 1)
        y[t] ~ Normal(x, 1)
right:  dim t
        x[1] ~ Normal(0, 1)
        x[t] ~ Normal(y[t - 1], 1)
        y[t] ~ Normal(x, 1))"},
      {"E0231", "a function that calls itself",
       R"(Functions are unfolded where they are called. What repeats, repeats along a dimension.

wrong:  fn f(x) = x * f(x - 1)
        y = f(3)
right:  dim t = 3
        y[1] = 1
        y[t] = t * y[t - 1])"},
      {"E0232", "a variable that is computed from itself",
       R"(A deterministic variable cannot be among its own causes, unless at earlier positions.

wrong:  x = x + 1
right:  dim t = 3
        x[1] = 0
        x[t] = x[t - 1] + 1)"},
      {"E0233", "a distribution or transform that lacks a part",
       R"(The message says which part of the definition is needed here. A distribution that is to be drawn from under an intervention needs
`location_scale` or `quantile`; one that is only observed needs `log_density`.)"},
      {"E0234", "an unknown support",
       R"(The set behind `over` in a definition is one that the language knows.

wrong:  distribution D(a: real) over naturals {
          log_density(x) = -a * x
        }
        x ~ D(1)
right:  distribution D(a: real) over count {
          log_density(x) = -a * x
        }
        x ~ D(1))"},
      {"E0235", "`do` on a variable that is not there",
       R"(`do` sets a variable of the model: random, deterministic or data.

wrong:  price ~ Normal(0, 1)
        --do 'prise = 1'
right:  price ~ Normal(0, 1)
        --do 'price = 1')"},
      {"E0236", "a slice without its dimension",
       R"(A slice is a part of a dimension, and some mechanism of the variable must name the whole of it.

wrong:  dim t
        x[1] ~ Normal(0, 1)
right:  dim t
        x[1] ~ Normal(0, 1)
        x[t] ~ Normal(x[t - 1], 1))"},
      {"E0237", "data that depend on the model",
       R"(A `data` line is computed once from other data, and no intervention moves it. What depends on a variable of the model is a deterministic
variable.

wrong:  mu ~ Normal(0, 1)
        data scale = 2 * mu
right:  mu ~ Normal(0, 1)
        scale = 2 * mu)"},
      {"E0238", "a file that is not there",
       R"(`use name` reads `name.scm` of the library, or beside the model.

wrong:  use no_such_file
        x ~ Normal(0, 1)
right:  x ~ Normal(0, 1))"},
      {"E0239", "an index that gets no position",
       R"(A variable declared `in d` holds positions of `d`: it is drawn from `Categorical`, or computed from what holds such positions.

wrong:  dim g = 3;  dim obs
        x[obs] in g ~ Normal(0, 1)
right:  dim g = 3;  dim obs
        x[obs] in g ~ Categorical(1 / size(g)))"},
      {"E0240", "a draw without its dimensions",
       R"(Some distributions draw a vector or a matrix at once. Its dimensions are the last ones on the left-hand side.

wrong:  p ~ Dirichlet(1)
right:  dim colour = 3
        p[colour] ~ Dirichlet(1))"},
      {"E0241", "a matrix without two axes",
       R"(A matrix runs over two dimensions with the same labels, the second declared `like` the first. Matrix functions name them, rows first.

wrong:  dim i = 3
        s[i] ~ HalfNormal(1)
        y[i] ~ MvNormal(0, s)
right:  dim i = 3;  dim j like i
        s[i] ~ HalfNormal(1)
        y[i] ~ MvNormal(0, if i == j then s^2 else 0))"},
      {"E0242", "a distribution where a number stands, or the other way round",
       R"(`Truncated`, `Censored`, `Hurdle` and others are made of one distribution; `Mixture` of several, with as many weights.

wrong:  x ~ Truncated([Normal(0, 1), Normal(5, 1)], lower = 0)
right:  x ~ Mixture([0.5, 0.5], [Truncated(Normal(0, 1), lower = 0), Truncated(Normal(5, 1), lower = 0)]))"},
      {"E0243", "distributions of different kinds",
       R"(Counts have probabilities, real numbers have densities; a mixture of both has neither.

wrong:  x ~ Mixture([0.2, 0.8], [Poisson(1), Normal(3, 1)])
right:  x ~ Mixture([0.2, 0.8], [Normal(0, 1), Normal(3, 1)]))"},
      {"E0244", "a distribution that lacks what is asked of it",
       R"(To truncate a distribution takes its cumulative probabilities. Not every distribution has them: docs/distributions.md lists the members of each.

wrong:  dim k = 2
        x[k] ~ Truncated(MvNormal(0), lower = 0)
right:  dim k = 2
        x[k] ~ Truncated(Normal(0, 1), lower = 0))"},
      {"E0245", "a noise that is no number",
       R"(`noise(x)` is what the mechanism of the random variable x adds to its causes: the standard normal number e of `x ~ Normal(mu, s)`, which is
`mu + s * e`. Another variable that reads it shares that noise: a common cause that is not named.

wrong:  x = 2
        y ~ Normal(noise(x), 1)
right:  x ~ Normal(2, 1)
        y ~ Normal(noise(x), 1))"},
      {"E0246", "a differential equation that cannot be read",
       R"(`ode(f, initial, times, a, b over t, k)` is the solution at the times, over `t`, of the equation whose right-hand side is
`fn f(y, time, a, b over k)`. It begins with `initial` at `start = 0`.

wrong:  dim t
        data day[t]
        k ~ HalfNormal(1)
        y = ode(-k * y, 1, day, k over t)
right:  fn decay(y, time, k) = -k * y
        dim t
        data day[t]
        k ~ HalfNormal(1)
        y = ode(decay, 1, day, k over t))"},
      {"E0299", "not yet supported",
       R"(The text has a meaning, but the compiler cannot translate it yet. The hint says what to write instead.

wrong:  dim d
        x[d] ~ Normal(0, 1)
        do x[1] ~ Normal(5, 1)
right:  dim d
        x[d] ~ Normal(0, 1)
        do x[1] = 5)"},
      {"W0201", "a table of all pairs",
       R"(Where two dimensions meet that no input relates, the result has an element for every pair. That is seldom meant, and often large.

wrong:  dim county;  dim obs
        data x[obs]
        alpha[county] ~ Normal(0, 1)
        y = alpha + x
right:  dim county;  dim obs
        data x[obs];  data county_of[obs] in county
        alpha[county] ~ Normal(0, 1)
        y = alpha[county_of] + x)"},
  };
}

}  // namespace scmc::catalogues
