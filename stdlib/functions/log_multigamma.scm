## The logarithm of the multivariate gamma function of p dimensions; i runs over them.
## Group: for distributions of the library
## Example:
##   dim i = 2
##   g = log_multigamma(3, 2 over i)    # 1.55019
fn log_multigamma(a, p over i) = 0.25 * p * (p - 1) * log(pi) + sum(lgamma(a - 0.5 * (i - first(i))) over i)
