# kidiq_with_mom_work-kidscore_mom_work of posteriordb
dim obs;  dim k = 4
data mom_work[obs]

beta[k] ~ Flat()
sigma ~ HalfFlat()
kid_score[obs] ~ Normal(beta[1] + beta[2] * (mom_work == 2) + beta[3] * (mom_work == 3) + beta[4] * (mom_work == 4), sigma)
