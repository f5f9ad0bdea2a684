## NegativeBinomialMean by the logarithm of its mean.                                      [Stan functions reference, neg_binomial_2_log]
distribution NegativeBinomialLog(e: real, phi: positive) over count {
  log_density(x) = -log(x + phi) - lbeta(x + 1, phi) - x * log1p_exp(log(phi) - e) - phi * log1p_exp(e - log(phi))
  cdf(x) = negative_binomial_cdf(x, phi, invlogit(log(phi) - e))
  quantile(p) = negative_binomial_quantile(p, phi, invlogit(log(phi) - e))
  mean = exp(e)
  variance = exp(e) + exp(2 * e) / phi
}
