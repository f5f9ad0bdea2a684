## The sum up to each position; of what came before, `keep` is kept at every step.
fn cumulative_sum(x, keep = 1 over t) {
  s[t] = x + (if t > first(t) then keep * s[t - 1] else 0)
  return s
}
