## Cubic B-splines at x, their knots equally spaced from lower to upper and beyond; k runs over them.      [Eilers96]
## Group: splines
## Example:
##   dim k = 5
##   B[k] = b_spline(1.5, 0, 2 over k)    # 0, 0.02083, 0.47917, 0.47917, 0.02083
fn b_spline(x, lower, upper over k) {
  u = abs((x - lower) * (size(k) - 3) / (upper - lower) - (k - first(k) - 1))
  return (max(2 - u, 0)^3 - 4 * max(1 - u, 0)^3) / 6
}
