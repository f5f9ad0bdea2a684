# A smooth function of x, seen with noise at many points: a Gaussian process as a sum of sines.
dim point;  dim m = 40
data x[point]
data half_width = 1.25 * max(abs(x) over point)

scale ~ HalfNormal(1)
length ~ InverseGamma(5, 5)
noise ~ HalfNormal(1)

weight[m] ~ Normal(0, 1)
amplitude = exponentiated_quadratic_amplitude(hsgp_frequency(half_width over m), scale, length)
f[point] = sum(amplitude * weight * hsgp_basis(x, half_width over m) over m)
y[point] ~ Normal(f, noise)
