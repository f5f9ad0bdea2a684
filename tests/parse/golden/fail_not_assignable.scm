query a = E[y | do(z)]
query b = E[y | do(log(z) = 1)]
query c = E[y | cf(1 = z)]
query d = E[y | do()]

==========
error[E0125]: `z` is given no value
  --> model.scm:1:20
   |
 1 | query a = E[y | do(z)]
   |                    ^ set to what?
   |
   = hint: write `do(z = 1)` or `do(z ~ Bernoulli(0.3))`

error[E0125]: only a variable, or elements of it, can be set
  --> model.scm:2:20
   |
 2 | query b = E[y | do(log(z) = 1)]
   |                    ^^^^ not a variable
   |
   = hint: write `do(z = 1)`, `do(tv[20..30] = 0)` or `do(z ~ Bernoulli(0.3))`

error[E0125]: only a variable, or elements of it, can be set
  --> model.scm:3:20
   |
 3 | query c = E[y | cf(1 = z)]
   |                    ^ not a variable
   |
   = hint: write `do(z = 1)`, `do(tv[20..30] = 0)` or `do(z ~ Bernoulli(0.3))`

error[E0125]: `do` sets nothing
  --> model.scm:4:17
   |
 4 | query d = E[y | do()]
   |                 ^^ empty
   |
   = hint: write `do(z = 1)`
