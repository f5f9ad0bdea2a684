## Covariance of a function with two derivatives.      [RW06, eq. 4.17]
## Group: covariance functions
## Example:
##   dim i = 3
##   k[i] = matern52(i, 1, 1.5, 2)    # 2.25, 1.86446, 1.17899
fn matern52(x, y, scale, length) {
  r = sqrt(5) * abs(x - y) / length
  return scale^2 * (1 + r + r^2 / 3) * exp(-r)
}
