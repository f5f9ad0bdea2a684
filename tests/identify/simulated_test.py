"""What `scmc independencies` says of linear models holds in what they simulate, and what it does not say does not: simulated_test.py SCMC

The judge is partial correlation, from the covariance matrix of the simulated columns and of the same columns some positions earlier.
"""
import csv
import itertools
import json
import math
import pathlib
import subprocess
import sys
import tempfile

scmc, rows = pathlib.Path(sys.argv[1]).resolve(), 20000

# A latent cause, shared noise, a computed variable, a group gathered by its label.
ACROSS = """dim i;  dim g = 5
u[i] ~ Normal(0, 1)
a[i] ~ Normal(0, 1)
b[i] ~ Normal(0.8 * a + u, 1)
m = 0.7 * b
c[i] ~ Normal(m, 1)
d[i] ~ Normal(0.6 * c + u, 1)
e[i] ~ Normal(0.5 * a + 0.6 * noise(d), 1)
f[i] ~ Normal(0.7 * e + 0.7 * c, 1)
"""
# A latent series that wanders, a treatment that answers to the past, an outcome that remembers.
ALONG = """dim t
w[1] ~ Normal(0, 1)
w[t] ~ Normal(0.7 * w[t - 1], 1)
x[1] ~ Normal(0, 1)
x[t] ~ Normal(0.6 * y[t - 1], 1)
y[1] ~ Normal(0, 1)
y[t] ~ Normal(0.5 * x + 0.7 * w, 1)
z[1] ~ Normal(0, 1)
z[t] ~ Normal(0.6 * y + 0.5 * x[t - 1], 1)
"""


def run(*words):
    done = subprocess.run([scmc, *words], capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr
    return done.stdout


def covariance(columns):
    means = {name: sum(values) / len(values) for name, values in columns.items()}
    centred = {name: [x - means[name] for x in values] for name, values in columns.items()}
    return {(a, b): sum(map(float.__mul__, centred[a], centred[b])) / len(centred[a]) for a in columns for b in columns}


def partial_correlation(s, x, y, given):
    """Sweeps what is given out of the matrix of x, y and it."""
    names, s = [x, y, *given], dict(s)
    for k in given:
        s = {(i, j): s[i, j] - s[i, k] * s[k, j] / s[k, k] for i in names if i != k for j in names if j != k}
        names.remove(k)
    return s[x, y] / math.sqrt(s[x, x] * s[y, y])


def check(folder, text, latent, dim, vertices):
    """`vertices`: as named in the answers, to column and lag."""
    model, data = folder / "model.scm", folder / "data.csv"
    model.write_text(text)
    run("simulate", str(model), "--dim", f"{dim}={rows}", "--seed", "3", "--all", "-o", str(data), "--quiet")
    with open(data) as file: table = list(csv.DictReader(file))
    longest = max(lag for _, lag in vertices.values())
    columns = {name: [float(table[r - lag][column]) for r in range(longest, rows)] for name, (column, lag) in vertices.items()}
    s = covariance(columns)
    words = [word for name in latent for word in ("--latent", name)]
    implied = json.loads(run("independencies", str(model), *words, "--format", "json"))["implied"]
    noise = 4.5 / math.sqrt(rows)
    for i in implied:
        r = partial_correlation(s, i["x"], i["y"], i["given"])
        assert abs(r) < noise, f"{i} is implied, but the partial correlation is {r}"
    # What is not said to be independent where nothing is given is correlated.
    unrelated = {frozenset((i["x"], i["y"])) for i in implied if not i["given"]}
    for x, y in itertools.combinations(vertices, 2):
        if frozenset((x, y)) in unrelated or min(vertices[x][1], vertices[y][1]) > 0: continue
        r = partial_correlation(s, x, y, [])
        assert abs(r) > noise, f"{x} and {y} look independent: {r}"
    return len(implied)


with tempfile.TemporaryDirectory() as name:
    folder = pathlib.Path(name)
    across = check(folder, ACROSS, ["u"], "i", {v: (v, 0) for v in "abcdef"})
    along = check(folder, ALONG, ["w"], "t", {v + ("[t - 1]" if lag else ""): (v, lag) for v in "xyz" for lag in (0, 1)})
    seen = check(folder, ALONG, [], "t", {v + ("[t - 1]" if lag else ""): (v, lag) for v in "wxyz" for lag in (0, 1)})
print(f"{across}, {along} and {seen} independencies hold")
assert across >= 5 and along >= 1 and seen >= 5
