# low_dim_gauss_mix of posteriordb: two normal components, the means in order
# A normal density above another variable, not normalised: together they are two ordered draws.
distribution NormalAbove(lower: real, mu: real, sigma: positive) over above(lower) {
  log_density(x) = -((x - mu) / sigma)^2 / 2 - log(sigma)
}

dim obs;  dim k = 2

low ~ Normal(0, 2)
high ~ NormalAbove(low, 0, 2)
mu[k] = if k == 1 then low else high
sigma[k] ~ HalfNormal(2)
theta ~ Beta(5, 5)
p[k] = if k == 1 then theta else 1 - theta

component[obs] in k ~ Categorical(p)
y[obs] ~ Normal(mu[component], sigma[component])
