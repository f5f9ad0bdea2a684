# Weekly sales: a season of the year, and advertising that works the less the more of it there is.
dim week;  dim h = 2
data spend[week]

base ~ Normal(10, 5)
a[h] ~ Normal(0, 2)
b[h] ~ Normal(0, 2)
limit ~ HalfNormal(5)
half ~ LogNormal(0, 0.5)
noise ~ HalfNormal(1)

season[week] = sum(a * fourier_sine(week, 52 over h) + b * fourier_cosine(week, 52 over h) over h)
lift[week] = michaelis_menten(spend, limit, half)
sales[week] ~ Normal(base + season + lift, noise)
