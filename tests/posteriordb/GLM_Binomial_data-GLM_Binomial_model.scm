# GLM_Binomial_data-GLM_Binomial_model of posteriordb: successful broods among all, by year
dim obs
data year[obs]
data N[obs] : int

alpha ~ Normal(0, 100);  beta1 ~ Normal(0, 100);  beta2 ~ Normal(0, 100)
C[obs] ~ Binomial(N, invlogit(alpha + beta1 * year + beta2 * year^2))
