## Covariance of a sum of smooth functions of many lengths; the larger alpha, the more they are alike.      [RW06, eq. 4.19]
## Group: covariance functions
## Example:
##   dim i = 3
##   k[i] = rational_quadratic(i, 1, 1.5, 2, 0.5)    # 2.25, 2.01246, 1.59099
fn rational_quadratic(x, y, scale, length, alpha) = scale^2 * exp(-alpha * log1p(0.5 * ((x - y) / length)^2 / alpha))
