## Root of the spectral density of exponentiated_quadratic at a frequency.      [Riutort-Mayol23]
## Group: Gaussian processes on a Hilbert-space basis
## Example:
##   dim m = 3
##   a[m] = exponentiated_quadratic_amplitude(m - 1, 1.5, 2)    # 3.35855, 1.23554, 0.06151
fn exponentiated_quadratic_amplitude(frequency, scale, length) = scale * sqrt(sqrt(2 * pi) * length) * exp(-0.25 * (length * frequency)^2)
