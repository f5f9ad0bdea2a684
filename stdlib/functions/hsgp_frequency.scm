## Frequency of each basis function, the root of its eigenvalue; m runs over them.      [Solin20; Riutort-Mayol23]
## Group: Gaussian processes on a Hilbert-space basis
## Example:
##   dim m = 3
##   frequency[m] = hsgp_frequency(2 over m)    # 0.78540, 1.57080, 2.35619
fn hsgp_frequency(half_width over m) = pi * (m - first(m) + 1) / (2 * half_width)
