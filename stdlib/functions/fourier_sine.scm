## Sines of a season at time t; h runs over the harmonics.      [Harvey89]
## Group: time and seasons
## Example:
##   dim h = 3
##   s[h] = fourier_sine(1, 12 over h)    # 0.5, 0.86603, 1
fn fourier_sine(t, period over h) = sin(2 * pi * (h - first(h) + 1) * t / period)
