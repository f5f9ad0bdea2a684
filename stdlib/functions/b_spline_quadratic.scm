## B-splines of degree 2, as b_spline.      [Eilers96]
## Group: splines
## Example:
##   dim k = 4
##   B[k] = b_spline_quadratic(1.5, 0, 2 over k)    # 0, 0.125, 0.75, 0.125
fn b_spline_quadratic(x, lower, upper over k) {
  u = abs((x - lower) * (size(k) - 2) / (upper - lower) - (k - first(k) - 0.5))
  return (max(1.5 - u, 0)^2 - 3 * max(0.5 - u, 0)^2) / 2
}
