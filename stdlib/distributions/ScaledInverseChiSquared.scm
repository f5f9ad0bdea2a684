## nu scale^2 over a chi-squared variable with nu degrees of freedom.                      [BDA3, app. A]
distribution ScaledInverseChiSquared(nu: positive, scale: positive) over positive {
  log_density(x) = nu / 2 * log(nu / 2) - lgamma(nu / 2) + nu * log(scale) - (nu / 2 + 1) * log(x) - nu * scale^2 / (2 * x)
  cdf(x) = gamma_q(nu / 2, nu * scale^2 / (2 * x))
  quantile(p) = nu * scale^2 / (2 * gamma_q_inverse(nu / 2, p))
  mean = if nu > 2 then nu * scale^2 / (nu - 2) else infinity
  variance = if nu > 4 then 2 * nu^2 * scale^4 / ((nu - 2)^2 * (nu - 4)) else infinity
}
