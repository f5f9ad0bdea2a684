# normal_mixture of posteriordb: two normal components of unit width, the means in order
# A normal density above another variable, not normalised: together they are two ordered draws.
distribution NormalAbove(lower: real, mu: real, sigma: positive) over above(lower) {
  log_density(x) = -((x - mu) / sigma)^2 / 2 - log(sigma)
}

dim obs;  dim k = 2

low ~ Normal(0, 10)
high ~ NormalAbove(low, 0, 10)
mu[k] = if k == 1 then low else high
theta ~ Uniform(0, 1)
p[k] = if k == 1 then theta else 1 - theta

component[obs] in k ~ Categorical(p)
observe y[obs] ~ Normal(mu[component], 1)
