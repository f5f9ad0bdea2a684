x = y[]
z[] ~ Normal(0, 1)
w = []

==========
error[E0118]: the index is empty
  --> model.scm:1:6
   |
 1 | x = y[]
   |      ^^ what is to be picked?
   |
   = hint: write a position, a label or a dimension: `x[1]`, `x["a"]`, `x[t - 1]`; all of `x` is just `x`

error[E0118]: the index is empty
  --> model.scm:2:2
   |
 2 | z[] ~ Normal(0, 1)
   |  ^^ what is to be picked?
   |
   = hint: write a position, a label or a dimension: `x[1]`, `x["a"]`, `x[t - 1]`; all of `x` is just `x`

error[E0118]: an array needs at least one element
  --> model.scm:3:5
   |
 3 | w = []
   |     ^^ empty
   |
   = hint: write the elements: `[a, b]`
