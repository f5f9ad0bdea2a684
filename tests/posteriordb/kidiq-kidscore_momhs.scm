# kidiq-kidscore_momhs of posteriordb
dim obs;  dim k = 2
data mom_hs[obs]

beta[k] ~ Flat()
sigma ~ HalfCauchy(2.5)
kid_score[obs] ~ Normal(beta[1] + beta[2] * mom_hs, sigma)
