# Does an exercise programme keep people from falling ill? Older people join it less and fall ill more.
dim person

a0 ~ Normal(0, 1.5);  a_age ~ Normal(0, 1)
b0 ~ Normal(0, 1.5);  b_age ~ Normal(0, 1);  b_join ~ Normal(0, 1)

age[person]  ~ Normal(0, 1)
join[person] ~ Bernoulli(invlogit(a0 + a_age * age))
ill[person]  ~ Bernoulli(invlogit(b0 + b_age * age + b_join * join))

query odds_ratio = exp(b_join)
