"""Checks of what fits predict, and how kept fits take what cannot be read, compared or written: checks_test.py SCMC"""

import json
import math
import os
import pathlib
import random
import shutil
import statistics
import subprocess
import sys
import tempfile

scmc = str(pathlib.Path(sys.argv[1]).resolve())
failures = []
folder = pathlib.Path(tempfile.mkdtemp())


def expect(what, holds, told=""):
    if not holds:
        failures.append("failed: %s %s" % (what, told))


def call(*arguments):
    done = subprocess.run([scmc, *map(str, arguments)], cwd=folder, capture_output=True, text=True)
    if done.returncode:
        failures.append("failed: scmc %s\n%s" % (" ".join(map(str, arguments)), done.stderr))
    return done.stdout


def checks(name, group="posterior_predictive", *more):
    found = json.loads(call("summary", name, "--predictive", "--prior", "--format", "json", *more))[group]
    return {one["statistic"]: one for one in found}


# ---- the truth draws data like its own, a Poisson distribution does not where counts spread more

rng = random.Random(5)


def count(mean, shape):
    """Negative binomial: Poisson of a gamma variable."""
    limit, n, product = math.exp(-mean * rng.gammavariate(shape, 1 / shape)), 0, rng.random()
    while product > limit:
        n, product = n + 1, product * rng.random()
    return n


rows = [(x, count(math.exp(1 + 0.5 * x), 0.8)) for x in (rng.gauss(0, 1) for _ in range(120))]
(folder / "counts.csv").write_text("x,n\n" + "".join("%.3f,%d\n" % row for row in rows))
head = "dim day\ndata x[day]\na ~ Normal(0, 2)\nb ~ Normal(0, 1)\n"
(folder / "poisson.scm").write_text(head + "n[day] ~ Poisson(exp(a + b * x))\n")
(folder / "negative.scm").write_text(head + "phi ~ Exponential(1)\nn[day] ~ NegativeBinomialMean(exp(a + b * x), phi)\n")
(folder / "flat.scm").write_text("dim day\na ~ Normal(0, 2)\nphi ~ Exponential(1)\nn[day] ~ NegativeBinomialMean(exp(a), phi)\n")
for name in ("poisson", "negative", "flat"):
    call("run", name + ".scm", "--observe", "counts.csv" if name != "flat" else "counts.csv:n", "--seed", "2", "--quiet", "-o", name + ".nc")
wrong, right = checks("poisson.nc"), checks("negative.nc", "posterior_predictive", "--statistic", "tenth = mean(n * (n > 10) over day)")
expect("the spread is found out", wrong["sd"]["extreme"] and wrong["sd"]["p_above"] < 0.001 and wrong["zeros"]["extreme"], wrong)
expect("the truth is not extreme", not any(one["extreme"] for one in right.values()), right)
told = call("summary", "poisson.nc", "--predictive")
expect("what to do is said", "! n  sd" in told and "NegativeBinomialMean" in told and max(map(len, told.splitlines())) <= 80, told)
n = [row[1] for row in rows]
centred = [x - statistics.mean(n) for x in n]
wanted = {"mean": statistics.mean(n), "sd": statistics.stdev(n), "min": min(n), "max": max(n), "zeros": n.count(0) / len(n), "tenth": sum(x for x in n if x > 10) / len(n),
          "lag 1": sum(x * y for x, y in zip(centred, centred[1:])) / sum(x * x for x in centred)}
for name, value in wanted.items():
    expect("observed " + name, abs(right[name]["observed"] - value) <= 1e-9 * (1 + abs(value)), right[name])
expect("the truth predicts best", "negative.nc predicts better than" in call("compare", "poisson.nc", "flat.nc", "negative.nc"))

# Data of the model itself, again and again: each statistic's probability is far from 0 and 1, and they are not all in the middle.
(folder / "own.scm").write_text("dim day\nmu ~ Normal(0, 1)\nsigma ~ HalfNormal(1)\ny[day] ~ Normal(mu, sigma)\n")
tails = {"min": [], "max": [], "sd": [], "lag 1": []}
for seed in range(15):
    call("simulate", "own.scm", "--dim", "day=40", "--seed", seed, "--do", "mu=0.5,sigma=2", "-o", "own.csv")
    call("run", "own.scm", "--observe", "own.csv", "--seed", seed, "--quiet", "--draws", "250", "-o", "own.nc")
    for name, p in ((one["statistic"], one["p_above"]) for one in json.loads(call("summary", "own.nc", "--predictive", "--format", "json"))["posterior_predictive"]):
        if name in tails:
            tails[name].append(p)
