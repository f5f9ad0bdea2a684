query a = E(y | do(z = 1))
query b = P[y > 0]

==========
error[E0114]: an expectation is written with `[ ]`
  --> model.scm:1:12
   |
 1 | query a = E(y | do(z = 1))
   |            ^ another bracket
   |
   = hint: write `E[y | do(z = 1)]`

error[E0114]: a probability is written with `( )`
  --> model.scm:2:12
   |
 2 | query b = P[y > 0]
   |            ^ another bracket
   |
   = hint: write `P(y > 0 | do(z = 1))`
