"""Log-densities of examples against arithmetic of their own: densities.py SCMC EXAMPLES [NAME...]

Each function below is the mathematics of an example, written down apart from the compiler: the density of its mechanisms, hidden states summed
out, and log |d x / d u| of each parameter x that is sampled as an unconstrained u. `scmc gradient` gives the same at two points: the values may
differ by a constant (of what only data tell), the step from one point to the other must agree to a billionth of the sum of all absolute terms.
"""
from math import exp, inf, lgamma, log, log1p, pi, sqrt

from steps import compare, of_interval, of_positive


# ---- densities, with the parameters that the language has

def normal(x, mu, sigma):
    return -0.5 * ((x - mu) / sigma) ** 2 - log(sigma) - 0.5 * log(2 * pi)


def log_normal(x, mu, sigma):
    return normal(log(x), mu, sigma) - log(x)


def half_normal(x, sigma):
    return log(2) + normal(x, 0, sigma)


def half_cauchy(x, scale):
    return log(2 / (pi * scale * (1 + (x / scale) ** 2)))


def beta(x, a, b):
    return lgamma(a + b) - lgamma(a) - lgamma(b) + (a - 1) * log(x) + (b - 1) * log1p(-x)


def poisson(n, rate):
    return n * log(rate) - rate - lgamma(n + 1) if rate > 0 else 0 if n == 0 else -inf


def bernoulli(x, p):
    return log(p if x == 1 else 1 - p)


def invlogit(e):
    return 1 / (1 + exp(-e))


def log_sum(*terms):
    top = max(terms)
    return top + log(sum(exp(t - top) for t in terms))


# ---- the examples: parameters by name (a list: elements), rows of data; the terms of the log-density

def google_ads(p, rows):
    yield from (normal(p[name], 0, 1) for name in ("beta_z0", "beta_cz", "beta_y0", "beta_cy", "beta_zy"))
    yield half_normal(p["sigma_y"], 1) + of_positive(p["sigma_y"])
    for r in rows:
        yield bernoulli(r["z"], invlogit(p["beta_z0"] + p["beta_cz"] * r["c"]))
        yield normal(r["y"], p["beta_y0"] + p["beta_zy"] * r["z"] + p["beta_cy"] * r["c"], p["sigma_y"])


def eight_schools(p, rows):
    yield normal(p["mu"], 0, 5)
    yield half_cauchy(p["tau"], 5) + of_positive(p["tau"])
    for theta, r in zip(p["theta"], rows):
        yield normal(theta, p["mu"], p["tau"]) + log(p["tau"])  # sampled by (theta - mu) / tau
        yield normal(r["y"], theta, r["sigma"])


def poisson_regression(p, rows):
    yield from (normal(p[name], 0, 1) for name in ("a0", "a_traffic", "b0", "b_traffic", "b_camera"))
    for r in rows:
        yield bernoulli(r["camera"], invlogit(p["a0"] + p["a_traffic"] * r["traffic"]))
        yield poisson(r["accidents"], exp(p["b0"] + p["b_traffic"] * r["traffic"] + p["b_camera"] * r["camera"]))


def zero_inflated(p, rows):
    yield beta(p["fishes"], 2, 2) + of_interval(p["fishes"])
    yield normal(p["base"], 0, 1)
    yield normal(p["b_adults"], 0, 0.5)
    for r in rows:
        some = log(p["fishes"]) + poisson(r["fish"], exp(p["base"] + p["b_adults"] * r["adults"]))
        yield log_sum(some, log1p(-p["fishes"])) if r["fish"] == 0 else some


def ordinal(p, rows):
    yield normal(p["lowest"], -2, 1)
    yield normal(p["b_age"], 0, 1)
    yield from (log_normal(step, 0, 0.5) + of_positive(step) for step in p["step"])
    cuts = [p["lowest"] + sum(p["step"][1:k]) for k in range(1, 5)]
    at_most = lambda k, eta: 0 if k == 0 else 1 if k == 5 else invlogit(cuts[k - 1] - eta)
    for r in rows:
        k, eta = int(r["answer"]), p["b_age"] * r["age"]
        yield log(at_most(k, eta) - at_most(k - 1, eta))


def mixture(p, rows):
    yield beta(p["share"], 2, 2) + of_interval(p["share"])
    yield normal(p["short"], 2, 0.5)
    yield half_normal(p["gap"], 2) + of_positive(p["gap"])
    yield half_normal(p["spread"], 0.5) + of_positive(p["spread"])
    for r in rows:
        yield log_sum(log1p(-p["share"]) + normal(r["minutes"], p["short"], p["spread"]),
                      log(p["share"]) + normal(r["minutes"], p["short"] + p["gap"], p["spread"]))


