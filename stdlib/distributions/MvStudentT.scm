## A vector of Student's t with nu degrees of freedom, location mu and scale L L', L lower triangular.      [BDA3, app. A]
distribution MvStudentT(nu: positive, mu[d]: real = 0, L[d, d']: real = if d == d' then 1 else 0) over real[d] {
  log_density(x) {
    q = sum(solve_lower(L[d, d'], x - mu)^2 over d')
    constant = lgamma((nu + size(d)) / 2) - lgamma(nu / 2) - 0.5 * size(d) * log(nu * pi)
    return constant - sum(log(L[d' = d]) over d) - 0.5 * (nu + size(d)) * log1p(q / nu)
  }
  mean = if nu > 1 then mu else 0 / 0
}
