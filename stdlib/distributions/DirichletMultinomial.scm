## How often each of the positions of a dimension comes up in n draws whose probabilities are Dirichlet(alpha).      [BDA3, app. A]
distribution DirichletMultinomial(n: count, alpha[d]: positive) over count[d] {
  log_density(x) {
    total = sum(alpha over d)
    constant = lgamma(n + 1) + lgamma(total) - lgamma(n + total)
    return if sum(x over d) == n then constant + sum(lgamma(x + alpha) - lgamma(alpha) - lgamma(x + 1) over d) else -infinity
  }
  mean = n * alpha / sum(alpha over d)
}
