## No prior is stated, but the value is positive. It cannot be simulated.
distribution HalfFlat() over positive {
  log_density(x) = 0
}
