## Partial correlations, each the hyperbolic tangent of a number.      [LKJ09; Stan reference manual, correlation matrices]
transform CholeskyCorrelation() over cholesky_correlation[d, d'] {
  forward(u) = correlation_factor(tanh(u) over d, d', d'')
  inverse(x) = if d' < d then atanh(x / sqrt(1 - sum(if d'' < d' then x[d' = d'']^2 else 0 over d''))) else 0
  log_jacobian(u) {
    z = log1p(-tanh(u)^2)
    return sum(sum(if d' < d then z + 0.5 * sum(if d'' < d' then z[d' = d''] else 0 over d'') else 0 over d') over d)
  }
}
