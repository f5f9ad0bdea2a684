# A level that wanders, seen through noise.
dim month

wander ~ HalfNormal(2)
noise ~ HalfNormal(2)

level[1] ~ Normal(0, 10)
level[month] ~ Normal(level[month - 1], wander)
seen[month] ~ Normal(level, noise)
