## One of the positions of a dimension, in proportion to exp(eta).
distribution CategoricalLogit(eta[d]: real) over index(d) {
  log_density(x) = eta[d = x] - log_sum_exp(eta over d)
  log_weights = eta - log_sum_exp(eta over d)
  cdf(x) = sum(if d <= x then softmax(eta over d) else 0 over d)
  quantile(u) {
    p = softmax(eta over d)
    return first(d) + min(size(d) - 1, sum(sum(if d <= d' then p else 0 over d) < u over d'))
  }
}
