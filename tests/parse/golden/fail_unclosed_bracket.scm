y ~ Normal(mu, exp(s)
z ~ Normal(0, 1
data x
fn f(x) {
  return x

==========
error[E0104]: `(` is not closed
  --> model.scm:1:11
   |
 1 | y ~ Normal(mu, exp(s)
   |           ^ opened here
   |
   = hint: add the `)` that belongs to it

error[E0104]: `(` is not closed
  --> model.scm:2:11
   |
 2 | z ~ Normal(0, 1
   |           ^ opened here
   |
   = hint: add the `)` that belongs to it

error[E0104]: `{` is not closed
  --> model.scm:4:9
   |
 4 | fn f(x) {
   |         ^ opened here
   |
   = hint: add the `}` that belongs to it
