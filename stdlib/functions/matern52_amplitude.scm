## Root of the spectral density of matern52 at a frequency.      [Riutort-Mayol23]
## Group: Gaussian processes on a Hilbert-space basis
## Example:
##   dim m = 3
##   a[m] = matern52_amplitude(m - 1, 1.5, 2)    # 3.27615, 1.35661, 0.38062
fn matern52_amplitude(frequency, scale, length) = scale * sqrt(400 / 3 * sqrt(5) * length / (5 + (length * frequency)^2)^3)
