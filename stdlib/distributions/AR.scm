## A series around mu that remembers its last values, phi[k] of the k-th: the first ones are Normal(mu, start_sigma).      [PyMC, AR]
distribution AR(phi[k]: real, sigma: positive = 1, mu: real = 0, start_sigma: positive = sigma) over real[d] {
  log_density(x) {
    is_start = d - first(d) < size(k)
    past = sum(phi * (x[d = max(first(d), d - (k - first(k) + 1))] - mu) over k)
    scale = if is_start then start_sigma else sigma
    return sum(-0.5 * ((x - mu - (if is_start then 0 else past)) / scale)^2 - log(scale) over d) - 0.5 * size(d) * log(2 * pi)
  }
  quantile(u) {
    y[d] = if d - first(d) < size(k) then start_sigma * normal_quantile(u)
           else sum(phi * y[d - (k - first(k) + 1)] over k) + sigma * normal_quantile(u)
    return mu + y
  }
}
