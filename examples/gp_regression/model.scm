# A smooth function of x, seen with noise: a Gaussian process, the function integrated out.
dim point;  dim other like point
data x[point]

scale ~ HalfNormal(2)
length ~ InverseGamma(5, 5)
noise ~ HalfNormal(0.5)

covariance[point, other] = exponentiated_quadratic(x, x[other], scale, length) + white_noise(noise over point, other)
y[point] ~ MvNormal(0, covariance)
