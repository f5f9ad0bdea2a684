# A hidden Markov model, as it is generated. Never observed, the states are summed out (the forward algorithm) and recovered afterwards.
dim t;  dim state = 2;  dim next like state
change[state, next] ~ Dirichlet(1)
mu[state] ~ Ordered(Normal(0, 10))
z[1] in state ~ Categorical(1 / size(state))
z[t] in state ~ Categorical(change[z[t - 1]])
y[t] ~ Normal(mu[z], 1)
