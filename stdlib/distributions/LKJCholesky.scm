## The Cholesky factor of a correlation matrix R with density proportional to det(R)^(eta - 1).      [LKJ09, eq. 16]
distribution LKJCholesky(eta: positive = 1) over cholesky_correlation[d, d'] {
  log_density(x) = sum((first(d) + size(d) + 2 * eta - 3 - d) * log(x[d' = d]) - log_volume(first(d) + size(d) - 1 - d, eta) over d)
  quantile(u) {
    b = eta + (first(d) + size(d) - 2 - d') / 2
    return correlation_factor(if d' < d then 2 * beta_cdf_inverse(b, b, u) - 1 else 0 over d, d', d'')
  }
}
