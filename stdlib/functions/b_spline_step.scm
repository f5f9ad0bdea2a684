## B-splines of a degree from those of one less, each at the position of its first knot.      [deBoor78]
## Group: splines
## Example:
##   dim j = 4
##   knots[j] = j
##   tents[j] = b_spline_step(if j == 2 then 1 else 0, 2.25, knots, 1 over j)    # 0.75, 0.25, 0, 0
fn b_spline_step(lower, x, knots, degree over j) {
  last = first(j) + size(j) - 1
  width = if j + degree > last then 0 else knots[j = j + degree] - knots
  rise = if width > 0 then (x - knots) / width else 0
  return if j + degree >= last then 0 else rise * lower + (1 - rise[j = j + 1]) * lower[j = j + 1]
}
