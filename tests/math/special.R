# Writes special.txt, the reference values of the special functions: `Rscript special.R > special.txt`.
options(digits = 17)
row <- function(name, args, value) cat(name, formatC(args, digits = 17, format = "g"), formatC(value, digits = 17, format = "g"), "\n")
each <- function(name, f, ...) {
  grid <- expand.grid(...)
  for (i in seq_len(nrow(grid))) { args <- unlist(grid[i, ]); row(name, args, do.call(f, unname(as.list(args)))) }
}
# qnorm of a logarithm is only good to 1e-6 far in the tail before R 4.3, and qbinom has a bug there: both are found from the distribution function.
polished <- function(p) {
  x <- qnorm(p, log.p = TRUE)
  for (i in 1:5) x <- x - (pnorm(x, log.p = TRUE) - p) * exp(pnorm(x, log.p = TRUE) - dnorm(x, log = TRUE))
  x
}
searched <- function(p, n, success) (0:n)[which(pbinom(0:n, n, success) >= p)[1]]
each("normal_cdf", pnorm, c(-37, -10, -1, 0, 0.5, 3, 8))
each("normal_log_cdf", function(x) pnorm(x, log.p = TRUE), c(-1e5, -300, -31, -29, -10, -1, 0, 0.9, 1.1, 5, 8))
each("normal_quantile", qnorm, c(1e-300, 1e-20, 0.001, 0.2, 0.5, 0.975, 0.999999))
each("normal_quantile_of_log", polished, c(-1e5, -2000, -701, -699, -50, -1, -0.01))
each("lgamma", lgamma, c(1e-10, 0.3, 1, 1.5, 2, 10, 1e3, 1e10, -0.5, -3.7))
each("digamma", digamma, c(1e-5, 0.3, 1, 1.5, 10, 1e5, -0.5))
each("trigamma", trigamma, c(1e-5, 0.3, 1, 1.5, 10, 1e5))
each("polygamma", function(n, x) psigamma(x, n), 1:3, c(0.5, 2, 25))
each("lbeta", lbeta, c(1e-3, 0.5, 3, 9.99, 10.01, 1e6), c(0.5, 4, 12, 1e8))
each("lchoose", lchoose, c(10, 50, 1000), c(0, 1, 5, 10))
each("gamma_p", function(a, x) pgamma(x, a), c(0.01, 0.5, 3, 80, 1e4), c(1e-3, 0.7, 5, 100, 1e4))
each("gamma_q", function(a, x) pgamma(x, a, lower.tail = FALSE), c(0.01, 0.5, 3, 80, 1e4), c(1e-3, 0.7, 5, 100, 1e4))
each("gamma_p_inverse", function(a, p) qgamma(p, a), c(0.5, 3, 80, 1e4), c(1e-8, 0.2, 0.5, 0.999))
each("gamma_q_inverse", function(a, p) qgamma(p, a, lower.tail = FALSE), c(0.5, 3, 80, 1e4), c(1e-8, 0.2, 0.5, 0.999))
each("beta_cdf", function(a, b, x) pbeta(x, a, b), c(0.3, 2, 50), c(0.5, 7), c(1e-4, 0.1, 0.5, 0.97))
each("beta_cdf_inverse", function(a, b, p) qbeta(p, a, b), c(0.5, 2, 50), c(0.5, 7), c(1e-4, 0.1, 0.5, 0.97))
each("student_t_cdf", function(nu, x) pt(x, nu), c(0.7, 1, 4, 30, 1e5), c(-1e3, -5, -0.1, 0, 0.1, 5))
each("student_t_quantile", function(nu, p) qt(p, nu), c(1, 2, 4, 30), c(1e-6, 0.1, 0.5, 0.95))
each("poisson_cdf", ppois, c(-1, 0, 3, 3.5, 40), c(0.1, 2, 35))
each("poisson_quantile", qpois, c(0, 1e-10, 0.1, 0.5, 0.99, 1 - 1e-12), c(0.01, 2, 35, 1e5))
each("binomial_cdf", function(k, n, p) pbinom(k, n, p), c(-1, 0, 3, 3.5, 20, 99), c(20, 100), c(1e-12, 0.1, 0.5, 0.99))
each("binomial_quantile", searched, c(0, 1e-10, 0.1, 0.5, 0.99), c(1, 20, 1e5), c(0.01, 0.5, 0.99))
each("negative_binomial_cdf", pnbinom, c(-1, 0, 3, 40), c(0.3, 2, 50), c(0.1, 0.5, 0.99))
each("negative_binomial_quantile", qnbinom, c(0, 1e-10, 0.1, 0.5, 0.99), c(0.3, 2, 50), c(0.1, 0.5, 0.99))
each("invlogit", plogis, c(-800, -40, -1, 0, 1, 40))
each("logit", qlogis, c(1e-300, 0.1, 0.5, 0.99))
each("log_invlogit", function(x) plogis(x, log.p = TRUE), c(-800, -40, -1, 0, 1, 40))
