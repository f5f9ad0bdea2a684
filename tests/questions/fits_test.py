"""Published counts and experiments through fits of the program, against posteriors in closed form: fits_test.py SCMC"""
import itertools
import json
import pathlib
import random
import subprocess
import sys
import tempfile
from math import sqrt

failures = []


def answers(model, columns):
    with tempfile.TemporaryDirectory() as folder:
        text, data = pathlib.Path(folder) / "model.scm", pathlib.Path(folder) / "data.json"
        text.write_text(model), data.write_text(json.dumps(columns))
        command = [sys.argv[1], "run", text, "--observe", data, "--seed", "1", "--draws", "2000", "--quiet", "--format", "json"]
        done = subprocess.run(command, capture_output=True, text=True)
        if done.returncode:
            sys.exit(done.stderr)
        return json.loads(done.stdout)["queries"]


def expect(name, answer, mean, sd=None, error=0.0):
    """Within four Monte Carlo standard errors, that of the expected value included; the standard deviation within 5 %."""
    of_draws = answer["mcse_mean"] or 0  # none where all draws are equal
    allowed = 4 * sqrt(of_draws**2 + error**2) + 1e-12
    if abs(answer["mean"] - mean) > allowed:
        failures.append(f"{name}: {answer['mean']} instead of {mean}, allowed are {allowed}")
    if sd is not None and abs(answer["sd"] / sd - 1) > 0.05:
        failures.append(f"{name}: a standard deviation of {answer['sd']} instead of {sd}")


# ---- kidney stones: independent Beta(1, 1) priors of all rates, so that their posteriors are Beta, too

COUNTS = {("small", 1): (81, 87), ("small", 0): (234, 270), ("large", 1): (192, 263), ("large", 0): (55, 80)}
STONES = """
dim patient;  dim size = {"small", "large"};  dim treatment = {"A", "B"}
data stone[patient] in size
rate[size, treatment] ~ Beta(1, 1)
a[patient] ~ Bernoulli(0.5)
well[patient] ~ Bernoulli(rate[stone, if a == 1 then 1 else 2])
query well_by_a = P(well == 1 | do(a = 1))
query ate = E[well | do(a = 1)] - E[well | do(a = 0)]
query as_seen = E[well | cf(a = 1), a == 1]
query att = E[well | cf(a = 1), a == 1] - E[well | cf(a = 0), a == 1]
query atu = E[well | cf(a = 1), a == 0] - E[well | cf(a = 0), a == 0]
query naive = E[well | a == 1] - E[well | a == 0]
"""


def moments(size, treatment):
    s, n = COUNTS[size, treatment]
    mean = (s + 1) / (n + 2)
    return mean, mean * (1 - mean) / (n + 3)


def weighed(weights):
    """Mean and standard deviation of a weighed sum of the rates."""
    mean = sum(w * moments(*key)[0] for key, w in weights.items())
    return mean, sqrt(sum(w * w * moments(*key)[1] for key, w in weights.items()))


def kept(observed, factual, other):
    """The rate had it been otherwise: one uniform number of each patient decides both. `observed` is the share that was well."""
    return observed * min(1, other / factual) + (1 - observed) * max(0, other - factual) / (1 - factual)


def otherwise(treatment, draws=100000):
    """Posterior mean of the rate of those who got it, had they got the other one, and its Monte Carlo error."""
    chance = random.Random(1)
    beta = {key: [chance.betavariate(s + 1, n - s + 1) for _ in range(draws)] for key, (s, n) in COUNTS.items()}
    total = sum(COUNTS[z, treatment][1] for z in ("small", "large"))
    values = [0.0] * draws
    for z in ("small", "large"):
        s, n = COUNTS[z, treatment]
        for i, (p, q) in enumerate(zip(beta[z, treatment], beta[z, 1 - treatment])):
            values[i] += n / total * kept(s / n, p, q)
    mean = sum(values) / draws
    return mean, sqrt(sum((v - mean) ** 2 for v in values)) / draws


rows = [(z, t, int(i < s)) for (z, t), (s, n) in COUNTS.items() for i in range(n)]
found = answers(STONES, {"stone": [r[0] for r in rows], "a": [r[1] for r in rows], "well": [r[2] for r in rows]})
share = {"small": 357 / 700, "large": 343 / 700}
expect("num02", found["well_by_a"], *weighed({(z, 1): share[z] for z in share}))
expect("num04", found["ate"], *weighed({(z, t): share[z] * (2 * t - 1) for z in share for t in (0, 1)}))
expect("num01", found["naive"], *weighed({("small", 1): 87 / 350, ("large", 1): 263 / 350, ("small", 0): -270 / 350, ("large", 0): -80 / 350}))
expect("num06: as it was", found["as_seen"], 273 / 350)
had_they_got_b, error = otherwise(1)
expect("num06", found["att"], 273 / 350 - had_they_got_b, error=error)
had_they_got_a, error = otherwise(0)
expect("num07", found["atu"], had_they_got_a - 289 / 350, error=error)

# ---- least squares under flat priors: the posterior mean is the estimate

units = [(u1, u2, u1 + ex, u1 + u2 + em, u2 + ey) for u1, u2, ex, em, ey in itertools.product((-1, 1), repeat=5)]
REGRESSION = """
dim i
data x[i];  data m[i]
a ~ Flat();  b ~ Flat();  c ~ Flat();  s ~ HalfFlat()
y[i] ~ Normal(a + b * x + c * m, s)
query slope = b
query effect = E[y | do(x = 1)] - E[y | do(x = 0)]
"""
found = answers(REGRESSION, {"x": [u[2] for u in units], "m": [u[3] for u in units], "y": [u[4] for u in units]})
expect("num46 beside m", found["slope"], -0.2)
expect("num46 beside m, asked", found["effect"], -0.2)
alone = REGRESSION.replace("c ~ Flat();", "").replace(" + c * m", "").replace("data m[i]", "")
found = answers(alone, {"x": [u[2] for u in units], "y": [u[4] for u in units]})
expect("num46 alone", found["slope"], 0)

# ---- an experiment of which the means are published

EXPERIMENT = """
dim person
base ~ Flat();  gain ~ Flat();  spread ~ HalfFlat()
trained[person] ~ Bernoulli(185 / 445)
earned[person] ~ Normal(base + gain * trained, spread)
query att = E[earned | cf(trained = 1), trained == 1] - E[earned | cf(trained = 0), trained == 1]
"""
rows = [(1, 6349.14 + d) for d in [-5000, 5000] * 92 + [0]] + [(0, 4554.80 + d) for d in [-5000, 5000] * 130]
found = answers(EXPERIMENT, {"trained": [r[0] for r in rows], "earned": [r[1] for r in rows]})
expect("num62", found["att"], 1794.34)

if failures:
    sys.exit("failed: " + "\n".join(failures))
