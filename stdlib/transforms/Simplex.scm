## Shares of exponentials, whose total is a number of its own with a Gamma(size, 1) distribution: as many numbers as shares.
transform Simplex() over simplex[d] {
  forward(u) = softmax(u over d)
  inverse(x) = log(x) + log(size(d))
  log_jacobian(u) = sum(u - exp(u) over d) - lgamma(size(d))
}
