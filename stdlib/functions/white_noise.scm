## Covariance of noise, j being the axis like i; a little of it keeps a matrix positive definite.      [RW06, eq. 2.20]
## Group: covariance functions
## Example:
##   dim i = 2;  dim j like i
##   K[i, j] = matern12(i, j, 1, 2) + white_noise(0.1 over i, j)    # 1.01, 0.60653, 0.60653, 1.01
fn white_noise(scale over i, j) = if i == j then scale^2 else 0
