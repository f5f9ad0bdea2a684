# Does a training raise wages? Schooling explains both, and not everyone told it.
dim person

a0 ~ Normal(0, 1);  a_school ~ Normal(0, 1)
b0 ~ Normal(0, 2);  b_school ~ Normal(0, 1);  b_training ~ Normal(0, 1)
mu ~ Normal(12, 3);  tau ~ HalfNormal(3);  sigma ~ HalfNormal(1)

school[person]   ~ Normal(mu, tau)
training[person] ~ Bernoulli(invlogit(a0 + a_school * (school - 12)))
wage[person]     ~ LogNormal(b0 + b_school * (school - 12) + b_training * training, sigma)
