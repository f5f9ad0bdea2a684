## B-splines of degree 1, as b_spline: tents, for a function of straight pieces.      [Eilers96]
## Group: splines
## Example:
##   dim k = 3
##   B[k] = b_spline_linear(1.5, 0, 2 over k)    # 0, 0.5, 0.5
fn b_spline_linear(x, lower, upper over k) = max(1 - abs((x - lower) * (size(k) - 1) / (upper - lower) - (k - first(k))), 0)
