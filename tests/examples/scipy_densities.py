"""Log-densities of examples against SciPy's: scipy_densities.py SCMC EXAMPLES [NAME...]

As densities.py does, but every density is one of scipy.stats. Exit code 77 where SciPy is not installed.
"""
import sys

try:
    import numpy as np
    from scipy import stats
    from scipy.special import expit, logsumexp
except ImportError as error:
    print(f"skipped: {error}; Debian's package is python3-scipy")
    sys.exit(77)

from steps import compare, of_interval, of_positive

normal = stats.norm.logpdf


def by_columns(model):
    """Takes data by column and may yield arrays of terms."""
    def terms(p, rows):
        columns = {name: np.array([row[name] for row in rows]) for name in rows[0]}
        return np.concatenate([np.ravel(t) for t in model(p, columns)]).tolist()

    terms.__name__ = model.__name__
    return terms


# ---- densities that several examples have, with log |d x / d u|

def half_normal(x, sigma):
    return stats.halfnorm.logpdf(x, scale=sigma) + of_positive(x)


def beta(x, a, b):
    return stats.beta.logpdf(x, a, b) + of_interval(x)


def standard_normals(p, *names):
    return [normal(p[name]) for name in names]


# ---- the examples

def eight_schools(p, d):
    yield normal(p["mu"], 0, 5)
    yield stats.halfcauchy.logpdf(p["tau"], scale=5) + of_positive(p["tau"])
    yield normal(p["theta"], p["mu"], p["tau"]) + of_positive(p["tau"])  # sampled by (theta - mu) / tau
    yield normal(d["y"], p["theta"], d["sigma"])


def logistic_regression(p, d):
    yield normal([p["a0"], p["b0"]], 0, 1.5)
    yield standard_normals(p, "a_age", "b_age", "b_join")
    yield stats.bernoulli.logpmf(d["join"], expit(p["a0"] + p["a_age"] * d["age"]))
    yield stats.bernoulli.logpmf(d["ill"], expit(p["b0"] + p["b_age"] * d["age"] + p["b_join"] * d["join"]))


def poisson_regression(p, d):
    yield standard_normals(p, "a0", "a_traffic", "b0", "b_traffic", "b_camera")
    yield stats.bernoulli.logpmf(d["camera"], expit(p["a0"] + p["a_traffic"] * d["traffic"]))
    yield stats.poisson.logpmf(d["accidents"], np.exp(p["b0"] + p["b_traffic"] * d["traffic"] + p["b_camera"] * d["camera"]))


def varying_intercepts(p, d):
    yield normal(p["a"], 0, 2)
    yield standard_normals(p, "b", "g")
    yield from (half_normal(p[name], 1) for name in ("tau_a", "tau_b", "sigma"))
    yield normal(p["base"], p["a"], p["tau_a"]) + of_positive(p["tau_a"])  # both sampled as standard normals
    yield normal(p["effect"], p["b"], p["tau_b"]) + of_positive(p["tau_b"])
    market = np.unique(d["market"], return_inverse=True)[1]
    mean = np.array(p["base"])[market] + np.array(p["effect"])[market] * d["discount"] + p["g"] * d["income"]
    yield normal(d["sales"], mean, p["sigma"])


def zero_inflated(p, d):
    yield beta(p["fishes"], 2, 2)
    yield normal([p["base"], p["b_adults"]], 0, [1, 0.5])
    rate = np.exp(p["base"] + p["b_adults"] * d["adults"])
    yield logsumexp([stats.bernoulli.logpmf(f, p["fishes"]) + stats.poisson.logpmf(d["fish"], f * rate) for f in (0, 1)], axis=0)


def mixture(p, d):
    yield beta(p["share"], 2, 2)
    yield normal(p["short"], 2, 0.5)
    yield half_normal(p["gap"], 2)
    yield half_normal(p["spread"], 0.5)
    yield logsumexp([stats.bernoulli.logpmf(k, p["share"]) + normal(d["minutes"], p["short"] + p["gap"] * k, p["spread"]) for k in (0, 1)], axis=0)


def hmm(p, d):
    yield [beta(p["stays_well"], 8, 2), beta(p["stays_bad"], 8, 2)]
    yield normal(p["bad_output"], 2, 2)
    yield half_normal(p["gain"], 3)
    yield half_normal(p["spread"], 1)
    step = stats.bernoulli.logpmf([0, 1], [[1 - p["stays_bad"]], [p["stays_well"]]])  # rows: from bad, from well
    seen = normal(d["output"][:, None], p["bad_output"] + p["gain"] * np.array([0, 1]), p["spread"])
    state = stats.bernoulli.logpmf([0, 1], 0.5)
    for now in seen:
        total = logsumexp(state + now)
        yield total
        state = logsumexp((state + now - total)[:, None] + step, axis=0)


def gp_regression(p, d):
    yield half_normal(p["scale"], 2)
    yield stats.invgamma.logpdf(p["length"], 5, scale=5) + of_positive(p["length"])
    yield half_normal(p["noise"], 0.5)
    distance = d["x"][:, None] - d["x"]
    covariance = p["scale"] ** 2 * np.exp(-0.5 * (distance / p["length"]) ** 2) + p["noise"] ** 2 * np.eye(len(d["x"]))
    yield stats.multivariate_normal.logpdf(d["y"], cov=covariance)


def seemingly_unrelated(p, d):
    rho, sigma = p["L"][2], np.array(p["sigma"])
    yield normal(p["mean_of"])
    yield standard_normals(p, "b_books", "b_practice")
    yield [half_normal(s, 1) for s in sigma]
    yield stats.beta.logpdf(rho, 2, 2, loc=-1, scale=2) + np.log(1 - rho**2)  # LKJ of shape 2; rho = tanh(u)
    mean = np.array(p["mean_of"]) + np.stack([p["b_books"] * d["books"], p["b_practice"] * d["practice"]], axis=1)
    yield stats.multivariate_normal.logpdf(d["score"] - mean, cov=np.outer(sigma, sigma) * [[1, rho], [rho, 1]])


def survival(p, d):
    yield standard_normals(p, "a0", "a_age", "b_age", "b_treated")
    yield normal(p["b0"], 1, 1)
    yield stats.lognorm.logpdf(p["shape"], 0.5) + of_positive(p["shape"])
    yield stats.bernoulli.logpmf(d["treated"], expit(p["a0"] + p["a_age"] * d["age"]))
    life = stats.weibull_min(p["shape"], scale=np.exp(p["b0"] + p["b_age"] * d["age"] + p["b_treated"] * d["treated"]))
    yield np.where(d["time"] < d["followup"], life.logpdf(d["time"]), life.logsf(d["time"]))


compare([by_columns(model) for model in (eight_schools, logistic_regression, poisson_regression, varying_intercepts, zero_inflated, mixture, hmm,
                                         gp_regression, seemingly_unrelated, survival)], "SciPy")
