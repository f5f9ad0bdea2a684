## The Lomax distribution: a power law that begins at mu.                                   [Stan functions reference, pareto_type_2]
distribution ParetoType2(mu: real, scale: positive, shape: positive) over above(mu) {
  log_density(x) = log(shape) - log(scale) - (shape + 1) * log1p((x - mu) / scale)
  cdf(x) = -expm1(-shape * log1p((x - mu) / scale))
  quantile(p) = mu + scale * expm1(-log1p(-p) / shape)
  mean = if shape > 1 then mu + scale / (shape - 1) else infinity
  variance = if shape > 2 then scale^2 * shape / ((shape - 1)^2 * (shape - 2)) else infinity
}
