# Does the treatment shorten recovery? Severe cases are treated more often, and a third of the records do not say who was.
dim patient

b0 ~ Normal(0, 1)
b_severity ~ Normal(0, 1)
a ~ Normal(10, 5)
a_treated ~ Normal(0, 3)
a_severity ~ Normal(0, 3)
sigma ~ HalfNormal(3)

severity[patient] ~ Normal(0, 1)
treated[patient] ~ Bernoulli(invlogit(b0 + b_severity * severity))
days[patient] ~ Normal(a + a_treated * treated + a_severity * severity, sigma)
