# Media mix as a causal model: TV drives search, demand drives both search and sales.
use mmm
dim week
data tv[week];  data social[week];  data price[week]
data top_tv = max(tv over week)                       # a scale computed once from the data: no intervention moves it

demand[week] ~ Normal(0, 1)
search[week] ~ LogNormal(s0 + s_tv * log1p(tv) + s_d * demand, s_s)
carried = geometric_adstock(tv / top_tv, decay over week)
sales[week] ~ Normal(base + b_d * demand + b_tv * logistic_saturation(carried, l_tv) + b_search * log1p(search) + b_p * price, s_y)
# ... priors ...
query contribution[week] = E[sales] - E[sales | do(tv = 0)]          # direct and through search
query roas = sum(E[sales] - E[sales | do(tv = 0)] over week) / sum(tv over week)
