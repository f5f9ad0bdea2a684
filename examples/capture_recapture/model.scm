# How many animals live here? Three nights of traps; most animals were never seen.
dim animal;  dim night

share ~ Uniform(0, 1)                       # of the 150 rows, how many are animals
catch[night] ~ Beta(1, 1)

exists[animal] ~ Bernoulli(share)
seen[animal, night] ~ Bernoulli(exists * catch)

animals = sum(exists over animal)
