## The category of a normal number around eta among ascending cut points.      [BDA3, section 16.2]
distribution OrderedProbit(eta: real, cut[c]: real) over index(d) {
  log_density(x) {
    k = x - first(d)
    upper = if k == size(c) then infinity else cut[c = first(c) + min(k, size(c) - 1)] - eta
    lower = if k == 0 then -infinity else cut[c = first(c) + max(k - 1, 0)] - eta
    return if lower > 0 then log(normal_cdf(-lower) - normal_cdf(-upper)) else log(normal_cdf(upper) - normal_cdf(lower))
  }
  cdf(x) = if x - first(d) == size(c) then 1 else normal_cdf(cut[c = first(c) + min(x - first(d), size(c) - 1)] - eta)
  quantile(u) = first(d) + sum(u > normal_cdf(cut - eta) over c)
}
