# Mt of posteriordb: capture and recapture, with rows for individuals that were perhaps never there
dim individual;  dim occasion

omega ~ Uniform(0, 1)
p[occasion] ~ Uniform(0, 1)
exists[individual] ~ Bernoulli(omega)
y[individual, occasion] ~ Bernoulli(exists * p)
