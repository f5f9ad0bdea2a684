## Counts that exceed x - 1 with probability q^(x^beta).                                   [Nakagawa & Osaki 1975]
distribution DiscreteWeibull(q: unit, beta: positive) over count {
  log_density(x) = x^beta * log(q) + log1m_exp(((x + 1)^beta - x^beta) * log(q))
  cdf(x) = -expm1((floor(x) + 1)^beta * log(q))
  log_survival(x) = (floor(x) + 1)^beta * log(q)
  quantile(p) = max(0, ceil((log1p(-p) / log(q))^(1 / beta) - 1))
}
