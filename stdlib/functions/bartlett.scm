## The Cholesky factor of a Wishart matrix with nu degrees of freedom and scale 1, from uniform numbers u[i, j].      [Bartlett 1933]
fn bartlett(nu, u over i, j) = if j < i then normal_quantile(u) else if j == i then sqrt(2 * gamma_p_inverse((nu - (i - first(i))) / 2, u)) else 0
