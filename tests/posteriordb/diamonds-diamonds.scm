# diamonds-diamonds of posteriordb: a design matrix whose first column is the intercept
dim obs;  dim column;  dim k = size(column) - 1
data X[obs, column]
data Xc[obs, k] = X[obs, k + 1] - mean(X[obs, k + 1] over obs)

b[k] ~ Normal(0, 1)
Intercept ~ StudentT(3, 8, 10)
sigma ~ HalfStudentT(3, 10)
Y[obs] ~ Normal(Intercept + sum(Xc * b over k), sigma)