for name, p in tails.items():
    expect("own data, " + name, min(p) > 0.005 and max(p) < 0.995, sorted(p))
    expect("own data, mean of " + name, abs(statistics.mean(p) - 0.5) < 4 * 0.29 / math.sqrt(len(p)), statistics.mean(p))
expect("own data: where the fit does not choose the statistic the probabilities spread", statistics.pstdev(tails["lag 1"]) > 0.15 and statistics.pstdev(tails["max"]) > 0.1, tails)

# An option takes one word: files may stand behind it.
expect("a file behind an option", json.loads(call("summary", "--format", "json", "--var", "phi", "flat.nc"))["variables"].keys() == {"phi"})
call("compare", "--var", "n", "flat.nc", "negative.nc")
call("run", "--observe=counts.csv:n", "--quiet", "--draws", "50", "-o", "behind.nc", "flat.scm")

# ---- what cannot be read, compared or written: one error, exit code 1


def refused(what, code, *arguments, **more):
    before = sorted(folder.iterdir())
    done = subprocess.run([scmc, *arguments], cwd=folder, stderr=subprocess.PIPE, text=True, **{"stdout": subprocess.PIPE, **more})
    errors = [line for line in done.stderr.splitlines() if line.startswith("error")]
    expect(what, done.returncode == 1 and len(errors) == 1 and code in errors[0] and "hint" in done.stderr and sorted(folder.iterdir()) == before, "%s %s" % (done.returncode, done.stderr))


whole = (folder / "poisson.nc").read_bytes()
(folder / "half.nc").write_bytes(whole[: len(whole) // 2])
(folder / "no.nc").write_text("no")
(folder / "folder.nc").mkdir()
for command in ("summary", "compare"):
    refused(command + " of half a file", "E0924", command, "half.nc")
    refused(command + " of a text", "E0924", command, "no.nc")
    refused(command + " of a folder", "E0801", command, "folder.nc")
refused("other data", "E0933", "compare", "poisson.nc", "own.nc")
(folder / "others.csv").write_text((folder / "counts.csv").read_text().replace(",%d\n" % rows[3][1], ",77\n", 1))
(folder / "fewer.csv").write_text("".join((folder / "counts.csv").read_text().splitlines(True)[:100]))
call("run", "flat.scm", "--observe", "others.csv:n", "--quiet", "--draws", "50", "-o", "others.nc")
call("run", "flat.scm", "--observe", "fewer.csv:n", "--quiet", "--draws", "50", "-o", "fewer.nc")
refused("other values", "E0933", "compare", "flat.nc", "others.nc")
refused("fewer rows", "E0933", "compare", "flat.nc", "fewer.nc")
refused("an unknown variable", "E0932", "summary", "flat.nc", "--var", "phii")
refused("a question", "E0934", "summary", "poisson.nc", "--predictive", "--statistic", "s = E[n | do(a = 1)]")
with open("/dev/full", "w") as full:
    refused("a full disk behind standard output", "E0818", "summary", "flat.nc", stdout=full)
    refused("a full disk behind JSON", "E0818", "compare", "flat.nc", "--format", "json", stdout=full)

# A reader that has read enough: no word, no trace, as of any other program.
for arguments in (("summary", "poisson.nc"), ("compare", "poisson.nc", "--format", "json")):
    reading, writing = os.pipe()
    process = subprocess.Popen([scmc, *arguments], cwd=folder, stdout=writing, stderr=subprocess.PIPE)
    os.close(writing), os.close(reading)
    told = process.communicate()[1]
    expect("a closed pipe", told == b"" and process.returncode in (0, -13), (told, process.returncode))

# The fit is told even if it cannot be kept.
os.symlink("/dev/full", folder / "full.nc")
done = subprocess.run([scmc, "run", "flat.scm", "--observe", "counts.csv:n", "--quiet", "--draws", "50", "-o", "full.nc", "-o", "after.nc"], cwd=folder, capture_output=True, text=True)
expect("a full disk", done.returncode == 1 and "E0818" in done.stderr and "No space" in done.stderr and "Parameters" in done.stdout, done.stderr)
expect("the other file is written", "Parameters" in call("summary", "after.nc"))
if os.geteuid() != 0:
    (folder / "closed").mkdir(mode=0o500)
    refused("a closed folder", "E0818", "run", "flat.scm", "--observe", "counts.csv:n", "-o", "closed/fit.nc")

shutil.rmtree(folder)
print("\n".join(failures) or "what is wrong is found out, and said")
sys.exit(bool(failures))
