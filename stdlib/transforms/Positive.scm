## The logarithm: any real number stands for a positive one.
transform Positive() over positive {
  forward(u) = exp(u)
  inverse(x) = log(x)
  log_jacobian(u) = u
}
