## From 0 at 0 towards 1 by a logistic curve, with a slope of rate / 2 at first.
## Group: saturation
## Example:
##   dim i = 3
##   s[i] = logistic_saturation(i - 1, 2)    # 0, 0.76159, 0.96403
fn logistic_saturation(x, rate) = tanh(0.5 * rate * x)
