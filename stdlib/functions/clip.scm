## The nearest number between two bounds.
## Group: choices
## Example:
##   y = clip(7, 0, 5)     # 5
##   z = clip(-1, 0, 5)    # 0
fn clip(x, lower, upper) = min(max(x, lower), upper)
