dim
data 3
query
dim k = {a, b}
y = sum(x over 3)
data g in h from column
z = D.3

==========
error[E0119]: no name follows `dim`
  --> model.scm:1:4
   |
 1 | dim
   |    ^ a name was expected here
   |
   = hint: write `dim day`

error[E0119]: no name follows `data`
  --> model.scm:2:6
   |
 2 | data 3
   |      ^ a name was expected here
   |
   = hint: write `data x[day]`

error[E0119]: no name follows `query`
  --> model.scm:3:6
   |
 3 | query
   |      ^ a name was expected here
   |
   = hint: write `query ate = E[y | do(z = 1)] - E[y | do(z = 0)]`

error[E0119]: the labels of a dimension are strings
  --> model.scm:4:10
   |
 4 | dim k = {a, b}
   |          ^ a quoted label was expected here
   |
   = hint: write `dim k = {"a", "b"}`

error[E0119]: no name follows `over`
  --> model.scm:5:16
   |
 5 | y = sum(x over 3)
   |                ^ the name of a dimension was expected here
   |
   = hint: write a dimension: `sum(x over day)`

error[E0119]: no column follows `from`
  --> model.scm:6:18
   |
 6 | data g in h from column
   |                  ^^^^^^ a quoted name was expected here
   |
   = hint: write `from "column"`

error[E0119]: no name follows `.`
  --> model.scm:7:7
   |
 7 | z = D.3
   |       ^ a member's name was expected here
   |
   = hint: write `D.log_density(x)`; a range is `1..5`
