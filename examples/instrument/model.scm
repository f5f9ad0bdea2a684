# Does schooling raise wages? Ability moves both and was not measured. How near a college is moves schooling alone: an instrument.
dim person

a0 ~ Normal(0, 1);  a_near ~ Normal(0, 1);  s_school ~ HalfNormal(2)
b0 ~ Normal(0, 1);  b_school ~ Normal(0, 1);  s_wage ~ HalfNormal(2)
rho ~ Uniform(-1, 1)

near[person]   ~ Normal(0, 1)
school[person] ~ Normal(a0 + a_near * near, s_school)
wage[person]   ~ Normal(b0 + b_school * school + rho * s_wage * noise(school), s_wage * sqrt(1 - rho^2))
