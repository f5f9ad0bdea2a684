# earnings-logearn_height of posteriordb
dim obs;  dim k = 2
data height[obs]

beta[k] ~ Flat()
sigma ~ HalfFlat()
earn[obs] ~ LogNormal(beta[1] + beta[2] * height, sigma)
