# kidiq-kidscore_interaction of posteriordb
dim obs;  dim k = 4
data mom_hs[obs]
data mom_iq[obs]

beta[k] ~ Flat()
sigma ~ HalfCauchy(2.5)
kid_score[obs] ~ Normal(beta[1] + beta[2] * mom_hs + beta[3] * mom_iq + beta[4] * mom_hs * mom_iq, sigma)
