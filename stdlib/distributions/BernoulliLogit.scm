## Bernoulli by the logit of its probability.
distribution BernoulliLogit(e: real) over 0..1 {
  log_density(x) = x * e - log1p_exp(e)
  cdf(x) = if x < 0 then 0 else if x < 1 then invlogit(-e) else 1
  quantile(u) = if u > invlogit(-e) then 1 else 0
  mean = invlogit(e)
  variance = invlogit(e) * invlogit(-e)
}
