## Covariance of a smooth function at x and y: it falls off with the square of their distance.      [RW06, eq. 4.9]
## Group: covariance functions
## Example:
##   dim i = 3
##   k[i] = exponentiated_quadratic(i, 1, 1.5, 2)    # 2.25, 1.98562, 1.36469
fn exponentiated_quadratic(x, y, scale, length) = scale^2 * exp(-0.5 * ((x - y) / length)^2)
