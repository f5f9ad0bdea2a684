# What the spending of each channel brings: it is carried over to later weeks, and more of it brings less and less.
dim week;  dim channel = {"tv", "search", "radio"}
data spend[week, channel];  data price[week]
data most[channel] = max(spend over week)            # a scale: computed once, no intervention moves it
data usual = mean(price over week)

decay[channel] ~ Beta(2, 2)
steep[channel] ~ LogNormal(0.5, 0.3)
effect[channel] ~ HalfNormal(3)
base ~ Normal(20, 5);  trend ~ Normal(0, 2);  b_price ~ Normal(0, 2);  noise ~ HalfNormal(1)

carried = geometric_adstock(spend / most, decay over week)
brought = sum(effect * logistic_saturation(carried, steep) over channel)
sales[week] ~ Normal(base + trend * week / size(week) + b_price * (price - usual) + brought, noise)

query c[channel] = E[sales] - E[sales | do(spend[channel] = 0)]
query share = 100 * (1 - E[sales | do(spend = 0)] / E[sales])
query more[channel] = E[sales | do(spend[channel] = 1.2 * spend)] - E[sales]
query late[week] = E[sales] - E[sales | do(spend[40..60, "tv"] = 0)]
query lost = E[sum(sales over week)] - E[sum(sales over week) | cf(spend[40..60, "tv"] = 0)]
query dose_50 = E[sales | do(spend = 0.5 * spend)] - E[sales]
query dose_80 = E[sales | do(spend = 0.8 * spend)] - E[sales]
query dose_120 = E[sales | do(spend = 1.2 * spend)] - E[sales]
query dose_200 = E[sales | do(spend = 2 * spend)] - E[sales]
