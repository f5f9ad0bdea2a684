## Independent draws of D in ascending order: one density for each of their orders.        [Stan users guide, label switching]
distribution Ordered(D: distribution) over ordered[d] {
  log_density(x) = sum(D.log_density(x) over d) + lgamma(size(d) + 1)
  # Ordered uniform numbers, each from the one before.                                     [Devroye 1986, section V.3]
  quantile(u) = D.quantile(-expm1(cumulative_sum(log1p(-u) / (size(d) - d + first(d)) over d)))
}
