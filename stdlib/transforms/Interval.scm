## The scaled logit, for values between two bounds.
transform Interval(lower: real, upper: real) over interval(lower, upper) {
  forward(u) = lower + (upper - lower) * invlogit(u)
  inverse(x) = log(x - lower) - log(upper - x)
  log_jacobian(u) = log(upper - lower) + u - 2 * log1p_exp(u)
}
