log(y) ~ Normal(mu, 1)
2 = x
x, y ~ Normal(0, 1)
a + b = c

==========
error[E0123]: only a variable can stand on the left of `~`
  --> model.scm:1:1
   |
 1 | log(y) ~ Normal(mu, 1)
   | ^^^^^^ not a variable
   |
   = hint: name the quantity first: `log_y = log(y)`, or write the distribution of `y` itself (`y ~ LogNormal(mu, sigma)`)

error[E0123]: only a variable can stand on the left of `=`
  --> model.scm:2:1
   |
 2 | 2 = x
   | ^ not a variable
   |
   = hint: write `name = expression` or `name[dim] = expression`

error[E0123]: a statement defines one variable
  --> model.scm:3:2
   |
 3 | x, y ~ Normal(0, 1)
   |  ^ a second variable
   |
   = hint: write a statement for each: `x ~ Normal(0, 1);  y ~ Normal(0, 1)`

error[E0123]: only a variable can stand on the left of `=`
  --> model.scm:4:1
   |
 4 | a + b = c
   | ^^^^^ not a variable
   |
   = hint: write `name = expression` or `name[dim] = expression`
