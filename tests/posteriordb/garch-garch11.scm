# garch11 of posteriordb: GARCH(1, 1); the variance is a recurrence
dim t
data sigma1
mu ~ Flat();  alpha0 ~ HalfFlat()
alpha1 ~ Flat(0, 1)
beta1 ~ Flat(0, 1 - alpha1)

variance[1] = sigma1^2
variance[t] = alpha0 + alpha1 * (y[t - 1] - mu)^2 + beta1 * variance[t - 1]
y[t] ~ Normal(mu, sqrt(variance))
