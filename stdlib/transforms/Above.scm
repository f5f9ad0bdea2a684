## The logarithm of the distance from a lower bound.
transform Above(lower: real) over above(lower) {
  forward(u) = lower + exp(u)
  inverse(x) = log(x - lower)
  log_jacobian(u) = u
}
