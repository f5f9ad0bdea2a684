## A level that walks by steps of sigma_level, measured with noise: the level itself is summed out.      [Durbin and Koopman 2012, section 2.2]
distribution LocalLevel(sigma_level: positive, sigma: positive, start: real = 0, start_sigma: positive = 1) over real[d] {
  log_density(y) {
    variance[d] = if d == first(d) then start_sigma^2 else variance[d - 1] * (1 - gain[d - 1]) + sigma_level^2
    gain[d] = variance / (variance + sigma^2)
    level[d] = if d == first(d) then start else level[d - 1] + gain[d - 1] * (y[d = max(first(d), d - 1)] - level[d - 1])
    return sum(-0.5 * ((y - level)^2 / (variance + sigma^2) + log(2 * pi * (variance + sigma^2))) over d)
  }
  quantile(u) {
    variance[d] = if d == first(d) then start_sigma^2 else variance[d - 1] * (1 - gain[d - 1]) + sigma_level^2
    gain[d] = variance / (variance + sigma^2)
    surprise[d] = sqrt(variance + sigma^2) * normal_quantile(u)
    level[d] = if d == first(d) then start else level[d - 1] + gain[d - 1] * surprise[d - 1]
    return level + surprise
  }
}
