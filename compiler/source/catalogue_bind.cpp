/// E04: a model and data that do not go together.
#include "compiler/source/catalogue.h"

namespace scmc::catalogues {

std::vector<CatalogueEntry> of_bind() {
  return {
      {"E0401", "nothing is observed",
       R"(A fit needs data for at least one random variable. Columns are found by the names of the variables, or by `from`.

wrong:  dim day
        y[day] ~ Normal(0, 1)                   # sales.csv has the column `sales`
right:  dim day
        y[day] from "sales" ~ Normal(0, 1))"},
      {"E0402", "data without a value",
       R"(A `data` line is an input: it takes its values from a column of its name, or has a default.

wrong:  data rate                               # no file has the column `rate`
        y ~ Poisson(rate)
right:  data rate = 1
        y ~ Poisson(rate))"},
      {"E0403", "an observed variable without its column",
       R"(What is marked `observe` has been measured, so a file must hold it.

wrong:  observe y ~ Normal(0, 1)                # no file has the column `y`
right:  observe y from "sales" ~ Normal(0, 1))"},
      {"E0404", "two sizes for one dimension",
       R"(All variables over a dimension have the same number of elements, and a declared size must agree with the data.

wrong:  dim day = 100                           # the file has 90 rows
        y[day] ~ Normal(0, 1)
right:  dim day
        y[day] ~ Normal(0, 1))"},
      {"E0405", "a dimension of unknown size",
       R"(A dimension takes its size from its declaration, from data that run over it, or from `--dim day=12`.

wrong:  dim day                                 # nothing over `day` is measured
        x[day] ~ Normal(0, 1)
right:  dim day = 12
        x[day] ~ Normal(0, 1))"},
      {"E0406", "an empty dimension",
       R"(A dimension has at least one element.

wrong:  dim day = 0
        x[day] ~ Normal(0, 1)
right:  dim day = 1
        x[day] ~ Normal(0, 1))"},
      {"E0407", "an unknown label in the data",
       R"(A column of a variable declared `in d` holds labels of `d`: those that `d` declares, or those of its own column.

wrong:  dim g = {"a", "b"};  dim obs            # a cell of `group` is "c"
        data group[obs] in g
right:  dim g = {"a", "b", "c"};  dim obs
        data group[obs] in g)"},
      {"E0408", "a position outside of its dimension",
       R"(Positions count from 1, unless the dimension is declared as a range.

wrong:  dim g = 3;  dim obs                     # the cells of `group` are 0, 1, 2
        data group[obs] in g
right:  dim g = 0..2;  dim obs
        data group[obs] in g)"},
      {"E0409", "positions with a gap",
       R"(Integer codes are positions, and define how many there are. A code that no row has is more often a mistake than an empty group.

wrong:  dim g;  dim obs                         # the cells of `group` are 1, 2, 4
        data group[obs] in g
right:  dim g = 4;  dim obs
        data group[obs] in g)"},
      {"E0410", "a column that nearly has a variable's name",
       R"(A column that nothing uses and an unmeasured variable differ by one letter. If the variable is meant to be unmeasured, `--latent name`
says so.

wrong:  dim day                                 # the file has the column `Sales`
        sales[day] ~ Normal(0, 1)
right:  dim day
        sales[day] from "Sales" ~ Normal(0, 1))"},
      {"E0411", "a single number that meets a column",
       R"(One draw for the whole model and a draw for each unit are different models, so the dimension is written.

wrong:  dim obs                                 # the column `y` has 90 values
        y ~ Normal(0, 1)
right:  dim obs
        y[obs] ~ Normal(0, 1))"},
      {"E0412", "an input with a hole",
       R"(A `data` line has no mechanism that could fill an empty cell. Say how its values came about, and the holes are imputed.

wrong:  dim obs                                 # a cell of `age` is empty
        data age[obs]
right:  dim obs
        mu ~ Normal(40, 20);  s ~ HalfNormal(20)
        age[obs] ~ Normal(mu, s))"},
      {"E0413", "a value that is no integer",
       R"(The variable takes integer values by its declaration or by its distribution.

wrong:  dim obs                                 # a cell of `n` is 2.5
        n[obs] ~ Poisson(3)
right:  dim obs
        n[obs] ~ Gamma(3, 1))"},
      {"E0414", "a value outside of the support",
       R"(The distribution gives such a value no density, so the model calls the data impossible.

wrong:  dim obs                                 # a cell of `wait` is -1
        wait[obs] ~ Exponential(1)
right:  dim obs
        wait[obs] ~ Normal(1, 1))"},
      {"E0415", "two values for one element",
       R"(A variable over fewer dimensions than the rows of the file must have the same value in all rows of an element.

wrong:  dim school;  dim student                # a school has the sizes 200 and 300
        data school_of[student] in school from "school"
        data pupils[school]
right:  dim school;  dim student
        data school_of[student] in school from "school"
        data pupils[student])"},
      {"E0416", "text where a number belongs",
       R"(A column of text holds labels; a variable that holds positions of a dimension is declared `in` it.

wrong:  dim obs                                 # the cells of `county` are names
        data county[obs]
right:  dim obs;  dim counties
        data county[obs] in counties)"},
      {"E0417", "a column that is not there", R"(`--observe FILE:y,x` names columns of the file.)"},
      {"E0418", "a column in two files",
       R"(Two files have a column for the same variable. Say which columns are meant: `--observe first.csv --observe second.csv:y,x`.)"},
      {"E0419", "rows of two dimensions",
       R"(The rows of a file are the one dimension that none of its columns names. Variables over different dimensions cannot share it.

wrong:  dim day;  dim shop                      # the file has the columns `y` and `size`
        y[day] ~ Normal(0, 1)
        size_of[shop] ~ Normal(0, 1)
right:  dim day;  dim shop                      # and a column `shop`
        y[day, shop] ~ Normal(0, 1)
        size_of[shop] ~ Normal(0, 1))"},
      {"E0420", "measured and set",
       R"(The order carries the meaning. `do` then fit: the data were collected under the intervention, so what was set is no evidence about its
causes. Fit then `do`: the question what would happen if it were set.

wrong:  dim day                                 # the file has a column `z`
        do z[day] = 1
        y[day] ~ Normal(z, 1)
right:  dim day                                 # and the question is asked by `--do 'z = 1'`
        z[day] ~ Bernoulli(0.5)
        y[day] ~ Normal(z, 1))"},
      {"E0421", "a computed variable with a column",
       R"(What is measured of a computed variable must tell of one random variable behind it, in the same element: by functions that are monotone,
such as `log(wage)` or `2 * x + 1`, or by a bound, a rounding or a comparison, such as `min(t, followup)`, `round(x)` or `x > 0`.

wrong:  dim obs                                 # the file has a column `size`
        x[obs] ~ Normal(0, 1)
        size = abs(x)
right:  dim obs                                 # the file has a column `size`
        x[obs] ~ HalfNormal(1)
        size = 2 * x)"},
      {"E0422", "an array of another shape",
       R"(Nested arrays of a JSON file follow the declared order of the dimensions: `x[a, b]` is an array over `a` of arrays over `b`.

wrong:  dim a = 2;  dim b = 3                   # data.json: {"x": [1, 2, 3, 4, 5, 6]}
        data x[a, b]
right:  dim a = 2;  dim b = 3                   # data.json: {"x": [[1, 2, 3], [4, 5, 6]]}
        data x[a, b])"},
      {"E0423", "a label that the data do not have",
       R"(The labels of a dimension come from its declaration or from its column, and an index names one of them.

wrong:  dim g;  dim obs                         # the cells of `group` are "a" and "b"
        data group[obs] in g
        mu[g] ~ Normal(0, 1)
        y = mu[g = "c"]
right:  dim g;  dim obs
        data group[obs] in g
        mu[g] ~ Normal(0, 1)
        y = mu[g = "a"])"},
      {"E0424", "`--dim` of a dimension that is not there", R"(`--dim day=12` gives the size of a dimension that the model declares.)"},
      {"E0425", "a dimension with a gap",
       R"(A model that reads earlier positions needs all of them, so the missing row has to be added.

wrong:  dim t                                   # the file has no row for t = 3
        x[1] ~ Normal(0, 1)
        x[t] ~ Normal(x[t - 1], 1)
right:  dim t                                   # with a row for t = 3
        x[1] ~ Normal(0, 1)
        x[t] ~ Normal(x[t - 1], 1))"},
      {"E0427", "an index out of range",
       R"(The message names the first element whose index leaves the dimension. A recurrence needs a base case; a condition guards an index,
because the branch that is not taken is not evaluated.

wrong:  dim t
        data x[t]
        change = x - x[t - 1]
right:  dim t
        data x[t]
        change[t] = if t > 1 then x - x[t - 1] else 0)"},
      {"E0428", "an element without a mechanism",
       R"(The slices of a variable and its bare dimension together cover it.

wrong:  dim t = 9
        x[t = 1] ~ Normal(0, 1)
right:  dim t = 9
        x[1] ~ Normal(0, 1)
        x[t] ~ Normal(x[t - 1], 1))"},
      {"E0429", "two mechanisms for one element",
       R"(The slices of a variable are disjoint.

wrong:  dim t = 9
        x[1..3] ~ Normal(0, 1)
        x[3..4] ~ Normal(0, 2)
        x[t] ~ Normal(x[t - 1], 1)
right:  dim t = 9
        x[1..2] ~ Normal(0, 1)
        x[3..4] ~ Normal(0, 2)
        x[t] ~ Normal(x[t - 1], 1))"},
      {"E0430", "a computed variable that cannot be so",
       R"(What is measured of a computed variable must be among its values: `min(t, 2)` is never 3, `exp(x)` never negative.

wrong:  dim obs                                 # the column `time` holds 1 and 3
        t[obs] ~ Exponential(1)
        time = min(t, 2)
right:  dim obs                                 # the column `time` holds 1 and 2
        t[obs] ~ Exponential(1)
        time = min(t, 2))"},
      {"E0431", "a measured vector that lies outside of its set",
       R"(The shares of a simplex add up to 1, correlations have a diagonal of 1, ordered numbers ascend.

wrong:  dim part                                # p: [0.2, 0.3, 0.4]
        p[part] ~ Dirichlet(1)
right:  dim part                                # p: [0.2, 0.3, 0.5]
        p[part] ~ Dirichlet(1))"},
  };
}

}  // namespace scmc::catalogues
