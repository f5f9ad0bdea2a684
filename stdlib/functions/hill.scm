## From 0 at 0 towards 1, a half at `half`; S-shaped where the slope is above 1.      [Jin17]
## Group: saturation
## Example:
##   dim i = 3
##   s[i] = hill(i - 1, 2, 3)    # 0, 0.11111, 0.5
fn hill(x, half, slope) = if x > 0 then invlogit(slope * log(x / half)) else 0
