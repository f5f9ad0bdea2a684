## The product of a Cholesky factor of correlations with its transpose.      [LKJ09]
transform Correlation() over correlation[d, d'] {
  forward(u) {
    L = correlation_factor(tanh(u) over d, d', d'')
    return sum(L[d' = d''] * L[d = d', d' = d''] over d'')
  }
  inverse(x) {
    L = cholesky(x[d, d'])
    return if d' < d then atanh(L / sqrt(1 - sum(if d'' < d' then L[d' = d'']^2 else 0 over d''))) else 0
  }
  log_jacobian(u) {
    z = log1p(-tanh(u)^2)
    below = sum(sum(if d' < d then z + 0.5 * sum(if d'' < d' then z[d' = d''] else 0 over d'') else 0 over d') over d)
    return below + sum((first(d) + size(d) - 1 - d) * 0.5 * sum(if d' < d then z else 0 over d') over d)
  }
}
