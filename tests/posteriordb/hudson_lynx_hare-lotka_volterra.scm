# lotka_volterra of posteriordb: predators and prey. The differential equation is solved by the classical Runge-Kutta method,
# twenty steps a year, as a recurrence
distribution PositiveNormal(mu: real, sigma: positive) over positive {
  log_density(x) = -((x - mu) / sigma)^2 / 2 - log(sigma)
}

dim n = 20;  dim animal = 2;  dim rate = 4;  dim step = 401
theta[rate] ~ PositiveNormal(if rate == 1 or rate == 3 then 1 else 0.05, if rate == 1 or rate == 3 then 0.5 else 0.05)
z_init[animal] ~ LogNormal(log(10), 1)
sigma[animal] ~ LogNormal(-1, 1)

fn growth(u, v, a, b) = (a - b * v) * u
h = 0.05
a = theta[1];  b = theta[2];  g = theta[3];  d = theta[4]

u0[step] = if step > 1 then hare[step - 1] else 0;  v0[step] = if step > 1 then lynx[step - 1] else 0
ku1[step] = growth(u0, v0, a, b);                                  kv1[step] = growth(v0, u0, -g, -d)
ku2[step] = growth(u0 + h / 2 * ku1, v0 + h / 2 * kv1, a, b);      kv2[step] = growth(v0 + h / 2 * kv1, u0 + h / 2 * ku1, -g, -d)
ku3[step] = growth(u0 + h / 2 * ku2, v0 + h / 2 * kv2, a, b);      kv3[step] = growth(v0 + h / 2 * kv2, u0 + h / 2 * ku2, -g, -d)
ku4[step] = growth(u0 + h * ku3, v0 + h * kv3, a, b);              kv4[step] = growth(v0 + h * kv3, u0 + h * ku3, -g, -d)
hare[1] = z_init[1];  hare[step] = u0 + h / 6 * (ku1 + 2 * ku2 + 2 * ku3 + ku4)
lynx[1] = z_init[2];  lynx[step] = v0 + h / 6 * (kv1 + 2 * kv2 + 2 * kv3 + kv4)

y_init[animal] ~ LogNormal(log(z_init), sigma)
y[n, animal] ~ LogNormal(log(if animal == 1 then hare[20 * n + 1] else lynx[20 * n + 1]), sigma)
