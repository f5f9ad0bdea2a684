## Cosines of a season at time t; h runs over the harmonics.      [Harvey89]
## Group: time and seasons
## Example:
##   dim h = 3
##   c[h] = fourier_cosine(1, 12 over h)    # 0.86603, 0.5, 0
fn fourier_cosine(t, period over h) = cos(2 * pi * (h - first(h) + 1) * t / period)
