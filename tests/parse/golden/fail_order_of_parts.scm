data g[obs] from "group" in county
y ~ Normal(0, 1) in state
data n in g : int

==========
error[E0121]: `in` stands too late
  --> model.scm:1:26
   |
 1 | data g[obs] from "group" in county
   |                          ^^ it belongs further to the left
   |
   = hint: the order is `data x[d] : int in other from "column" = value` and `x[d] in other from "column" ~ ...`

error[E0121]: `in` stands too late
  --> model.scm:2:18
   |
 2 | y ~ Normal(0, 1) in state
   |                  ^^ it belongs further to the left
   |
   = hint: the order is `data x[d] : int in other from "column" = value` and `x[d] in other from "column" ~ ...`

error[E0121]: `: int` stands too late
  --> model.scm:3:13
   |
 3 | data n in g : int
   |             ^^^^^ it belongs further to the left
   |
   = hint: the order is `data x[d] : int in other from "column" = value` and `x[d] in other from "column" ~ ...`
