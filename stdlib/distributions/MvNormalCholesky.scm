## A vector of normal numbers with mean mu and covariance L L', L lower triangular with a positive diagonal.      [BDA3, app. A]
distribution MvNormalCholesky(mu[d]: real = 0, L[d, d']: real = if d == d' then 1 else 0) over real[d] {
  log_density(x) = -0.5 * sum(solve_lower(L[d, d'], x - mu)^2 over d') - sum(log(L[d' = d]) over d) - 0.5 * size(d) * log(2 * pi)
  location_scale(e) = mu + sum(L * e[d = d'] over d')
  standard(x) {
    e = solve_lower(L[d, d'], x - mu)
    return e[d' = d]
  }
  quantile(u) = mu + sum(L * normal_quantile(u[d = d']) over d')
  mean = mu
}
