## The absolute value of a Student t variable of location 0.                               [Gelman 2006]
distribution HalfStudentT(nu: positive, sigma: positive = 1) over positive {
  log_density(x) = log(2) - lbeta(nu / 2, 0.5) - 0.5 * log(nu) - log(sigma) - (nu + 1) / 2 * log1p((x / sigma)^2 / nu)
  location_scale(e) = sigma * e
  cdf(x) {
    z = x / sigma
    return if z^2 < nu then beta_cdf(0.5, nu / 2, z^2 / (nu + z^2)) else 1 - 2 * student_t_cdf(nu, -z)
  }
  quantile(p) {
    b = beta_cdf_inverse(0.5, nu / 2, p)
    return sigma * (if p < 0.5 then sqrt(nu * b / (1 - b)) else -student_t_quantile(nu, (1 - p) / 2))
  }
  mean = if nu > 1 then 2 * sigma * sqrt(nu) * exp(-lbeta(nu / 2, 0.5)) / (nu - 1) else infinity
  variance {
    m = 2 * sigma * sqrt(nu) * exp(-lbeta(nu / 2, 0.5)) / (nu - 1)
    return if nu > 2 then sigma^2 * nu / (nu - 2) - m^2 else infinity
  }
}
