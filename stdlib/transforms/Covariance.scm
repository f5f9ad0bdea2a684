## The product of a lower triangle, exponentials on its diagonal, with its transpose.
transform Covariance() over covariance[d, d'] {
  forward(u) {
    L = if d' < d then u else if d' == d then exp(u) else 0
    return sum(L[d' = d''] * L[d = d', d' = d''] over d'')
  }
  inverse(x) {
    L = cholesky(x[d, d'])
    return if d' < d then L else if d' == d then log(L) else 0
  }
  log_jacobian(u) = size(d) * log(2) + sum((first(d) + size(d) + 1 - d) * u[d' = d] over d)
}
