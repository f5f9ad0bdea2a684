distribution Unit(rate) {
  mean = 1 / rate
}
transform Shift { forward(u) = u }

==========
error[E0117]: this distribution does not say what it runs over
  --> model.scm:1:25
   |
 1 | distribution Unit(rate) {
   |                         ^ `over` and a support were expected here
   |
   = hint: write `distribution Name(mu: real) over real { log_density(x) = ... }`; supports are `real`, `positive`, `unit`, `count`, `0..n`, `real[d]`, ...

error[E0117]: this transform does not say what it runs over
  --> model.scm:4:17
   |
 4 | transform Shift { forward(u) = u }
   |                 ^ `over` and a support were expected here
   |
   = hint: write `transform Name over positive { forward(u) = ... }`; supports are `real`, `positive`, `unit`, `count`, `0..n`, `real[d]`, ...
