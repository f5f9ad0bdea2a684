# A machine that runs well or badly, and tends to go on as it is. Its state is not recorded, its output is.
dim hour

stays_well ~ Beta(8, 2)
stays_bad ~ Beta(8, 2)
bad_output ~ Normal(2, 2)
gain ~ HalfNormal(3)
spread ~ HalfNormal(1)

well[1] ~ Bernoulli(0.5)
well[hour] ~ Bernoulli(if well[hour - 1] == 1 then stays_well else 1 - stays_bad)
output[hour] ~ Normal(bad_output + gain * well, spread)
