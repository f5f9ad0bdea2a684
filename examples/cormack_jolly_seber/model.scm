# Birds are ringed, and seen again or not. Whether an unseen bird is alive is summed out.
dim bird;  dim year
data ringed[bird] : int

survival ~ Beta(2, 2)
seen_again ~ Beta(2, 2)

alive[bird, year] ~ Bernoulli(if year <= ringed then 1 else if year > 1 then survival * alive[bird, year - 1] else 1)
seen[bird, year] ~ Bernoulli(if year < ringed then 0 else if year == ringed then 1 else seen_again * alive)
