## The Cholesky factor of a correlation matrix, row by row of i, from partial correlations z[i, j] below the diagonal.      [LKJ09]
## Group: for distributions of the library
## Example:
##   dim i = 2;  dim j like i;  dim k like i
##   L[i, j] = correlation_factor(if j < i then 0.6 else 0 over i, j, k)    # 1, 0, 0.6, 0.8
fn correlation_factor(z over i, j, k) {
  rest = exp(0.5 * sum(if k < j then log1p(-z[j = k]^2) else 0 over k))
  return if j < i then z * rest else if j == i then rest else 0
}
