# Varying intercepts, long-format data: the column `county` is a column of labels, so it defines the dimension.
dim obs;  dim county
data county_of[obs] in county from "county"
data floor[obs]

mu ~ Normal(0, 5);  tau ~ HalfNormal(1);  b ~ Normal(0, 1);  sigma ~ HalfNormal(1)
alpha[county] ~ Normal(mu, tau)
log_radon[obs] ~ Normal(alpha[county_of] + b * floor, sigma)
