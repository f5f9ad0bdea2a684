# earnings-logearn_height_male of posteriordb
dim obs;  dim k = 3
data height[obs]
data male[obs]

beta[k] ~ Flat()
sigma ~ HalfFlat()
earn[obs] ~ LogNormal(beta[1] + beta[2] * height + beta[3] * male, sigma)
