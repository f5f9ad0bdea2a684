# hmm_example of posteriordb: a hidden Markov model as it is generated; its states are summed out
# Normal densities above a bound, not normalised: together they are two ordered positive draws.
distribution NormalAbove(lower: real, mu: real, sigma: positive) over above(lower) {
  log_density(x) = -((x - mu) / sigma)^2 / 2 - log(sigma)
}

dim n;  dim state = 2;  dim next like state

low ~ NormalAbove(0, 3, 1)
high ~ NormalAbove(low, 10, 1)
mu[state] = if state == 1 then low else high
stay ~ Beta(1, 1)
leave ~ Beta(1, 1)
theta1[next] = if next == 1 then stay else 1 - stay
theta2[next] = if next == 1 then leave else 1 - leave
change[state, next] = if state == 1 then theta1 else theta2

z[1] in state ~ Categorical(1 / size(state))
z[n] in state ~ Categorical(change[z[n - 1]])
y[n] ~ Normal(mu[z], 1)
