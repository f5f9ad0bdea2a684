## The direction of a vector of standard normal numbers; its length is a number of its own.
transform UnitVector() over unit_vector[d] {
  forward(u) = u / sqrt(sum(u^2 over d))
  inverse(x) = x * sqrt(size(d))
  log_jacobian(u) = -0.5 * sum(u^2 over d) + (1 - 0.5 * size(d)) * log(2) - lgamma(0.5 * size(d))
}
