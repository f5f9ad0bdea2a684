x = (m | do(z = 0))
query a = E[y | z == 1 | w == 1]
y = f(a | b)

==========
error[E0124]: the value of a variable in another world is written inside `do` or `cf`
  --> model.scm:1:5
   |
 1 | x = (m | do(z = 0))
   |     ^^^^^^^^^^^^^^^ outside of `do(...)`
   |
   = hint: write `do(m = (m | do(z = 0)))`; a conditional expectation is `E[m | ...]`

error[E0124]: a question has one `|`
  --> model.scm:2:24
   |
 2 | query a = E[y | z == 1 | w == 1]
   |                        ^ a second `|`
   |
   = hint: separate conditions by commas: `E[y | do(z = 1), m > 0]`

error[E0124]: `|` separates the conditions of a question
  --> model.scm:3:9
   |
 3 | y = f(a | b)
   |         ^ outside of a question
   |
   = hint: write `E[y | z == 1]`; the logical operator is `or`
