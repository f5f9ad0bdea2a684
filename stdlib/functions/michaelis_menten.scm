## From 0 at 0 towards `limit`, half of it at `half`.      [Michaelis13]
## Group: saturation
## Example:
##   dim i = 3
##   s[i] = michaelis_menten(i - 1, 4, 2)    # 0, 1.33333, 2
fn michaelis_menten(x, limit, half) = limit * x / (half + x)
