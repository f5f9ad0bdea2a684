## The same for two inputs, each with a length of its own.      [RW06, eq. 4.15]
## Group: Gaussian processes on a Hilbert-space basis
## Example:
##   dim m = 3
##   a[m] = matern32_amplitude_2d(m - 1, 1, 1.5, 2, 0.5)    # 3.40195, 1.24784, 0.36817
fn matern32_amplitude_2d(frequency1, frequency2, scale, length1, length2) {
  q = (length1 * frequency1)^2 + (length2 * frequency2)^2
  return scale * sqrt(18 * sqrt(3) * pi * length1 * length2) / (3 + q)^1.25
}
