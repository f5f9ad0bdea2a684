## Numbers of areas with neighbours W (symmetric, 0 or 1); the precision is tau (D - alpha W), D their numbers, alpha in (-1, 1).      [PyMC, CAR]
distribution CAR(mu[d]: real = 0, W[d, d']: real, alpha: real, tau: positive = 1) over real[d] {
  log_density(x) {
    Q = tau * ((if d == d' then sum(W over d') else 0) - alpha * W)
    return 0.5 * log_det(Q[d, d']) - 0.5 * sum(sum(Q * (x - mu) over d) * (x - mu)[d = d'] over d') - 0.5 * size(d) * log(2 * pi)
  }
  quantile(u) {
    Q = tau * ((if d == d' then sum(W over d') else 0) - alpha * W)
    return mu + solve_lower_transposed(cholesky(Q[d, d'])[d, d'], normal_quantile(u[d = d']))
  }
  mean = mu
}
