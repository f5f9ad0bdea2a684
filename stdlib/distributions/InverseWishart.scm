## The inverse of a Wishart matrix with nu degrees of freedom and scale inverse(S).      [BDA3, app. A]
distribution InverseWishart(nu: positive, S[d, d']: real) over covariance[d, d'] {
  log_density(x) {
    p = size(d)
    trace = sum(sum(S * inverse(x[d, d']) over d) over d')
    constant = 0.5 * nu * p * log(2) - 0.5 * nu * log_det(S[d, d']) + log_multigamma(0.5 * nu, p over d)
    return -0.5 * (nu + p + 1) * log_det(x[d, d']) - 0.5 * trace - constant
  }
  quantile(u) {
    b = bartlett(nu, u over d, d')
    B = sum(cholesky(inverse(S[d, d'])[d, d'])[d' = d''] * b[d = d''] over d'')
    C = inverse(B[d, d'])
    return sum(C[d = d''] * C[d = d'', d' = d] over d'')
  }
  mean = if nu > size(d) + 1 then S / (nu - size(d) - 1) else 0 / 0
}
