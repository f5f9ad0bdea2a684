## A correlation matrix R with density proportional to det(R)^(eta - 1).      [LKJ09, eq. 16]
distribution LKJ(eta: positive = 1) over correlation[d, d'] {
  log_density(x) = (eta - 1) * log_det(x[d, d']) - sum(log_volume(first(d) + size(d) - 1 - d, eta) over d)
  quantile(u) {
    b = eta + (first(d) + size(d) - 2 - d') / 2
    L = correlation_factor(if d' < d then 2 * beta_cdf_inverse(b, b, u) - 1 else 0 over d, d', d'')
    return sum(L[d' = d''] * L[d = d', d' = d''] over d'')
  }
  mean = if d == d' then 1 else 0
}
