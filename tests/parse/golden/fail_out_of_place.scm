x = a, b
y ~ Normal(0, 1) = 3
dim day month

==========
error[E0199]: `,` does not belong here
  --> model.scm:1:6
   |
 1 | x = a, b
   |      ^ an operator or the end of the line was expected here

error[E0109]: `=` defines, it does not compare
  --> model.scm:2:18
   |
 2 | y ~ Normal(0, 1) = 3
   |                  ^ within an expression
   |
   = note: a statement has one `=` or `~`, behind the variable that it defines; a comparison is `==`
   = hint: write `==`

error[E0199]: `month` does not belong here
  --> model.scm:3:9
   |
 3 | dim day month
   |         ^^^^^ `=`, `like` or the end of the line was expected here
