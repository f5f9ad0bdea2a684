## The Cholesky factor of a Wishart matrix with nu degrees of freedom and scale 1, from uniform numbers u[i, j].      [Bartlett33]
## Group: for distributions of the library
## Example:
##   dim i = 2;  dim j like i
##   A[i, j] = bartlett(if i == j then 1 + i else 0, 0.5 over i, j)    # 1.17741, 0, 0, 1.17741
fn bartlett(nu, u over i, j) = if j < i then normal_quantile(u) else if j == i then sqrt(2 * gamma_p_inverse((nu - (i - first(i))) / 2, u)) else 0
