## A binomial count with probability psi, else 0.                                          [PyMC, ZeroInflatedBinomial]
distribution ZeroInflatedBinomial(psi: unit, n: count, p: unit) over 0..n {
  log_density(x) = if x == 0 then log1p(psi * expm1(n * log1p(-p))) else log(psi) + lchoose(n, x) + xlogy(x, p) + xlog1py(n - x, -p)
  cdf(x) = if x < 0 then 0 else 1 - psi + psi * binomial_cdf(x, n, p)
  quantile(u) = if u <= 1 - psi then 0 else binomial_quantile(min(1, (u - 1 + psi) / psi), n, p)
  mean = psi * n * p
  variance = psi * n * p * (1 - p + (1 - psi) * n * p)
}
