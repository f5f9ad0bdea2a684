x = sum(y) over day

==========
error[E0128]: `over` belongs inside the parentheses of a call
  --> model.scm:1:12
   |
 1 | x = sum(y) over day
   |            ^^^^ outside of any call
   |
   = hint: write `sum(x over d)`
