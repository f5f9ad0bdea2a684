## 0 with probability 1 - psi, else a Poisson count that is not 0.                         [PyMC, HurdlePoisson]
distribution HurdlePoisson(psi: unit, rate: positive) over count {
  log_density(x) = if x == 0 then log1p(-psi) else log(psi) + xlogy(x, rate) - rate - lgamma(x + 1) - log1m_exp(-rate)
  cdf(x) = if x < 0 then 0 else 1 - psi + psi * (poisson_cdf(x, rate) - exp(-rate)) / -expm1(-rate)
  quantile(p) = if p <= 1 - psi then 0 else max(1, poisson_quantile(min(1, exp(-rate) - (p - 1 + psi) / psi * expm1(-rate)), rate))
  mean = -psi * rate / expm1(-rate)
  variance = -psi * (rate + rate^2) / expm1(-rate) - (psi * rate / expm1(-rate))^2
}
