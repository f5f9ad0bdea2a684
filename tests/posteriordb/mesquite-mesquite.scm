# mesquite-mesquite of posteriordb
dim obs;  dim k = 7
data diam1[obs]
data diam2[obs]
data canopy_height[obs]
data total_height[obs]
data density[obs]
data group[obs]

beta[k] ~ Flat()
sigma ~ HalfFlat()
weight[obs] ~ Normal(beta[1] + beta[2] * diam1 + beta[3] * diam2 + beta[4] * canopy_height + beta[5] * total_height + beta[6] * density + beta[7] * group, sigma)
