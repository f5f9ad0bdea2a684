## The logarithm of the multivariate gamma function of p dimensions; i runs over them.
fn log_multigamma(a, p over i) = 0.25 * p * (p - 1) * log(pi) + sum(lgamma(a - 0.5 * (i - first(i))) over i)
