## The sum up to each position; of what came before, the share `keep` stays at every step.
## Group: time and seasons
## Example:
##   dim t = 4
##   y[t] = cumulative_sum(t over t)         # 1, 3, 6, 10
##   z[t] = cumulative_sum(t, 0.5 over t)    # 1, 2.5, 4.25, 6.125
fn cumulative_sum(x, keep = 1 over t) {
  s[t] = x + (if t > first(t) then keep * s[t - 1] else 0)
  return s
}
