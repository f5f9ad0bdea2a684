x = y[1:5]
z = f(1:3)

==========
error[E0129]: a range is not written with `:`
  --> model.scm:1:8
   |
 1 | x = y[1:5]
   |        ^ within an expression
   |
   = hint: write `..`, as in `1..5`

error[E0129]: a range is not written with `:`
  --> model.scm:2:8
   |
 2 | z = f(1:3)
   |        ^ within an expression
   |
   = hint: write `..`, as in `1..5`
