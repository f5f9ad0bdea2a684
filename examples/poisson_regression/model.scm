# Accidents at crossings: counts in proportion to the traffic, cameras placed where it is dense.
dim crossing

a0 ~ Normal(0, 1);  a_traffic ~ Normal(0, 1)
b0 ~ Normal(0, 1);  b_traffic ~ Normal(0, 1);  b_camera ~ Normal(0, 1)

traffic[crossing]   ~ Normal(0, 1)
camera[crossing]    ~ Bernoulli(invlogit(a0 + a_traffic * traffic))
accidents[crossing] ~ Poisson(exp(b0 + b_traffic * traffic + b_camera * camera))

query prevented = 1 - exp(b_camera)
