## The value k positions earlier; `fill` before the first.
fn lag(x, k, fill over t) = if t - k >= first(t) then x[t - k] else fill
