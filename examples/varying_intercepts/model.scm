# Sales under a discount, in stores of several markets: what would happen if every store gave it, or none?
dim market;  dim store

data in_market[store] in market from "market"

a  ~ Normal(0, 2);  tau_a ~ HalfNormal(1)
b  ~ Normal(0, 1);  tau_b ~ HalfNormal(1)
g  ~ Normal(0, 1);  sigma ~ HalfNormal(1)

base[market]   ~ Normal(a, tau_a)
effect[market] ~ Normal(b, tau_b)

income[store]   ~ Normal(0, 1)
discount[store] ~ Bernoulli(invlogit(-income))
sales[store]    ~ Normal(base[in_market] + effect[in_market] * discount + g * income, sigma)
