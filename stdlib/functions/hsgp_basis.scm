## Basis functions at x: sines that are 0 at -half_width and at half_width; m runs over them.      [Solin20; Riutort-Mayol23]
## Group: Gaussian processes on a Hilbert-space basis
## Example:
##   dim m = 3
##   phi[m] = hsgp_basis(0.5, 2 over m)    # 0.65328, -0.5, -0.27060
fn hsgp_basis(x, half_width over m) = sin(hsgp_frequency(half_width over m) * (x + half_width)) / sqrt(half_width)
