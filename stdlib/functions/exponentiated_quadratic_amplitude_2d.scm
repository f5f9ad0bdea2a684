## The same for two inputs, each with a length of its own.      [RW06, sec. 4.2.1]
## Group: Gaussian processes on a Hilbert-space basis
## Example:
##   dim m = 3
##   a[m] = exponentiated_quadratic_amplitude_2d(m - 1, 1, 1.5, 2, 0.5)    # 3.53214, 1.29940, 0.06469
fn exponentiated_quadratic_amplitude_2d(frequency1, frequency2, scale, length1, length2) {
  q = (length1 * frequency1)^2 + (length2 * frequency2)^2
  return scale * sqrt(2 * pi * length1 * length2) * exp(-0.25 * q)
}
