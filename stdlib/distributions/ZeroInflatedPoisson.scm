## A Poisson count with probability psi, else 0.                                           [PyMC, ZeroInflatedPoisson]
distribution ZeroInflatedPoisson(psi: unit, rate: positive) over count {
  log_density(x) = if x == 0 then log1p(psi * expm1(-rate)) else log(psi) + xlogy(x, rate) - rate - lgamma(x + 1)
  cdf(x) = if x < 0 then 0 else 1 - psi + psi * poisson_cdf(x, rate)
  quantile(p) = if p <= 1 - psi then 0 else poisson_quantile(min(1, (p - 1 + psi) / psi), rate)
  mean = psi * rate
  variance = psi * rate * (1 + (1 - psi) * rate)
}
