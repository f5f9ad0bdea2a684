## Student's t with nu degrees of freedom, location and scale.                             [BDA3, app. A]
distribution StudentT(nu: positive, mu: real = 0, sigma: positive = 1) over real {
  log_density(x) = -lbeta(nu / 2, 0.5) - 0.5 * log(nu) - log(sigma) - (nu + 1) / 2 * log1p(((x - mu) / sigma)^2 / nu)
  location_scale(e) = mu + sigma * e
  cdf(x) = student_t_cdf(nu, (x - mu) / sigma)
  log_survival(x) = log(student_t_cdf(nu, -(x - mu) / sigma))
  quantile(p) = mu + sigma * student_t_quantile(nu, p)
  mean = if nu > 1 then mu else 0 / 0
  variance = if nu > 2 then sigma^2 * nu / (nu - 2) else infinity
}
