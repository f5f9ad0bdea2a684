## D, rounded to the nearest multiple of a step.                                           [BDA3, section 3.5, exercise 5]
distribution Rounded(D: distribution, step: positive = 1) over with_zero(D.support) {
  atoms = 1
  log_density(x) = D.log_mass(x - 0.5 * step, x + 0.5 * step)
  cdf(x) = D.cdf((floor(x / step) + 0.5) * step)
  quantile(p) = step * round(D.quantile(p) / step)
}
