## Numbers that add up to 0, their differences between neighbours W (symmetric, 0 or 1, connected) normal with standard deviation sigma.      [PyMC, ICAR]
distribution ICAR(W[d, d']: real, sigma: positive = 1) over sum_to_zero[d] {
  log_density(x) {
    Q = (if d == d' then sum(W over d') else 0) - W
    constant = 0.5 * log_det((Q + 1 / size(d))[d, d']) - (size(d) - 1) * (log(sigma) + 0.5 * log(2 * pi))
    return constant - 0.5 / sigma^2 * sum(sum(Q * x over d) * x[d = d'] over d')
  }
  quantile(u) {
    Q = (if d == d' then sum(W over d') else 0) - W
    e = solve_lower_transposed(cholesky((Q + 1 / size(d))[d, d'])[d, d'], normal_quantile(u[d = d']))
    return sigma * (e - mean(e over d))
  }
  mean = 0
}
