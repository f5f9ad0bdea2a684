# Plants along a path: counts whose log-density is a Gaussian process, one that is never seen itself.
dim segment;  dim other like segment
data km[segment]

base ~ Normal(1, 1)
scale ~ HalfNormal(1)
length ~ InverseGamma(5, 5)

covariance[segment, other] = matern52(km, km[other], scale, length) + white_noise(0.01 over segment, other)
log_density[segment] ~ MvNormal(base, covariance)
plants[segment] ~ Poisson(exp(log_density))
