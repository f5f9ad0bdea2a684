# Advertising that is remembered: a week's spending works on in the weeks after it.
dim week
data tv[week]

decay ~ Beta(2, 2)
effect ~ Normal(0, 1)
base ~ Normal(5, 5)
noise ~ HalfNormal(1)

carried[1] = tv
carried[week] = tv + decay * carried[week - 1]
sales[week] ~ Normal(base + effect * carried, noise)
