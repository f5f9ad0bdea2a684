a <- Normal(0, 1)
b <-> c
z -> y
d := 3
e += 1

==========
error[E0112]: `<-` defines nothing
  --> model.scm:1:3
   |
 1 | a <- Normal(0, 1)
   |   ^^ not an operator here
   |
   = hint: write `~` before a distribution (`x ~ Normal(0, 1)`) and `=` before a value (`x = 2 * y`)

error[E0112]: `<->` is not written in a model
  --> model.scm:2:3
   |
 2 | b <-> c
   |   ^^^ not an operator
   |
   = hint: let one mechanism use the other's noise: `y ~ Normal(b * x + rho * s * noise(x), sigma)`

error[E0112]: `->` is not written in a model
  --> model.scm:3:3
   |
 3 | z -> y
   |   ^^ not an operator
   |
   = hint: an effect stands on the left of its causes: `y ~ Normal(b * x, sigma)`

error[E0112]: `:=` defines nothing
  --> model.scm:4:3
   |
 4 | d := 3
   |   ^^ not an operator here
   |
   = hint: write `~` before a distribution (`x ~ Normal(0, 1)`) and `=` before a value (`x = 2 * y`)

error[E0112]: a variable is defined once, not updated
  --> model.scm:5:3
   |
 5 | e += 1
   |   ^^ not an operator
   |
   = hint: give the new value a name of its own: `x_next = x + 1`
