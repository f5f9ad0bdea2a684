## exp of a logistic variable, with scale (its median) and shape.                          [Stan functions reference, loglogistic]
distribution LogLogistic(scale: positive, shape: positive) over positive {
  log_density(x) = log(shape) - log(x) + shape * (log(x) - log(scale)) - 2 * log1p_exp(shape * (log(x) - log(scale)))
  cdf(x) = invlogit(shape * (log(x) - log(scale)))
  log_cdf(x) = log_invlogit(shape * (log(x) - log(scale)))
  log_survival(x) = log_invlogit(-shape * (log(x) - log(scale)))
  quantile(p) = scale * exp(logit(p) / shape)
  mean = if shape > 1 then scale * exp(lgamma(1 + 1 / shape) + lgamma(1 - 1 / shape)) else infinity
  variance = if shape > 2 then scale^2 * (exp(lgamma(1 + 2 / shape) + lgamma(1 - 2 / shape)) - exp(2 * lgamma(1 + 1 / shape) + 2 * lgamma(1 - 1 / shape))) else infinity
}
