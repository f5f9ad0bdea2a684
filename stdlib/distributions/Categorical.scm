## One of the positions of a dimension, each with its probability: `x in d ~ Categorical(p)`, where p runs over d.
distribution Categorical(p[d]: unit) over index(d) {
  log_density(x) = log(p[d = x])
  log_weights = log(p)
  cdf(x) = sum(if d <= x then p else 0 over d)
  quantile(u) = first(d) + min(size(d) - 1, sum(sum(if d <= d' then p else 0 over d) < u over d'))
}
