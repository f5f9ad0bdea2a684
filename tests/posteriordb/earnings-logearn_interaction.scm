# earnings-logearn_interaction of posteriordb
dim obs;  dim k = 4
data height[obs]
data male[obs]

beta[k] ~ Flat()
sigma ~ HalfFlat()
earn[obs] ~ LogNormal(beta[1] + beta[2] * height + beta[3] * male + beta[4] * height * male, sigma)
