query a = E[y | z = 1]
x = if z = 1 then a else b
y = z = 3
w = (a = b)

==========
error[E0109]: `=` sets, `==` selects
  --> model.scm:1:19
   |
 1 | query a = E[y | z = 1]
   |                   ^ a condition selects units, it sets nothing
   |
   = note: `E[y | z == 1]` is seeing, `E[y | do(z = 1)]` is doing
   = hint: write `==` to look at the units where it holds, or `do(...)` to set it

error[E0109]: `=` defines, it does not compare
  --> model.scm:2:10
   |
 2 | x = if z = 1 then a else b
   |          ^ within an expression
   |
   = note: a statement has one `=` or `~`, behind the variable that it defines; a comparison is `==`
   = hint: write `==`

error[E0109]: `=` defines, it does not compare
  --> model.scm:3:7
   |
 3 | y = z = 3
   |       ^ within an expression
   |
   = note: a statement has one `=` or `~`, behind the variable that it defines; a comparison is `==`
   = hint: write `==`

error[E0109]: `=` defines, it does not compare
  --> model.scm:4:8
   |
 4 | w = (a = b)
   |        ^ within an expression
   |
   = note: a statement has one `=` or `~`, behind the variable that it defines; a comparison is `==`
   = hint: write `==`
