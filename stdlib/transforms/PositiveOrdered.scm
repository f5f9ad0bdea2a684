## Steps up from zero by exponentials.
transform PositiveOrdered() over positive_ordered[d] {
  forward(u) = sum(if d' <= d then exp(u[d = d']) else 0 over d')
  inverse(x) = log(x - (if d == first(d) then 0 else x[d = max(first(d), d - 1)]))
  log_jacobian(u) = sum(u over d)
}
