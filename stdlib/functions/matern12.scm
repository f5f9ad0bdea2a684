## Covariance of a rough function, an Ornstein-Uhlenbeck process: it falls off exponentially.      [RW06, eq. 4.18]
## Group: covariance functions
## Example:
##   dim i = 3
##   k[i] = matern12(i, 1, 1.5, 2)    # 2.25, 1.36469, 0.82773
fn matern12(x, y, scale, length) = scale^2 * exp(-abs(x - y) / length)