def hmm(p, rows):
    yield beta(p["stays_well"], 8, 2) + of_interval(p["stays_well"])
    yield beta(p["stays_bad"], 8, 2) + of_interval(p["stays_bad"])
    yield normal(p["bad_output"], 2, 2)
    yield half_normal(p["gain"], 3) + of_positive(p["gain"])
    yield half_normal(p["spread"], 1) + of_positive(p["spread"])
    step = [[p["stays_bad"], 1 - p["stays_bad"]], [1 - p["stays_well"], p["stays_well"]]]
    state = [0.5, 0.5]  # the probabilities of bad and well, given all output before
    for r in rows:
        seen = [log(state[s]) + normal(r["output"], p["bad_output"] + p["gain"] * s, p["spread"]) for s in (0, 1)]
        total = log_sum(*seen)
        yield total
        state = [sum(exp(seen[s] - total) * step[s][then] for s in (0, 1)) for then in (0, 1)]


def garch(p, rows):
    yield normal(p["drift"], 0, 0.5)
    yield half_normal(p["floor_variance"], 0.5) + of_positive(p["floor_variance"])
    yield of_interval(p["shock"])
    rest = 1 - p["shock"]
    yield -log(rest) + of_interval(p["memory"], 0, rest)
    variance = p["floor_variance"] / (rest - p["memory"])
    for r in rows:
        yield normal(r["returns"], p["drift"], sqrt(variance))
        variance = p["floor_variance"] + p["shock"] * (r["returns"] - p["drift"]) ** 2 + p["memory"] * variance


def survival(p, rows):
    yield from (normal(p[name], 0, 1) for name in ("a0", "a_age", "b_age", "b_treated"))
    yield normal(p["b0"], 1, 1)
    yield log_normal(p["shape"], 0, 0.5) + of_positive(p["shape"])
    for r in rows:
        yield bernoulli(r["treated"], invlogit(p["a0"] + p["a_age"] * r["age"]))
        k, scale = p["shape"], exp(p["b0"] + p["b_age"] * r["age"] + p["b_treated"] * r["treated"])
        yield -((r["time"] / scale) ** k)  # lives as long
        if r["time"] < r["followup"]:
            yield log(k / scale * (r["time"] / scale) ** (k - 1))  # and dies then


def instrument(p, rows):
    yield from (normal(p[name], 0, 1) for name in ("a0", "a_near", "b0", "b_school"))
    yield half_normal(p["s_school"], 2) + of_positive(p["s_school"])
    yield half_normal(p["s_wage"], 2) + of_positive(p["s_wage"])
    yield -log(2) + of_interval(p["rho"], -1, 1)
    for r in rows:
        yield normal_pair((r["school"] - p["a0"] - p["a_near"] * r["near"]) / p["s_school"],
                          (r["wage"] - p["b0"] - p["b_school"] * r["school"]) / p["s_wage"], p["rho"]) - log(p["s_school"] * p["s_wage"])


def normal_pair(x, y, rho):
    rest = 1 - rho**2
    return -(x**2 - 2 * rho * x * y + y**2) / (2 * rest) - log(2 * pi) - 0.5 * log(rest)


def seemingly_unrelated(p, rows):
    rho, sigma = p["L"][2], p["sigma"]
    yield from (normal(x, 0, 1) for x in (*p["mean_of"], p["b_books"], p["b_practice"]))
    yield from (half_normal(s, 1) + of_positive(s) for s in sigma)
    yield log(0.75 * (1 - rho**2)) + log(1 - rho**2)  # LKJ of shape 2; rho = tanh(u)
    for r in rows:
        reading = r["score"][0] - p["mean_of"][0] - p["b_books"] * r["books"]
        maths = r["score"][1] - p["mean_of"][1] - p["b_practice"] * r["practice"]
        yield normal_pair(reading / sigma[0], maths / sigma[1], rho) - log(sigma[0] * sigma[1])


def missing_treatment(p, rows):
    yield from (normal(p[name], 0, 1) for name in ("b0", "b_severity"))
    yield normal(p["a"], 10, 5)
    yield from (normal(p[name], 0, 3) for name in ("a_treated", "a_severity"))
    yield half_normal(p["sigma"], 3) + of_positive(p["sigma"])
    for r in rows:
        chance = invlogit(p["b0"] + p["b_severity"] * r["severity"])
        joint = [bernoulli(t, chance) + normal(r["days"], p["a"] + p["a_treated"] * t + p["a_severity"] * r["severity"], p["sigma"]) for t in (0, 1)]
        yield log_sum(*joint) if r["treated"] is None else joint[int(r["treated"])]


compare([google_ads, eight_schools, poisson_regression, zero_inflated, ordinal, mixture, hmm, garch, survival, instrument, seemingly_unrelated,
         missing_treatment], "arithmetic")
