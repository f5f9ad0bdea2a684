## 1 over a gamma variable of this shape and rate.                                         [BDA3, app. A]
distribution InverseGamma(shape: positive, scale: positive = 1) over positive {
  log_density(x) = shape * log(scale) - lgamma(shape) - (shape + 1) * log(x) - scale / x
  cdf(x) = gamma_q(shape, scale / x)
  log_survival(x) = log(gamma_p(shape, scale / x))
  quantile(p) = scale / gamma_q_inverse(shape, p)
  mean = if shape > 1 then scale / (shape - 1) else infinity
  variance = if shape > 2 then scale^2 / ((shape - 1)^2 * (shape - 2)) else infinity
}
