## Covariance of a smooth function that repeats itself.      [RW06, eq. 4.31]
## Group: covariance functions
## Example:
##   dim hour = 3
##   k[hour] = periodic(8 * hour, 8, 1.5, 2, 24)    # 2.25, 1.54640, 1.54640
fn periodic(x, y, scale, length, period) = scale^2 * exp(-2 * (sin(pi * (x - y) / period) / length)^2)
