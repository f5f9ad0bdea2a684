## What m correlations of a row add to the logarithm of the constant of the LKJ distribution.      [LKJ09, eq. 16]
## Group: for distributions of the library
## Example:
##   v = log_volume(1, 1)    # 0.69315
fn log_volume(m, eta) = if m == 0 then 0 else m * ((2 * eta - 2 + m) * log(2) + lbeta(eta + (m - 1) / 2, eta + (m - 1) / 2))
