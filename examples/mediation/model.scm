# Does training (x) raise wages (y) by skill (m), or beside it? Age (c) moves all three, and skill pays more for the trained.
dim person
x0 ~ Normal(0, 1);  x_c ~ Normal(0, 1)
m0 ~ Normal(0, 2);  m_x ~ Normal(0, 2);  m_c ~ Normal(0, 2);  s_m ~ HalfNormal(1)
y0 ~ Normal(0, 2);  y_x ~ Normal(0, 2);  y_m ~ Normal(0, 2);  y_xm ~ Normal(0, 2);  y_c ~ Normal(0, 2);  s_y ~ HalfNormal(1)

c[person] ~ Normal(0, 1)
x[person] ~ Bernoulli(invlogit(x0 + x_c * c))
m[person] ~ Normal(m0 + m_x * x + m_c * c, s_m)
y[person] ~ Normal(y0 + y_x * x + y_m * m + y_xm * x * m + y_c * c, s_y)

query seen = E[y | x == 1] - E[y | x == 0]
query te = E[y | do(x = 1)] - E[y | do(x = 0)]
query nde = E[y | do(x = 1, m = (m | do(x = 0)))] - E[y | do(x = 0)]
query nie = E[y | do(x = 0, m = (m | do(x = 1)))] - E[y | do(x = 0)]
query nie_of_trained = E[y | do(x = 1)] - E[y | do(x = 1, m = (m | do(x = 0)))]
query cde = E[y | do(x = 1, m = 0)] - E[y | do(x = 0, m = 0)]
query ide = E[y | do(x = 1, m = new (m | do(x = 0)))] - E[y | do(x = 0, m = new (m | do(x = 0)))]
query iie = E[y | do(x = 1, m = new (m | do(x = 1)))] - E[y | do(x = 1, m = new (m | do(x = 0)))]
query by_skill = 100 * (E[y | do(x = 1)] - E[y | do(x = 1, m = (m | do(x = 0)))]) / (E[y | do(x = 1)] - E[y | do(x = 0)])
