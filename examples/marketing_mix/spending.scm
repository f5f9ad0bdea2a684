# How the weeks of this example come by their spending and prices: no channel is on in every week, and the price wanders.
dim week;  dim channel = {"tv", "search", "radio"}
off[channel] = if channel == "search" then 0.1 else 0.6
spend[week, channel] ~ Hurdle(1 - off, LogNormal(3, 0.5))
price[week] ~ Normal(10, 0.5)
