## An angle from -pi to pi, with density in proportion to exp(kappa * cos(x - mu)).         [Mardia & Jupp 2000, section 3.5.4]
distribution VonMises(mu: real, kappa: positive) over interval(-pi, pi) {
  log_density(x) = -2 * kappa * sin((x - mu) / 2)^2 - log(2 * pi) - log(bessel_i_scaled(0, kappa))
  cdf(x) = von_mises_cdf(x - mu, kappa) - von_mises_cdf(-pi - mu, kappa)
  quantile(p) = max(-pi, min(pi, mu + von_mises_quantile(p + von_mises_cdf(-pi - mu, kappa), kappa)))
}
