# Coaching for the SAT in eight schools (Rubin 1981): each school's effect is measured with a known standard error.
dim school

data sigma[school]

mu  ~ Normal(0, 5)
tau ~ HalfCauchy(5)

theta[school] ~ Normal(mu, tau)
y[school]     ~ Normal(theta, sigma)
