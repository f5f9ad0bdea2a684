## The length of a vector of two normal numbers of standard deviation sigma around a point at distance nu.      [PyMC, Rice]
distribution Rice(nu: nonnegative, sigma: positive = 1) over positive {
  log_density(x) = log(x) - 2 * log(sigma) - 0.5 * ((x - nu) / sigma)^2 + log(bessel_i_scaled(0, x / sigma * (nu / sigma)))
  cdf(x) = rice_cdf(x / sigma, nu / sigma)
  quantile(p) = sigma * rice_quantile(p, nu / sigma)
  mean {
    h = 0.25 * (nu / sigma)^2
    return sigma * sqrt(pi / 2) * ((1 + 2 * h) * bessel_i_scaled(0, h) + 2 * h * bessel_i_scaled(1, h))
  }
  variance {
    h = 0.25 * (nu / sigma)^2
    m = sqrt(pi / 2) * ((1 + 2 * h) * bessel_i_scaled(0, h) + 2 * h * bessel_i_scaled(1, h))
    return sigma^2 * (2 + 4 * h - m^2)
  }
}
