# Varying slopes
dim obs;  dim group;  dim k = {"intercept", "x"};  dim l like k
data group_of[obs] in group from "group";  data x[obs]
mu[k] ~ Normal(0, 5);  tau[k] ~ HalfNormal(1);  sigma ~ HalfNormal(1)
L[k, l] ~ LKJCholesky(2)
beta[group, k] ~ MvNormalCholesky(mu, tau * L)
y[obs] ~ Normal(beta[group_of, "intercept"] + beta[group_of, "x"] * x, sigma)
