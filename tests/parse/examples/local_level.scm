# A local level: the base case, then the recurrence.
dim t
s_level ~ HalfNormal(1);  s_obs ~ HalfNormal(1)
level[1] ~ Normal(0, 5)
level[t] ~ Normal(level[t - 1], s_level)
y[t]     ~ Normal(level, s_obs)
