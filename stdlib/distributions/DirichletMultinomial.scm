## How often each of the positions of a dimension comes up in n draws whose probabilities are Dirichlet(alpha).      [BDA3, app. A]
distribution DirichletMultinomial(n: count, alpha[d]: positive) over count[d] {
  log_density(x) {
    total = sum(alpha over d)
    constant = lgamma(n + 1) + lgamma(total) - lgamma(n + total)
    return if sum(x over d) == n then constant + sum(lgamma(x + alpha) - lgamma(alpha) - lgamma(x + 1) over d) else -infinity
  }
  # One position after the other, of those that are left.
  quantile(u) {
    left[d] = if d == first(d) then n else left[d - 1] - count[d - 1]
    rest[d] = if d == first(d) then sum(alpha over d) else rest[d - 1] - alpha[d - 1]
    count[d] = if d == first(d) + size(d) - 1 then left else beta_binomial_quantile(u, left, alpha, max(rest - alpha, 1e-300))
    return count
  }
  mean = n * alpha / sum(alpha over d)
}
