## A power law above a smallest value.                                                     [Stan functions reference, pareto]
distribution Pareto(scale: positive, shape: positive) over above(scale) {
  log_density(x) = log(shape) + shape * log(scale) - (shape + 1) * log(x)
  cdf(x) = -expm1(-shape * log1p((x - scale) / scale))
  log_survival(x) = -shape * log1p((x - scale) / scale)
  quantile(p) = scale * exp(-log1p(-p) / shape)
  mean = if shape > 1 then shape * scale / (shape - 1) else infinity
  variance = if shape > 2 then scale^2 * shape / ((shape - 1)^2 * (shape - 2)) else infinity
}
