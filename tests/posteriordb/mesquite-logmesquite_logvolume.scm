# mesquite-logmesquite_logvolume of posteriordb
dim obs;  dim k = 2
data diam1[obs]
data diam2[obs]
data canopy_height[obs]

beta[k] ~ Flat()
sigma ~ HalfFlat()
weight[obs] ~ LogNormal(beta[1] + beta[2] * log(diam1 * diam2 * canopy_height), sigma)
