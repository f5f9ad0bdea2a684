## Counts of mean mu and variance mu + mu^2 / phi.                                         [Stan functions reference, neg_binomial_2]
distribution NegativeBinomialMean(mu: positive, phi: positive) over count {
  form(mu = exp(e)) = NegativeBinomialLog(e, phi)
  log_density(x) = -log(x + phi) - lbeta(x + 1, phi) + xlogy(x, mu / (mu + phi)) - phi * log1p(mu / phi)
  cdf(x) = negative_binomial_cdf(x, phi, phi / (mu + phi))
  quantile(p) = negative_binomial_quantile(p, phi, phi / (mu + phi))
  mean = mu
  variance = mu + mu^2 / phi
}
