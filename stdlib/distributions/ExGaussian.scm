## The sum of a normal and an exponential number.                                          [Stan functions reference, exp_mod_normal]
distribution ExGaussian(mu: real, sigma: positive, rate: positive) over real {
  log_density(x) {
    z = (x - mu) / sigma
    k = sigma * rate
    return log(rate) + (if z < k then -0.5 * z^2 - 0.5 * log(2 * pi) - log(inverse_mills(z - k)) else k * (k / 2 - z) + normal_log_cdf(z - k))
  }
  cdf(x) = ex_gaussian_cdf((x - mu) / sigma, sigma * rate)
  quantile(p) = mu + sigma * ex_gaussian_quantile(p, sigma * rate)
  mean = mu + 1 / rate
  variance = sigma^2 + 1 / rate^2
}
