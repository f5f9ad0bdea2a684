## The first number, and steps up by exponentials.
transform Ordered() over ordered[d] {
  forward(u) = sum(if d' == first(d) then u[d = d'] else if d' <= d then exp(u[d = d']) else 0 over d')
  inverse(x) = if d == first(d) then x else log(x - x[d = max(first(d), d - 1)])
  log_jacobian(u) = sum(if d == first(d) then 0 else u over d)
}
