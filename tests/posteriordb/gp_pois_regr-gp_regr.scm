# gp_regr of posteriordb: a Gaussian process regression, the latent function integrated out
dim i;  dim j like i
data x[i]

rho ~ Gamma(25, 4)
alpha ~ HalfNormal(2)
sigma ~ HalfNormal(1)
covariance[i, j] = alpha^2 * exp(-(x - x[j])^2 / (2 * rho^2)) + (if i == j then sigma else 0)
y[i] ~ MvNormal(0, covariance)
