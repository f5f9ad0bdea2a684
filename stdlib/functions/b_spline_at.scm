## Cubic B-splines at x for knots that ascend over j; k runs over the splines, four fewer than knots.      [deBoor78]
## Group: splines
## Example:
##   dim j = 9;  dim k = 5
##   B[k] = b_spline_at(1.5, clamped_knots(0, 2 over j) over j, k)    # 0, 0.03125, 0.25, 0.59375, 0.125
fn b_spline_at(x, knots over j, k) {
  last = first(j) + size(j) - 1
  end = knots[j = last]
  above = if j == last then end else knots[j = j + 1]
  degree0 = if knots <= x and (x < above or (x == end and above == end and knots < end)) then 1 else 0
  degree1 = b_spline_step(degree0, x, knots, 1 over j)
  degree2 = b_spline_step(degree1, x, knots, 2 over j)
  degree3 = b_spline_step(degree2, x, knots, 3 over j)
  return degree3[j = k - first(k) + first(j)]
}
