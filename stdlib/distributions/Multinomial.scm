## How often each of the positions of a dimension comes up in n draws with probabilities p.      [BDA3, app. A]
distribution Multinomial(n: count, p[d]: unit) over count[d] {
  log_density(x) = if sum(x over d) == n then lgamma(n + 1) + sum(xlogy(x, p) - lgamma(x + 1) over d) else -infinity
  mean = n * p
}
