## Gamma with shape and rate.                                                            [BDA3, app. A]
distribution Gamma(shape: positive, rate: positive) over positive {
  log_density(x) = shape * log(rate) - lgamma(shape) + (shape - 1) * log(x) - rate * x
  cdf(x)     = gamma_p(shape, rate * x)
  quantile(p) = gamma_p_inverse(shape, p) / rate
  sample     = standard_gamma(shape) / rate
  mean = shape / rate;  variance = shape / rate^2
}
distribution MvNormalCholesky(mu[d], L[d, d']) over real[d] {       # d' is the axis `like d`
  mean = mu;  map(e) = mu + sum(L * e over d')
}
distribution Truncated(D: distribution, lower = -infinity, upper = infinity) over D.support {
  log_mass { a = D.log_cdf(upper);  b = D.log_cdf(lower); return log_diff_exp(a, b) }
  log_density(x) = if lower <= x and x <= upper then D.log_density(x) - log_mass else -infinity
}
transform Positive over positive { forward(u) = exp(u);  inverse(x) = log(x);  log_jacobian(u) = u }
