# Every café has an intercept and a slope of its own, and the two are correlated.
dim visit;  dim cafe;  dim k = {"morning", "change"};  dim l like k
data cafe_of[visit] in cafe from "cafe"
data afternoon[visit]

mean_of[k] ~ Normal(0, 5)
spread[k] ~ HalfNormal(2)
sigma ~ HalfNormal(1)
L[k, l] ~ LKJCholesky(2)
correlation = L["change", "morning"]

effect[cafe, k] ~ MvNormalCholesky(mean_of, spread * L)
wait[visit] ~ Normal(effect[cafe_of, "morning"] + effect[cafe_of, "change"] * afternoon, sigma)
