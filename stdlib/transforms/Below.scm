## The logarithm of the distance from an upper bound.
transform Below(upper: real) over below(upper) {
  forward(u) = upper - exp(u)
  inverse(x) = log(upper - x)
  log_jacobian(u) = u
}
