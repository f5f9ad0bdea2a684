# An autoregression of order two, given its first two values.
dim quarter;  dim lags = 2

base ~ Normal(0, 2)
phi[lags] ~ Normal(0, 0.5)
sigma ~ HalfNormal(1)

growth[1..2] ~ Normal(0, 5)
growth[quarter] ~ Normal(base + sum(phi * growth[quarter - lags] over lags), sigma)
