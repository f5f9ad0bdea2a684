/// E05: a model that has a meaning which cannot be compiled.
#include "compiler/source/catalogue.h"

namespace scmc::catalogues {

std::vector<CatalogueEntry> of_lower() {
  return {
      {"E0501", "an unmeasured discrete variable without bounds",
       R"(Sampling moves on continuous variables only. A discrete one that is not measured (or has cells without a value), while something
observed depends on it, is summed out: all of its values are enumerated, so there must be a first and a last one, known in advance.

wrong:  dim obs
        n[obs] ~ Poisson(3)
        y[obs] ~ Normal(n, 1)
right:  dim obs
        n[obs] ~ Binomial(20, 0.15)
        y[obs] ~ Normal(n, 1))"},
      {"E0502", "a recurrence that does not go by steps",
       R"(A recurrence runs over one dimension, position after position, and remembers a fixed number of positions. How far it reaches back must
not depend on data or parameters.

wrong:  dim t
        data delay : int
        x[1..3] = 0
        x[t] = 0.5 * x[t - delay] + u
        u[t] ~ Normal(0, 1)
        y[t] ~ Normal(x, 1)
right:  dim t
        x[1..3] = 0
        x[t] = 0.5 * x[t - 3] + u
        u[t] ~ Normal(0, 1)
        y[t] ~ Normal(x, 1))"},
      {"E0503", "mechanisms with different supports",
       R"(An unmeasured variable lies in one set. Slices of it cannot be positive here and real there.

wrong:  dim t = 9
        x[1] ~ HalfNormal(1)
        x[t] ~ Normal(0, 1)
right:  dim t = 9
        x[1] ~ Normal(0, 2)
        x[t] ~ Normal(0, 1))"},
      {"E0504", "a distribution that cannot be simulated",
       R"(`Flat()` states no prior, so there is nothing to draw from. A simulation needs a proper prior, or a value: `--do mu=0`.

wrong:  mu ~ Flat()
        y ~ Normal(mu, 1)
right:  mu ~ Normal(0, 10)
        y ~ Normal(mu, 1))"},
      {"E0506", "a factor downstream of `do`",
       R"(An intervention replaces mechanisms. A `factor` is a weight without one, so what becomes of it under an intervention is undefined.

wrong:  x ~ Normal(0, 1)
        y ~ Normal(x, 1)
        factor -(y - x)^2
right:  x ~ Normal(0, 1)
        y ~ Normal(x, 0.6))"},
      {"E0507", "a stack of another size",
       R"(`stack(a, b over d)` gives each element of `d` one value.

wrong:  dim d = 3
        x = stack(1, 2 over d)
right:  dim d = 2
        x = stack(1, 2 over d))"},
      {"E0508", "discrete variables that cannot be summed out together",
       R"(A discrete variable that is not measured is summed out element by element, together with those that share a mechanism with it. That takes
a table of all combinations of their values for each element; where one does not run over the dimensions of the other, it would be a table of
all combinations of all elements.

wrong:  dim row; dim column                    # y is measured
        a[row] ~ Bernoulli(0.5)
        b[column] ~ Bernoulli(0.5)
        y[row, column] ~ Normal(a + b, 1)
right:  dim row; dim column
        a[row] ~ Bernoulli(0.5)
        b[row, column] ~ Bernoulli(0.5)
        y[row, column] ~ Normal(a + b, 1))"},
      {"E0509", "a read of other elements of an unmeasured discrete variable",
       R"(A discrete variable that is not measured is summed out element by element: what depends on it must run over the same elements and read
it where it stands, or over units that each belong to one of its elements (`class[school_of]`). Reading an earlier position, or a sum over elements, would tie the elements together, which is not yet supported.

wrong:  dim obs
        z[obs] ~ Bernoulli(0.5)
        share = mean(z over obs)
        y[obs] ~ Normal(share, 1)
right:  dim obs
        z[obs] ~ Bernoulli(0.5)
        y[obs] ~ Normal(z, 1))"},
      {"E0510", "an unmeasured variable with atoms",
       R"(`Censored`, `Hurdle` of a continuous distribution, and `Rounded` give single values a probability of their own. What is not measured is
sampled by its density, which does not see them.

wrong:  dim day                                          # y is measured
        x[day] ~ Censored(Normal(0, 1), upper = 1)
        y[day] ~ Normal(x, 1)
right:  dim day
        t[day] ~ Normal(0, 1)
        x[day] = min(t, 1)
        y[day] ~ Normal(x, 1))"},
      {"E0511", "a variable that is known between bounds",
       R"(Where `time = min(t, followup)` is the bound, all that is known of `t` is that it is larger, and its mechanism counts by the probability of
that. What else is measured cannot depend on a value that nobody knows; it can depend on what was measured.

wrong:  dim unit                                         # time and cost are measured
        t[unit] ~ Exponential(1)
        time = min(t, 2)
        cost[unit] ~ Normal(t, 1)
right:  dim unit
        t[unit] ~ Exponential(1)
        time = min(t, 2)
        cost[unit] ~ Normal(time, 1))"},
      {"E0512", "a distribution without probabilities",
       R"(To know a value only between bounds takes the probability of an interval: the distribution's `cdf`.

wrong:  distribution D(mu: real) over real {             # x > 0 is measured
          log_density(x) = -abs(x - mu) - log(2)
        }
        dim i
        y[i] ~ D(0)
        x = y > 0
right:  dim i
        y[i] ~ Laplace(0, 1)
        x = y > 0)"},
      {"E0513", "an equation that cannot be solved so",
       R"(The solver of differential equations evaluates sums, products, powers, exponentials, logarithms, trigonometric functions and choices.

wrong:  fn f(y, time, a) = -lgamma(a) * y
        dim t = 3
        a ~ HalfNormal(1)
        y[t] ~ Normal(ode(f, 1, t, a over t), 1)
right:  fn f(y, time, rate) = -rate * y
        dim t = 3
        a ~ HalfNormal(1)
        y[t] ~ Normal(ode(f, 1, t, lgamma(a) over t), 1))"},
      {"E0514", "times that do not rise",
       R"(A differential equation is solved from its start on, one time after the other: the rows of the data are sorted by time, and none lies before
the start, which is 0 unless `start = ...` says otherwise.

wrong:  fn decay(y, time, rate) = -rate * y             # the column `at` holds 3, 1
        dim t
        data at[t]
        rate ~ HalfNormal(1)
        y[t] ~ Normal(ode(decay, 1, at, rate over t), 1)
right:  fn decay(y, time, rate) = -rate * y             # the column `at` holds 1, 3
        dim t
        data at[t]
        rate ~ HalfNormal(1)
        y[t] ~ Normal(ode(decay, 1, at, rate over t), 1))"},
  };
}

}  // namespace scmc::catalogues
