E ~ Normal(0, 1)
x = 2 * P
return = 3
y = f(in)
z[if] = 1
dim over

==========
error[E0113]: `E` cannot be the name of a variable
  --> model.scm:1:1
   |
 1 | E ~ Normal(0, 1)
   | ^ reserved for questions such as `E[y | do(z = 1)]`
   |
   = hint: rename the variable, for instance `energy`; small letters are free

error[E0113]: `P` cannot be the name of a variable
  --> model.scm:2:9
   |
 2 | x = 2 * P
   |         ^ reserved for questions such as `P(y > 0 | do(z = 1))`
   |
   = hint: rename the variable, for instance `probability`; small letters are free

error[E0113]: `return` is a reserved word and cannot be a name
  --> model.scm:3:1
   |
 3 | return = 3
   | ^^^^^^ a name was expected here
   |
   = note: reserved are `if then else over in and or not return E P`
   = hint: choose another name, such as `return_`

error[E0113]: `in` is a reserved word and cannot be a name
  --> model.scm:4:7
   |
 4 | y = f(in)
   |       ^^ a name was expected here
   |
   = note: reserved are `if then else over in and or not return E P`
   = hint: choose another name, such as `in_`

error[E0107]: nothing follows `if`
  --> model.scm:5:5
   |
 5 | z[if] = 1
   |     ^ an expression was expected here
   |
   = hint: write `if condition then a else b`

error[E0113]: `over` is a reserved word and cannot be a name
  --> model.scm:6:5
   |
 6 | dim over
   |     ^^^^ a name was expected here
   |
   = note: reserved are `if then else over in and or not return E P`
   = hint: choose another name, such as `over_`
