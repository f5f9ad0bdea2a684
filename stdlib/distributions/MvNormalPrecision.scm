## A vector of normal numbers with mean mu and precision Q, the inverse of its covariance.      [BDA3, app. A]
distribution MvNormalPrecision(mu[d]: real = 0, Q[d, d']: real = if d == d' then 1 else 0) over real[d] {
  log_density(x) {
    C = cholesky(Q[d, d'])
    return -0.5 * sum(sum(C * (x - mu) over d)^2 over d') + sum(log(C[d' = d]) over d) - 0.5 * size(d) * log(2 * pi)
  }
  location_scale(e) = mu + solve_lower_transposed(cholesky(Q[d, d'])[d, d'], e[d = d'])
  standard(x) {
    e = sum(cholesky(Q[d, d']) * (x - mu) over d)
    return e[d' = d]
  }
  quantile(u) = mu + solve_lower_transposed(cholesky(Q[d, d'])[d, d'], normal_quantile(u[d = d']))
  mean = mu
}
