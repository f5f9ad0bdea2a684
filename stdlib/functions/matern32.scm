## Covariance of a function with one derivative.      [RW06, eq. 4.17]
## Group: covariance functions
## Example:
##   dim i = 3
##   k[i] = matern32(i, 1, 1.5, 2)    # 2.25, 1.76600, 1.08755
fn matern32(x, y, scale, length) {
  r = sqrt(3) * abs(x - y) / length
  return scale^2 * (1 + r) * exp(-r)
}
