## The same for two inputs, each with a length of its own.      [RW06, eq. 4.15]
## Group: Gaussian processes on a Hilbert-space basis
## Example:
##   dim m = 3
##   a[m] = matern52_amplitude_2d(m - 1, 1, 1.5, 2, 0.5)    # 3.45223, 1.28124, 0.29888
fn matern52_amplitude_2d(frequency1, frequency2, scale, length1, length2) {
  q = (length1 * frequency1)^2 + (length2 * frequency2)^2
  return scale * sqrt(250 * sqrt(5) * pi * length1 * length2) / (5 + q)^1.75
}
