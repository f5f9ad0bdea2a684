# Clouds bring rain and keep the sprinkler off; rain or the sprinkler wets the grass.
dim day;  dim sky = {"clear", "cloudy"};  dim garden = {"off", "on"};  dim weather = {"dry", "rain"}

p_cloudy ~ Beta(1, 1)
p_sprinkler[sky] ~ Beta(1, 1)
p_rain[sky] ~ Beta(1, 1)
p_wet[garden, weather] ~ Beta(1, 1)

cloudy[day]    ~ Bernoulli(p_cloudy)
sprinkler[day] ~ Bernoulli(p_sprinkler[cloudy + 1])
rain[day]      ~ Bernoulli(p_rain[cloudy + 1])
wet[day]       ~ Bernoulli(p_wet[sprinkler + 1, rain + 1])
