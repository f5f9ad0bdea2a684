## Gamma with shape and rate.                                                              [BDA3, app. A]
distribution Gamma(shape: positive, rate: positive = 1) over positive {
  log_density(x) = shape * log(rate) - lgamma(shape) + (shape - 1) * log(x) - rate * x
  cdf(x) = gamma_p(shape, rate * x)
  log_survival(x) = log(gamma_q(shape, rate * x))
  quantile(p) = gamma_p_inverse(shape, p) / rate
  mean = shape / rate
  variance = shape / rate^2
}
