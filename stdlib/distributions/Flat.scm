## No prior is stated: constant density, between bounds if they are given. It cannot be simulated.
distribution Flat(lower: real = -infinity, upper: real = infinity) over interval(lower, upper) {
  log_density(x) = 0
}
