## The absolute value of a Student t variable of location 0.                               [Gelman 2006]
distribution HalfStudentT(nu: positive, sigma: positive = 1) over positive {
  log_density(x) = log(2) + lgamma((nu + 1) / 2) - lgamma(nu / 2) - 0.5 * log(nu * pi) - log(sigma) - (nu + 1) / 2 * log1p((x / sigma)^2 / nu)
  location_scale(e) = sigma * e
  cdf(x) = 2 * student_t_cdf(nu, x / sigma) - 1
  quantile(p) = sigma * student_t_quantile(nu, (1 + p) / 2)
  mean = if nu > 1 then 2 * sigma * sqrt(nu / pi) * exp(lgamma((nu + 1) / 2) - lgamma(nu / 2)) / (nu - 1) else infinity
  variance {
    m = 2 * sigma * sqrt(nu / pi) * exp(lgamma((nu + 1) / 2) - lgamma(nu / 2)) / (nu - 1)
    return if nu > 2 then sigma^2 * nu / (nu - 2) - m^2 else infinity
  }
}
