# Waiting times between eruptions: short ones and long ones, and nobody wrote down which was which.
dim eruption

share ~ Beta(2, 2)
short ~ Normal(2, 0.5)
gap ~ HalfNormal(2)
spread ~ HalfNormal(0.5)

long[eruption] ~ Bernoulli(share)
minutes[eruption] ~ Normal(short + gap * long, spread)
