## The scatter of nu normal vectors with covariance S.      [BDA3, app. A]
distribution Wishart(nu: positive, S[d, d']: real) over covariance[d, d'] {
  log_density(x) {
    p = size(d)
    trace = sum(sum(inverse(S[d, d']) * x over d) over d')
    constant = 0.5 * nu * p * log(2) + 0.5 * nu * log_det(S[d, d']) + log_multigamma(0.5 * nu, p over d)
    return 0.5 * (nu - p - 1) * log_det(x[d, d']) - 0.5 * trace - constant
  }
  quantile(u) {
    b = bartlett(nu, u over d, d')
    B = sum(cholesky(S[d, d'])[d' = d''] * b[d = d''] over d'')
    return sum(B[d' = d''] * B[d = d', d' = d''] over d'')
  }
  mean = nu * S
}
