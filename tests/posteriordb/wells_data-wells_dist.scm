# wells_data-wells_dist of posteriordb
dim obs;  dim k = 2
data dist[obs]

beta[k] ~ Flat()
switched[obs] ~ Bernoulli(invlogit(beta[1] + beta[2] * dist))
