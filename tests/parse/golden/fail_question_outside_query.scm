x = 2 * E[y | do(z = 1)]
y ~ Normal(P(x > 0), 1)

==========
error[E0115]: a question stands only in a `query`
  --> model.scm:1:9
   |
 1 | x = 2 * E[y | do(z = 1)]
   |         ^^^^^^^^^^^^^^^^ a mechanism cannot ask about the model it belongs to
   |
   = note: the value of a question is known when the model is fitted, not while it is stated
   = hint: write `query name = ...`

error[E0115]: a question stands only in a `query`
  --> model.scm:2:12
   |
 2 | y ~ Normal(P(x > 0), 1)
   |            ^^^^^^^^ a mechanism cannot ask about the model it belongs to
   |
   = note: the value of a question is known when the model is fitted, not while it is stated
   = hint: write `query name = ...`
