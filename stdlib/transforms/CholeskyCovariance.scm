## A lower triangle of numbers, exponentials on the diagonal.
transform CholeskyCovariance() over cholesky_covariance[d, d'] {
  forward(u) = if d' < d then u else if d' == d then exp(u) else 0
  inverse(x) = if d' < d then x else if d' == d then log(x) else 0
  log_jacobian(u) = sum(u[d' = d] over d)
}
