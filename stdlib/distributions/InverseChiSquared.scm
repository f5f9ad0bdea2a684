## 1 over a chi-squared variable with nu degrees of freedom.                               [BDA3, app. A]
distribution InverseChiSquared(nu: positive) over positive {
  log_density(x) = -nu / 2 * log(2) - lgamma(nu / 2) - (nu / 2 + 1) * log(x) - 0.5 / x
  cdf(x) = gamma_q(nu / 2, 0.5 / x)
  quantile(p) = 0.5 / gamma_q_inverse(nu / 2, p)
  mean = if nu > 2 then 1 / (nu - 2) else infinity
  variance = if nu > 4 then 2 / ((nu - 2)^2 * (nu - 4)) else infinity
}
