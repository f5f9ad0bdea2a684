x == 3
y[t] == 4
query a = E[y | do(z == 1)]

==========
error[E0110]: `==` compares, it defines nothing
  --> model.scm:1:3
   |
 1 | x == 3
   |   ^^ a statement defines a variable
   |
   = hint: write `=`

error[E0110]: `==` compares, it defines nothing
  --> model.scm:2:6
   |
 2 | y[t] == 4
   |      ^^ a statement defines a variable
   |
   = hint: write `=`

error[E0110]: `==` selects, `=` sets
  --> model.scm:3:22
   |
 3 | query a = E[y | do(z == 1)]
   |                      ^^ `do` sets a variable
   |
   = hint: write `=`, or take the comparison out of `do`
