## Much like Beta, with a cdf in closed form.                                              [Kumaraswamy 1980]
distribution Kumaraswamy(a: positive, b: positive) over unit {
  log_density(x) = log(a) + log(b) + (a - 1) * log(x) + (b - 1) * log1m_exp(a * log(x))
  cdf(x) = -expm1(b * log1m_exp(a * log(x)))
  log_survival(x) = b * log1m_exp(a * log(x))
  quantile(p) = (-expm1(log1p(-p) / b))^(1 / a)
  mean = b * exp(lbeta(1 + 1 / a, b))
  variance = b * exp(lbeta(1 + 2 / a, b)) - b^2 * exp(2 * lbeta(1 + 1 / a, b))
}
