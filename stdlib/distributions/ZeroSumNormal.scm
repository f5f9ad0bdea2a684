## Normal numbers with standard deviation sigma, given that they add up to 0.
distribution ZeroSumNormal(sigma: positive = 1) over sum_to_zero[d] {
  log_density(x) = -0.5 * sum((x / sigma)^2 over d) - (size(d) - 1) * (log(sigma) + 0.5 * log(2 * pi))
  quantile(u) {
    e = normal_quantile(u)
    return sigma * (e - mean(e over d))
  }
  mean = 0
}
