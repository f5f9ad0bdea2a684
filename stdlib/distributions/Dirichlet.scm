## Shares that add up to 1, in proportion to independent Gamma(alpha, 1) numbers.      [BDA3, app. A]
distribution Dirichlet(alpha[d]: positive = 1) over simplex[d] {
  log_density(x) = lgamma(sum(alpha over d)) + sum((alpha - 1) * log(x) - lgamma(alpha) over d)
  quantile(u) {
    g = gamma_p_inverse(alpha, u)
    return g / sum(g over d)
  }
  mean = alpha / sum(alpha over d)
}
