## The time a particle takes that drifts and diffuses, by its mean and its shape; also called Wald.      [Chhikara & Folks 1989]
distribution InverseGaussian(mu: positive, lambda: positive = 1) over positive {
  log_density(x) = 0.5 * (log(lambda) - log(2 * pi)) - 1.5 * log(x) - 0.5 * lambda / mu * ((x - mu) / mu) * (1 - mu / x)
  cdf(x) = inverse_gaussian_cdf(x / mu, lambda / mu)
  quantile(p) = mu * inverse_gaussian_quantile(p, lambda / mu)
  mean = mu
  variance = mu^3 / lambda
}
