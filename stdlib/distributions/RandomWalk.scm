## A number that walks: from Normal(start, start_sigma), by steps of mean drift and standard deviation sigma.      [PyMC, GaussianRandomWalk]
distribution RandomWalk(sigma[d]: positive, drift[d]: real = 0, start: real = 0, start_sigma: positive = 1) over real[d] {
  log_density(x) {
    step = if d == first(d) then (x - start) / start_sigma else (x - x[d = max(first(d), d - 1)] - drift) / sigma
    scale = if d == first(d) then start_sigma else sigma
    return sum(-0.5 * step^2 - log(scale) over d) - 0.5 * size(d) * log(2 * pi)
  }
  quantile(u) = cumulative_sum(if d == first(d) then start + start_sigma * normal_quantile(u) else drift + sigma * normal_quantile(u) over d)
}
