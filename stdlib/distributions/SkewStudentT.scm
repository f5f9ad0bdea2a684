## Student's t with 2 a degrees of freedom in its lower tail and 2 b in its upper one.     [Jones & Faddy 2003]
distribution SkewStudentT(a: positive, b: positive, mu: real = 0, sigma: positive = 1) over real {
  log_density(x) {
    t = (x - mu) / sigma
    r = sqrt(a + b + t^2)
    near = log1p(abs(t) / r)
    far = log((a + b) / r / (r + abs(t)))
    return (if t < 0 then (a + 0.5) * far + (b + 0.5) * near else (a + 0.5) * near + (b + 0.5) * far) - (a + b - 1) * log(2) - lbeta(a, b) - 0.5 * log(a + b) - log(sigma)
  }
  location_scale(e) = mu + sigma * e
  cdf(x) {
    t = (x - mu) / sigma
    r = sqrt(a + b + t^2)
    far = 0.5 * (a + b) / r / (r + abs(t))
    return if t < 0 then beta_cdf(a, b, far) else 1 - beta_cdf(b, a, far)
  }
  quantile(p) {
    below = beta_cdf_inverse(a, b, p)
    far = if below < 0.5 then below else beta_cdf_inverse(b, a, 1 - p)
    t = sqrt(a + b) * (0.5 - far) / sqrt(far * (1 - far))
    return mu + sigma * (if below < 0.5 then -t else t)
  }
  mean = if a > 0.5 and b > 0.5 then mu + sigma * 0.5 * (a - b) * sqrt(a + b) * exp(lgamma(a - 0.5) - lgamma(a) + lgamma(b - 0.5) - lgamma(b)) else 0 / 0
  variance {
    m = 0.5 * (a - b) * sqrt(a + b) * exp(lgamma(a - 0.5) - lgamma(a) + lgamma(b - 0.5) - lgamma(b))
    return if a > 1 and b > 1 then sigma^2 * (0.25 * (a + b) * (b / (a - 1) + a / (b - 1) - 2) - m^2) else infinity
  }
}
