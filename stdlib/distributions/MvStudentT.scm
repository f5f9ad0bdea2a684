## A vector of Student's t with nu degrees of freedom, location mu and scale L L', L lower triangular.      [BDA3, app. A]
distribution MvStudentT(nu: positive, mu[d]: real = 0, L[d, d']: real = if d == d' then 1 else 0) over real[d] {
  log_density(x) {
    q = sum(solve_lower(L[d, d'], x - mu)^2 over d')
    constant = lgamma((nu + size(d)) / 2) - lgamma(nu / 2) - 0.5 * size(d) * log(nu * pi)
    return constant - sum(log(L[d' = d]) over d) - 0.5 * (nu + size(d)) * log1p(q / nu)
  }
  # Each element given those before it is Student's t again.      [Roth 2013, section 2]
  quantile(u) {
    square[d] = if d == first(d) then 0 else square[d - 1] + z[d - 1]^2
    z[d] = sqrt((nu + square) / (nu + d - first(d))) * student_t_quantile(nu + d - first(d), u)
    return mu + sum(L * z[d = d'] over d')
  }
  mean = if nu > 1 then mu else 0 / 0
}
