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
# Distributions that R does not have, by their textbook formulas, which keep their digits at these arguments.
ex_gaussian <- function(x, k) pnorm(x) - exp(k^2 / 2 - k * x + pnorm(x - k, log.p = TRUE))
inverse_gaussian <- function(x, shape) pnorm(sqrt(shape / x) * (x - 1)) + exp(2 * shape + pnorm(-sqrt(shape / x) * (x + 1), log.p = TRUE))
von_mises <- function(x, kappa) {
  k <- 1:60
  0.5 + x / (2 * pi) + sum(besselI(kappa, k, TRUE) * sin(k * x) / k) / besselI(kappa, 0, TRUE) / pi
}
over <- function(f, from, to) sum(sapply(seq(from, to - 1), function(a) integrate(f, a, a + 1, rel.tol = 1e-14)$value))
skew_normal <- function(x, alpha) over(function(t) 2 * dnorm(t) * pnorm(alpha * t), x - 12, x)
rice <- function(x, nu) pchisq(x^2, 2, nu^2)
beta_binomial <- function(k, n, a, b) sum(sapply(0:n, function(j) if (j <= k) choose(n, j) * beta(j + a, n - j + b) / beta(a, b) else 0))
each("bessel_i_scaled", function(order, x) besselI(x, order, TRUE), c(0, 1, 2, 3), c(1e-3, 0.5, 3, 40, 499, 501, 1e5))
each("skew_normal_cdf", skew_normal, c(-1.2, -0.5, 0, 1, 4), c(-3, 0, 0.8, 4))
each("ex_gaussian_cdf", ex_gaussian, c(-1, 0, 0.7, 4), c(0.5, 2, 9))
each("inverse_gaussian_cdf", inverse_gaussian, c(0.05, 0.7, 1, 1.4, 5), c(0.3, 2, 30))
each("von_mises_cdf", von_mises, c(-0.5, -0.1, 0, 0.1, 1.3), c(0.2, 3, 20))
each("rice_cdf", rice, c(0.01, 0.8, 2.5, 4), c(0, 0.5, 2, 4))
each("hypergeometric_cdf", function(k, n, a, b) phyper(k, a, b, n), c(-1, 0, 3, 3.5, 8, 20), c(4, 20), c(10, 300), c(25, 1000))
each("hypergeometric_quantile", function(p, n, a, b) qhyper(p, a, b, n), c(0, 1e-10, 0.1, 0.5, 0.99), c(4, 20), c(10, 300), c(25, 1000))
each("beta_binomial_cdf", beta_binomial, c(-1, 0, 3, 3.5, 11, 12), 12, c(0.3, 2, 40), c(0.6, 5))
each("invlogit", plogis, c(-800, -40, -1, 0, 1, 40))
each("logit", qlogis, c(1e-300, 0.1, 0.5, 0.99))
each("log_invlogit", function(x) plogis(x, log.p = TRUE), c(-800, -40, -1, 0, 1, 40))
