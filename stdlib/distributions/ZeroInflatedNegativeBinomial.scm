## A NegativeBinomialMean count with probability psi, else 0.                              [PyMC, ZeroInflatedNegativeBinomial]
distribution ZeroInflatedNegativeBinomial(psi: unit, mu: positive, phi: positive) over count {
  log_density(x) = if x == 0 then log1p(psi * expm1(-phi * log1p(mu / phi))) else log(psi) - log(x + phi) - lbeta(x + 1, phi) + xlogy(x, mu / (mu + phi)) - phi * log1p(mu / phi)
  cdf(x) = if x < 0 then 0 else 1 - psi + psi * negative_binomial_cdf(x, phi, phi / (mu + phi))
  quantile(p) = if p <= 1 - psi then 0 else negative_binomial_quantile(min(1, (p - 1 + psi) / psi), phi, phi / (mu + phi))
  mean = psi * mu
  variance = psi * (mu + mu^2 / phi + (1 - psi) * mu^2)
}
