# A smooth function of x, seen with noise: a Gaussian process, the function integrated out.
dim point;  dim other like point
data x[point]

scale ~ HalfNormal(2)
length ~ InverseGamma(5, 5)
noise ~ HalfNormal(0.5)

covariance[point, other] = scale^2 * exp(-0.5 * ((x - x[other]) / length)^2) + (if point == other then noise^2 else 0)
y[point] ~ MvNormal(0, covariance)
