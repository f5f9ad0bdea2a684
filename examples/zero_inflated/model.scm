# Fish caught by groups of visitors: some did not fish at all.
dim group
data adults[group] : int

fishes ~ Beta(2, 2)
base ~ Normal(0, 1)
b_adults ~ Normal(0, 0.5)
fishing[group] ~ Bernoulli(fishes)
fish[group] ~ Poisson(fishing * exp(base + b_adults * adults))
