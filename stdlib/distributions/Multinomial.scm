## How often each of the positions of a dimension comes up in n draws with probabilities p.      [BDA3, app. A]
distribution Multinomial(n: count, p[d]: unit) over count[d] {
  log_density(x) = if sum(x over d) == n then lgamma(n + 1) + sum(xlogy(x, p) - lgamma(x + 1) over d) else -infinity
  # One position after the other, of those that are left.
  quantile(u) {
    left[d] = if d == first(d) then n else left[d - 1] - count[d - 1]
    rest[d] = if d == first(d) then 1 else rest[d - 1] - p[d - 1]
    count[d] = if d == first(d) + size(d) - 1 then left else binomial_quantile(u, left, min(1, p / max(rest, p)))
    return count
  }
  mean = n * p
}
