x = 2 y
z = f(a b)
w = [1 2]
v = 3(x)

==========
error[E0126]: no operator between `2` and `y`
  --> model.scm:1:7
   |
 1 | x = 2 y
   |       ^ an operator was expected before this
   |
   = hint: a product is written `2 * y`

error[E0126]: no comma or operator between `a` and `b`
  --> model.scm:2:9
   |
 2 | z = f(a b)
   |         ^ a comma or an operator was expected before this
   |
   = hint: arguments and items are separated by commas: `a, b`

error[E0126]: no comma or operator between `1` and `2`
  --> model.scm:3:8
   |
 3 | w = [1 2]
   |        ^ a comma or an operator was expected before this
   |
   = hint: arguments and items are separated by commas: `1, 2`

error[E0126]: no operator between `3` and `(...)`
  --> model.scm:4:6
   |
 4 | v = 3(x)
   |      ^ an operator was expected before this
   |
   = hint: a product is written `3 * (...)`
