## The category of a logistic number around eta among ascending cut points.      [BDA3, section 16.2]
distribution OrderedLogistic(eta: real, cut[c]: real) over index(d) {
  log_density(x) {
    k = x - first(d)
    upper = cut[c = first(c) + min(k, size(c) - 1)] - eta
    lower = cut[c = first(c) + max(k - 1, 0)] - eta
    above = if k == 0 then 0 else -log1p_exp(lower)
    below = if k == size(c) then 0 else -log1p_exp(-upper)
    return above + below + (if k == 0 or k == size(c) then 0 else log1m_exp(lower - upper))
  }
  cdf(x) = if x - first(d) == size(c) then 1 else invlogit(cut[c = first(c) + min(x - first(d), size(c) - 1)] - eta)
  quantile(u) = first(d) + sum(u > invlogit(cut - eta) over c)
}
