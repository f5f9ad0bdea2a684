# Google Ads (z) and sales (y), confounded by TV (c).
dim day

beta_z0 ~ Normal(0, 1);  beta_cz ~ Normal(0, 1)
beta_y0 ~ Normal(0, 1);  beta_cy ~ Normal(0, 1);  beta_zy ~ Normal(0, 1)
sigma_y ~ HalfNormal(1)

c[day] ~ Normal(0, 1)
z[day] ~ Bernoulli(invlogit(beta_z0 + beta_cz * c))
y_mu   = beta_y0 + beta_zy * z + beta_cy * c
y[day] ~ Normal(y_mu, sigma_y)
