# arK of posteriordb: autoregression of order 5, given the first five values
dim t;  dim lag = 5

alpha ~ Normal(0, 10)
beta[lag] ~ Normal(0, 10)
sigma ~ HalfCauchy(2.5)
y[1..5] ~ Flat()
y[t] ~ Normal(alpha + sum(beta * y[t - lag] over lag), sigma)
