# Daily returns whose variance remembers: large moves follow large moves.  GARCH(1, 1)
dim day

drift ~ Normal(0, 0.5)
floor_variance ~ HalfNormal(0.5)
shock ~ Uniform(0, 1)
memory ~ Uniform(0, 1 - shock)

variance[1] = floor_variance / (1 - shock - memory)
variance[day] = floor_variance + shock * (returns[day - 1] - drift)^2 + memory * variance[day - 1]
returns[day] ~ Normal(drift, sqrt(variance))
