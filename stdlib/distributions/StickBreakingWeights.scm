## Shares of a stick: each but the last a Beta(1, alpha) part of what those before it have left.      [Sethuraman 1994]
distribution StickBreakingWeights(alpha: positive) over simplex[d] {
  log_density(x) {
    left = sum(if d' >= d then x[d = d'] else 0 over d')
    last = first(d) + size(d) - 1
    return (size(d) - 1) * log(alpha) + sum(if d == last then (alpha - 1) * log(x) else -log(left) over d)
  }
  quantile(u) {
    rest = log1p(-u) / alpha
    part = if d == first(d) + size(d) - 1 then 1 else -expm1(rest)
    return part * exp(sum(if d' < d then rest[d = d'] else 0 over d'))
  }
  mean = (if d == first(d) + size(d) - 1 then 1 else 1 / (1 + alpha)) * (alpha / (1 + alpha))^(d - first(d))
}
