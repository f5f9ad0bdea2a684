/// The models that every rewrite is tried on.
#pragma once
#include <string>
#include <vector>

namespace scmc::testing {

/// A model, and interventions that can be meant on it: each stands for itself, and all are about different variables.
struct Example {
  const char* name;
  std::string text;
  std::vector<std::string> interventions;
  std::vector<std::string> observed;
  std::vector<std::string> targets;
};

inline const std::string google_ads = R"(# Google Ads (z) and sales (y), confounded by TV (c).
dim day

beta_z0 ~ Normal(0, 1);  beta_cz ~ Normal(0, 1)
beta_y0 ~ Normal(0, 1);  beta_cy ~ Normal(0, 1);  beta_zy ~ Normal(0, 1)
sigma_y ~ HalfNormal(1)

c[day] ~ Normal(0, 1)
z[day] ~ Bernoulli(invlogit(beta_z0 + beta_cz * c))  # bought or not
y_mu = beta_y0 + beta_zy * z + beta_cy * c
y[day] ~ Normal(y_mu, sigma_y)

query ate = E[y | do(z = 1)] - E[y | do(z = 0)]
query pct = 100 * beta_zy / beta_cy
)";

inline const std::string radon = R"(dim obs;  dim county
data county_of[obs] in county from "county"
data floor[obs]

mu ~ Normal(0, 5);  tau ~ HalfNormal(1);  b ~ Normal(0, 1);  sigma ~ HalfNormal(1)
alpha[county] ~ Normal(mu, tau)
log_radon[obs] ~ Normal(alpha[county_of] + b * floor, sigma)
)";

inline const std::string local_level = R"(# A local level: the base case, then the recurrence.
dim t = 40
data promotion[t]
s_level ~ HalfNormal(1);  s_obs ~ HalfNormal(1)
level[1] ~ Normal(0, 5)
level[t] ~ Normal(level[t - 1], s_level)
y[t] ~ Normal(level + promotion, s_obs)
bought[t] ~ Poisson(exp(y))
)";

inline const std::string media = R"(use shapes
use unneeded_file
dim week = 52;  dim channel = {"tv", "radio"};  dim unrelated
fn effect(x, top) = squash(x / top)
fn also_unneeded(x) = x
data spend[week, channel];  data price[week]
data top = max(spend over week, channel)  # a scale
data elsewhere[unrelated]
b[channel] ~ HalfNormal(1);  base ~ Normal(0, 1);  s ~ HalfNormal(1)
factor -0.5 * (base - 1)^2
demand[week] ~ Normal(0, 1)
search[week] ~ LogNormal(0.3 * demand, 1)
lift = sum(b * effect(spend, top) over channel)
sales[week] ~ Normal(base + lift + 0.2 * search + demand - 0.1 * price, s)
other[unrelated] ~ Normal(elsewhere, 1)
query roas = sum(E[sales] - E[sales | do(spend["tv"] = 0)] over week) / 52
query searched = E[search]
)";

inline const std::string hidden_state = R"(dim t = 30;  dim state = {"calm", "storm"}
p ~ Beta(1, 1);  mu[state] ~ Normal(0, 10)
z[t] in state from "regime" ~ Categorical(if state == 1 then p else 1 - p)
y[t] ~ Normal(mu[z], 1)
)";

inline const std::vector<Example> examples = {
    {"google ads",
     google_ads,
     {"z = 1", "z ~ Bernoulli(0.3)", "z[3] = 0", "z[day] = 0", "z = if day > 5 then 1 else 0", "c = 0.9 * c", "c = beta_cz + 1", "y_mu = 2",
      "y_mu = y_mu + c", "beta_zy = 0, sigma_y = 0.2", "y = 3", "y[2..5] = y * 2"},
     {"z", "y"},
     {"y"}},
    {"hierarchical",
     radon,
     {"floor = 0", "floor = 1 - floor", "county_of = 1", "county_of[4] = 2", "alpha = mu", "alpha[1] = 0", "tau = 1", "log_radon = floor"},
     {"log_radon"},
     {"log_radon", "alpha"}},
    {"recurrence",
     local_level,
     {"level = 0", "level[20..30] = 0", "level[t] = 0.9 * level", "level[1] = 1", "promotion[5..10] = 1", "promotion = promotion + 1",
      "y = level", "bought ~ Poisson(3)", "promotion = if t > 1 then y[t - 1] else 0"},
     {"y", "bought"},
     {"bought"}},
    {"media",
     media,
     {"spend = 0", "spend[\"tv\"] = 0", "spend[20..30, \"radio\"] = 1.5 * spend", "spend[channel = \"tv\"] = price", "price = 0.9 * price",
      "search = exp(demand)", "lift = 1", "spend = top", "lift[3] = lift + 1", "demand[week] ~ Normal(1, 2)", "top = 5", "sales[52] = 0",
      "search = squash(price)"},
     {"search", "sales"},
     {"sales"}},
    {"index-valued",
     hidden_state,
     {"z = 1", "z[3] = 2", "z ~ Categorical(if state == 1 then 0.2 else 0.8)", "mu[\"storm\"] = 3", "mu = 0"},
     {"y", "z"},
     {"y"}},
};

}  // namespace scmc::testing
