## A level with a slope that walks, too, measured with noise: both are summed out.      [Durbin and Koopman 2012, section 3.2]
distribution LocalTrend(sigma_level: nonnegative, sigma_slope: nonnegative, sigma: positive, start: real = 0, start_sigma: positive = 1, slope: real = 0, slope_sigma: nonnegative = 1) over real[d] {
  log_density(y) {
    level_variance[d] = if d == first(d) then start_sigma^2
      else level_variance[d - 1] - level_gain[d - 1] * level_variance[d - 1] + 2 * (covariance[d - 1] - level_gain[d - 1] * covariance[d - 1])
           + slope_variance[d - 1] - slope_gain[d - 1] * covariance[d - 1] + sigma_level^2
    covariance[d] = if d == first(d) then 0
      else covariance[d - 1] * (1 - level_gain[d - 1]) + slope_variance[d - 1] - slope_gain[d - 1] * covariance[d - 1]
    slope_variance[d] = if d == first(d) then slope_sigma^2
      else slope_variance[d - 1] - slope_gain[d - 1] * covariance[d - 1] + sigma_slope^2
    level_gain[d] = level_variance / (level_variance + sigma^2)
    slope_gain[d] = covariance / (level_variance + sigma^2)
    trend[d] = if d == first(d) then slope else trend[d - 1] + slope_gain[d - 1] * (y[d = max(first(d), d - 1)] - level[d - 1])
    level[d] = if d == first(d) then start
      else level[d - 1] + level_gain[d - 1] * (y[d = max(first(d), d - 1)] - level[d - 1])
           + trend[d - 1] + slope_gain[d - 1] * (y[d = max(first(d), d - 1)] - level[d - 1])
    return sum(-0.5 * ((y - level)^2 / (level_variance + sigma^2) + log(2 * pi * (level_variance + sigma^2))) over d)
  }
  quantile(u) {
    level_variance[d] = if d == first(d) then start_sigma^2
      else level_variance[d - 1] - level_gain[d - 1] * level_variance[d - 1] + 2 * (covariance[d - 1] - level_gain[d - 1] * covariance[d - 1])
           + slope_variance[d - 1] - slope_gain[d - 1] * covariance[d - 1] + sigma_level^2
    covariance[d] = if d == first(d) then 0
      else covariance[d - 1] * (1 - level_gain[d - 1]) + slope_variance[d - 1] - slope_gain[d - 1] * covariance[d - 1]
    slope_variance[d] = if d == first(d) then slope_sigma^2
      else slope_variance[d - 1] - slope_gain[d - 1] * covariance[d - 1] + sigma_slope^2
    level_gain[d] = level_variance / (level_variance + sigma^2)
    slope_gain[d] = covariance / (level_variance + sigma^2)
    surprise[d] = sqrt(level_variance + sigma^2) * normal_quantile(u)
    trend[d] = if d == first(d) then slope else trend[d - 1] + slope_gain[d - 1] * surprise[d - 1]
    level[d] = if d == first(d) then start
      else level[d - 1] + level_gain[d - 1] * surprise[d - 1]
           + trend[d - 1] + slope_gain[d - 1] * surprise[d - 1]
    return level + surprise
  }
}
