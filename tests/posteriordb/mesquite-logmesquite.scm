# mesquite-logmesquite of posteriordb
dim obs;  dim k = 7
data diam1[obs]
data diam2[obs]
data canopy_height[obs]
data total_height[obs]
data density[obs]
data group[obs]

beta[k] ~ Flat()
sigma ~ HalfFlat()
weight[obs] ~ LogNormal(beta[1] + beta[2] * log(diam1) + beta[3] * log(diam2) + beta[4] * log(canopy_height) + beta[5] * log(total_height) + beta[6] * log(density) + beta[7] * group, sigma)
