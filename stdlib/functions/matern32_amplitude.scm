## Root of the spectral density of matern32 at a frequency.      [Riutort-Mayol23]
## Group: Gaussian processes on a Hilbert-space basis
## Example:
##   dim m = 3
##   a[m] = matern32_amplitude(m - 1, 1.5, 2)    # 3.22371, 1.38159, 0.50901
fn matern32_amplitude(frequency, scale, length) = scale * sqrt(12 * sqrt(3) * length) / (3 + (length * frequency)^2)
