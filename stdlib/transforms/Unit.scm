## The logit: any real number stands for one between 0 and 1.
transform Unit() over unit {
  forward(u) = invlogit(u)
  inverse(x) = logit(x)
  log_jacobian(u) = u - 2 * log1p_exp(u)
}
