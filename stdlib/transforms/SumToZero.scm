## Numbers less their mean, which is a number of its own, normal.
transform SumToZero() over sum_to_zero[d] {
  forward(u) = u - mean(u over d)
  inverse(x) = x
  log_jacobian(u) = -0.5 * sum(u over d)^2 / size(d) - 0.5 * log(2 * pi)
}
