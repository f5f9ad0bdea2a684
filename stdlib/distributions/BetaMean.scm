## Beta by its mean and the sum of its two counts.                                         [Stan functions reference, beta_proportion]
distribution BetaMean(mu: unit, kappa: positive) over unit {
  log_density(x) = (mu * kappa - 1) * log(x) + ((1 - mu) * kappa - 1) * log1p(-x) - lbeta(mu * kappa, (1 - mu) * kappa)
  cdf(x) = beta_cdf(mu * kappa, (1 - mu) * kappa, x)
  quantile(p) = beta_cdf_inverse(mu * kappa, (1 - mu) * kappa, p)
  mean = mu
  variance = mu * (1 - mu) / (1 + kappa)
}
