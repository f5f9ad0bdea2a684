x = a ~ Normal(0, 1)
y = a + (e ~ Normal(0, 1))

==========
error[E0130]: `~` stands only between a variable and its distribution
  --> model.scm:1:7
   |
 1 | x = a ~ Normal(0, 1)
   |       ^ within an expression
   |
   = hint: give the random quantity a line of its own: `x ~ Normal(0, 1)`

error[E0130]: `~` stands only between a variable and its distribution
  --> model.scm:2:12
   |
 2 | y = a + (e ~ Normal(0, 1))
   |            ^ within an expression
   |
   = hint: give the random quantity a line of its own: `x ~ Normal(0, 1)`
