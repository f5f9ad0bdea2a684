# kidiq_with_mom_work-kidscore_interaction_c of posteriordb
dim obs;  dim k = 4
data mom_hs[obs]
data mom_iq[obs]
data h[obs] = mom_hs - mean(mom_hs over obs)
data q[obs] = mom_iq - mean(mom_iq over obs)

beta[k] ~ Flat()
sigma ~ HalfFlat()
kid_score[obs] ~ Normal(beta[1] + beta[2] * h + beta[3] * q + beta[4] * h * q, sigma)
