## 0 with probability 1 - psi, else D, given that it is not 0: of counts, or of positive numbers.      [PyMC, HurdleGamma]
distribution Hurdle(psi: unit, D: distribution) over with_zero(D.support) {
  atoms = 1 - D.discrete
  log_density(x) {
    not_zero = if D.discrete == 1 then log1m_exp(D.log_density(0)) else 0
    return if x == 0 then log1p(-psi) else log(psi) + D.log_density(x) - not_zero
  }
  cdf(x) {
    zero = if D.discrete == 1 then D.cdf(0) else 0
    return if x < 0 then 0 else if x == 0 then 1 - psi else 1 - psi + psi * (D.cdf(x) - zero) / (1 - zero)
  }
  quantile(p) {
    zero = if D.discrete == 1 then D.cdf(0) else 0
    inside = D.quantile(min(zero + (p - 1 + psi) / psi * (1 - zero), 1 - 1.1102230246251565e-16))
    return if p <= 1 - psi then 0 else max(inside, D.discrete)
  }
  mean {
    zero = if D.discrete == 1 then D.cdf(0) else 0
    return psi * D.mean / (1 - zero)
  }
  variance {
    zero = if D.discrete == 1 then D.cdf(0) else 0
    return psi * (D.variance + D.mean^2) / (1 - zero) - (psi * D.mean / (1 - zero))^2
  }
}
