## An approximation to the Landau distribution of energy losses.                           [PyMC, Moyal]
distribution Moyal(mu: real = 0, scale: positive = 1) over real {
  log_density(x) = -0.5 * ((x - mu) / scale + exp(-(x - mu) / scale)) - log(scale) - 0.91893853320467274
  location_scale(e) = mu + scale * e
  cdf(x) = erfc(0.70710678118654752 * exp(-0.5 * (x - mu) / scale))
  quantile(p) = mu - 2 * scale * log(-normal_quantile(0.5 * p))
  mean = mu + scale * 1.2703628454614782
  variance = 4.9348022005446793 * scale^2
}
