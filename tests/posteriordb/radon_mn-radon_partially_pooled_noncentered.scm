# radon_mn of posteriordb: partially pooled county means
dim obs;  dim county
data county_idx[obs] in county

mu_alpha ~ Normal(0, 10)
sigma_alpha ~ HalfNormal(1);  sigma_y ~ HalfNormal(1)
alpha[county] ~ Normal(mu_alpha, sigma_alpha)
log_radon[obs] ~ Normal(alpha[county_idx], sigma_y)
