fn f(x) { y = exp(x) }
fn g(x)
fn h = 3
distribution D(a) over real
distribution F(a) over real {
  mean = a
  variance
}
x = {1, 2}

==========
error[E0122]: this body returns nothing
  --> model.scm:1:22
   |
 1 | fn f(x) { y = exp(x) }
   |                      ^ `return` was expected before the brace closes
   |
   = hint: end it with `return expression`

error[E0122]: this function has no body
  --> model.scm:2:8
   |
 2 | fn g(x)
   |        ^ a body was expected here
   |
   = hint: write `fn f(x) = exp(x)`

error[E0122]: the function `h` has no parameters
  --> model.scm:3:6
   |
 3 | fn h = 3
   |      ^ `(` was expected here
   |
   = hint: write `fn h(x) = ...`

error[E0122]: this distribution has no body
  --> model.scm:4:28
   |
 4 | distribution D(a) over real
   |                            ^ a body was expected here
   |
   = hint: write `distribution Name(mu: real) over real { log_density(x) = ... }`

error[E0122]: `variance` has no value
  --> model.scm:7:11
   |
 7 |   variance
   |           ^ `=` or `{` was expected here
   |
   = hint: write `variance = expression`

error[E0122]: braces hold bodies and labels, not expressions
  --> model.scm:9:5
   |
 9 | x = {1, 2}
   |     ^ within an expression
   |
   = hint: group with `( )`, build an array with `[a, b]`
