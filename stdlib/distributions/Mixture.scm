## One of several distributions, each with its weight: `Mixture(w, Normal(mu, s))` with w and mu over k, or `Mixture(w, [A, B])`.
distribution Mixture(weights[k]: unit, D[k]: distribution) over D.support {
  log_density(x) = log_sum_exp(log(weights) + D.log_density(x) over k)
  log_cdf(x) = log_sum_exp(log(weights) + D.log_cdf(x) over k)
  log_survival(x) = log_sum_exp(log(weights) + D.log_survival(x) over k)
  cdf(x) = sum(weights * D.cdf(x) over k)
  mean = sum(weights * D.mean over k)
  variance {
    mean = sum(weights * D.mean over k)
    return sum(weights * (D.variance + (D.mean - mean)^2) over k)
  }
}
