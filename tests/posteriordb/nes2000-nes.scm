# nes2000-nes of posteriordb
dim obs;  dim k = 9
data age_discrete[obs]
data educ1[obs]
data gender[obs]
data income[obs]
data race_adj[obs]
data real_ideo[obs]

beta[k] ~ Flat()
sigma ~ HalfFlat()
partyid7[obs] ~ Normal(beta[1] + beta[2] * real_ideo + beta[3] * race_adj + beta[4] * (age_discrete == 2) + beta[5] * (age_discrete == 3) + beta[6] * (age_discrete == 4) + beta[7] * educ1 + beta[8] * gender + beta[9] * income, sigma)
