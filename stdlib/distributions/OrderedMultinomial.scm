## How often each of the positions of a dimension comes up in n draws of an ordered category.      [PyMC, OrderedMultinomial]
distribution OrderedMultinomial(n: count, eta: real, cut[c]: real) over count[d] {
  log_density(x) {
    k = d - first(d)
    upper = cut[c = first(c) + min(k, size(c) - 1)] - eta
    lower = cut[c = first(c) + max(k - 1, 0)] - eta
    above = if k == 0 then 0 else -log1p_exp(lower)
    below = if k == size(c) then 0 else -log1p_exp(-upper)
    log_p = above + below + (if k == 0 or k == size(c) then 0 else log1m_exp(lower - upper))
    return if sum(x over d) == n then lgamma(n + 1) + sum(x * log_p - lgamma(x + 1) over d) else -infinity
  }
}
