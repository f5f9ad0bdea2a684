# mesquite-logmesquite_logvas of posteriordb
dim obs;  dim k = 7
data diam1[obs]
data diam2[obs]
data canopy_height[obs]
data total_height[obs]
data density[obs]
data group[obs]
data volume[obs] = diam1 * diam2 * canopy_height
data area[obs] = diam1 * diam2
data shape[obs] = diam1 / diam2

beta[k] ~ Flat()
sigma ~ HalfFlat()
weight[obs] ~ LogNormal(beta[1] + beta[2] * log(volume) + beta[3] * log(area) + beta[4] * log(shape) + beta[5] * log(total_height) + beta[6] * log(density) + beta[7] * group, sigma)
