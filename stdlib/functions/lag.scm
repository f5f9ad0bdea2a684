## The value k positions earlier; `fill` before the first.
## Group: time and seasons
## Example:
##   dim t = 4
##   before[t] = lag(t^2, 1, fill = 0 over t)    # 0, 1, 4, 9
fn lag(x, k, fill over t) = if t - k >= first(t) then x[t - k] else fill
