# The day of the year on which cherries blossom: a curve through two centuries, as smooth as the data say.
dim year = 1800..1999;  dim k = 16

start ~ Normal(100, 10)
wander ~ HalfNormal(5)
noise ~ HalfNormal(10)

weight[1] ~ Normal(start, wander)
weight[k] ~ Normal(weight[k - 1], wander)
trend[year] = sum(weight * b_spline(year, 1800, 1999 over k) over k)
blossom[year] ~ Normal(trend, noise)

query change = trend[1999] - trend[1800]
