# Years that patients live, with a treatment or without it. Of those who outlive the study, no more is known.
dim patient
data followup[patient]

a0 ~ Normal(0, 1);  a_age ~ Normal(0, 1)
b0 ~ Normal(1, 1);  b_age ~ Normal(0, 1);  b_treated ~ Normal(0, 1)
shape ~ LogNormal(0, 0.5)

observe age[patient]     ~ Normal(0, 1)
observe treated[patient] ~ Bernoulli(invlogit(a0 + a_age * age))
life[patient]            ~ Weibull(shape, exp(b0 + b_age * age + b_treated * treated))
observe time = min(life, followup)

query times_longer = exp(b_treated)
