## The whole number D with probability psi, else 0.                                        [PyMC, ZeroInflatedPoisson]
distribution ZeroInflated(psi: unit, D: distribution) over with_zero(D.support) {
  log_density(x) = if x == 0 then log_add_exp(log1p(-psi), log(psi) + D.log_density(0)) else log(psi) + D.log_density(x)
  cdf(x) = psi * D.cdf(x) + (if x < 0 then 0 else 1 - psi)
  log_survival(x) = if x < 0 then log1p(-psi * D.cdf(x)) else log(psi) + D.log_survival(x)
  quantile(p) {
    below = psi * D.cdf(-1)
    inside = D.quantile(min((if p <= below then p else p - 1 + psi) / psi, 1 - 1.1102230246251565e-16))
    return if p > below and p <= below + 1 - psi then 0 else inside
  }
  mean = psi * D.mean
  variance = psi * D.variance + psi * (1 - psi) * D.mean^2
}
