## What every distribution with a cdf has without stating it.
distribution Defaults(D: distribution) over D.support {
  log_cdf(x) = log(D.cdf(x))
  log_survival(x) = log1p(-D.cdf(x))
  # Of a < X <= b, from the tail that is smaller. Infinite bounds leave no trace.
  log_mass(a, b) {
    lower = D.log_cdf(b) + log1m_exp(D.log_cdf(a) - D.log_cdf(b))
    upper = D.log_survival(a) + log1m_exp(D.log_survival(b) - D.log_survival(a))
    both = if D.log_cdf(a) < D.log_survival(b) then lower else upper
    return if b == infinity then (if a == -infinity then 0 else D.log_survival(a)) else if a == -infinity then D.log_cdf(b) else both
  }
}
