# accel_gp of posteriordb: mean and log standard deviation as Gaussian processes on a Hilbert-space basis
dim n;  dim m = 40;  dim s = 20;  dim one = 1
data basis[n, m] from "Xgp_1"
data basis_sigma[n, s] from "Xgp_sigma_1"
data frequency[m, one] from "slambda_1"
data frequency_sigma[s, one] from "slambda_sigma_1"

Intercept ~ StudentT(3, -13, 36)
Intercept_sigma ~ StudentT(3, 0, 10)
sdgp_1 ~ HalfStudentT(3, 36)
sdgp_sigma_1 ~ HalfStudentT(3, 36)
lscale_1 ~ InverseGamma(1.124909, 0.0177)
lscale_sigma_1 ~ InverseGamma(1.124909, 0.0177)
zgp_1[m] ~ Normal(0, 1)
zgp_sigma_1[s] ~ Normal(0, 1)

fn weight(sd, scale, frequency) = sqrt(sd^2 * sqrt(2 * pi) * scale * exp(-0.5 * scale^2 * frequency^2))

coefficient[m] = weight(sdgp_1, lscale_1, sum(frequency over one)) * zgp_1
coefficient_sigma[s] = weight(sdgp_sigma_1, lscale_sigma_1, sum(frequency_sigma over one)) * zgp_sigma_1
mu[n] = Intercept + sum(basis * coefficient over m)
eta[n] = Intercept_sigma + sum(basis_sigma * coefficient_sigma over s)
Y[n] ~ Normal(mu, exp(eta))
