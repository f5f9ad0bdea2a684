# sblrc-blr of posteriordb
dim obs;  dim d
data X[obs, d]

beta[d] ~ Normal(0, 10)
sigma ~ HalfNormal(10)
y[obs] ~ Normal(sum(X * beta over d), sigma)
