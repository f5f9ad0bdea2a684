x = if z > 0 then a
y = if (z) a else b
w = a then b
v = f(if a then b, c)

==========
error[E0120]: this `if` has no `else`
  --> model.scm:1:5
   |
 1 | x = if z > 0 then a
   |     ^^ incomplete
   |
   = hint: write `if condition then a else b`; both branches are needed, for an `if` is a value

error[E0120]: this `if` has no `then`
  --> model.scm:2:5
   |
 2 | y = if (z) a else b
   |     ^^ incomplete
   |
   = hint: write `if condition then a else b`; both branches are needed, for an `if` is a value

error[E0120]: `then` belongs to no `if`
  --> model.scm:3:7
   |
 3 | w = a then b
   |       ^^^^ no `if` is open here
   |
   = hint: write `if condition then a else b`

error[E0120]: this `if` has no `else`
  --> model.scm:4:7
   |
 4 | v = f(if a then b, c)
   |       ^^ incomplete
   |
   = hint: write `if condition then a else b`; both branches are needed, for an `if` is a value
