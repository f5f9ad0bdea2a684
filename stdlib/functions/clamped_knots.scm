## Knots over j for cubic splines: equally spaced from lower to upper, which come four times each.      [deBoor78]
## Group: splines
## Example:
##   dim j = 9
##   knots[j] = clamped_knots(0, 2 over j)    # 0, 0, 0, 0, 1, 2, 2, 2, 2
fn clamped_knots(lower, upper over j) = lower + (upper - lower) * min(max((j - first(j) - 3) / (size(j) - 7), 0), 1)
