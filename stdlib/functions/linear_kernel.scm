## Covariance of a straight line that is 0 at the centre; its slope has this scale.      [RW06, sec. 4.2.2]
## Group: covariance functions
## Example:
##   dim i = 3
##   k[i] = linear_kernel(i, 3, 1.5, centre = 1)    # 0, 4.5, 9
fn linear_kernel(x, y, scale, centre = 0) = scale^2 * (x - centre) * (y - centre)
