"""`summary` and `compare` against ArviZ and R's loo, and how they take what cannot be read or written: summary_test.py SCMC EXAMPLES

Exit code 77 where ArviZ is not installed; R is passed over, visibly, where it has no package loo.
"""

import json
import os
import pathlib
import random
import shutil
import subprocess
import sys
import tempfile
import warnings

try:
    warnings.simplefilter("ignore")
    import arviz
    import numpy as np
except Exception as error:  # also versions that do not go together
    print(f"skipped: {error}; ArviZ is on PyPI: configure with -DARVIZ_PYTHON=/its/environment/bin/python")
    sys.exit(77)

scmc, examples = str(pathlib.Path(sys.argv[1]).resolve()), pathlib.Path(sys.argv[2]).resolve()
failures = []
folder = pathlib.Path(tempfile.mkdtemp())


def expect(what, holds, told=""):
    if not holds:
        failures.append("failed: %s %s" % (what, told))


def near(what, found, wanted, within=1e-6):
    found, wanted = np.asarray(found, float), np.asarray(wanted, float)
    expect(what, found.shape == wanted.shape and np.all(np.abs(found - wanted) <= within * np.abs(wanted) + 1e-300), "%s instead of %s" % (np.ravel(found)[:4], np.ravel(wanted)[:4]))


def call(*arguments):
    done = subprocess.run([scmc, *map(str, arguments)], cwd=folder, capture_output=True, text=True)
    if done.returncode:
        failures.append("failed: scmc %s\n%s" % (" ".join(map(str, arguments)), done.stderr))
    return done.stdout


def fit(name, model, data, *more):
    call("run", model, "--observe", data, "--seed", "2", "--quiet", "-o", name, *more)
    return arviz.from_netcdf(folder / name).load()


# Counts of which the spread is larger than a Poisson distribution lets it be.
rng = random.Random(5)
rows = [(rng.gauss(0, 1),) for _ in range(120)]
rows = [(x, np.random.default_rng(i).negative_binomial(1.5, 1.5 / (1.5 + np.exp(1 + 0.5 * x)))) for i, (x,) in enumerate(rows)]
(folder / "counts.csv").write_text("x,n\n" + "".join("%.3f,%d\n" % row for row in rows))
head = "dim day\ndata x[day]\na ~ Normal(0, 2)\nb ~ Normal(0, 1)\n"
(folder / "poisson.scm").write_text(head + "n[day] ~ Poisson(exp(a + b * x))\n")
(folder / "negative.scm").write_text(head + "phi ~ Exponential(1)\nn[day] ~ NegativeBinomialMean(exp(a + b * x), phi)\n")
(folder / "flat.scm").write_text("dim day\na ~ Normal(0, 2)\nphi ~ Exponential(1)\nn[day] ~ NegativeBinomialMean(exp(a), phi)\n")
fits = {name: fit(name + ".nc", name + ".scm", "counts.csv") for name in ("poisson", "negative", "flat")}
schools = fit("schools.nc", examples / "eight_schools/model.scm", examples / "eight_schools/data.csv")
holes = fit("holes.nc", examples / "missing_data/model.scm", examples / "missing_data/data.csv", "--draws", "300")

# ---- summary against arviz.summary

for name, read, interval in (("negative", fits["negative"], 0.94), ("schools", schools, 0.8), ("holes", holes, 0.94)):
    told = json.loads(call("summary", name + ".nc", "--format", "json", "--interval", interval))
    table = arviz.summary(read, round_to="none", hdi_prob=interval)
    compared = 0
    ends = [column for column in table.columns if column.startswith("hdi")]
    for row, ours in told["variables"].items():
        if row not in table.index:
            continue
        theirs, compared = table.loc[row], compared + 1
        for column in ("mean", "sd", "mcse_mean", "mcse_sd", "ess_bulk", "ess_tail"):
            near("%s %s %s" % (name, row, column), ours[column], theirs[column])
        near("%s %s r_hat" % (name, row), ours["rhat"], theirs["r_hat"])
        near("%s %s hdi" % (name, row), ours["hdi"], [theirs[end] for end in ends])
    expect("all rows of " + name, compared == len(table) == len(told["variables"]), (compared, len(table)))
    near("bfmi", told["diagnostics"]["bfmi"], arviz.bfmi(read))
    expect("divergences", told["diagnostics"]["divergences"] == int(read.sample_stats.diverging.sum()))
two = json.loads(call("summary", "poisson.nc", "flat.nc", "--var", "a", "--format", "json"))
expect("two fits, one variable", [list(one["variables"]) for one in two] == [["a"], ["a"]])
one = json.loads(call("summary", "schools.nc", "--var", "theta[2]", "--var", "mu", "--format", "json"))
expect("elements", sorted(one["variables"]) == ["mu", "theta[2]"], one["variables"])
expect("80 columns", max(len(line) for line in call("summary", "schools.nc", "poisson.nc", "--predictive", "--prior").splitlines()) <= 80)

# A file that ArviZ wrote.
foreign = arviz.from_dict(posterior={"mu": np.random.default_rng(1).normal(size=(4, 500))}, log_likelihood={"y": np.random.default_rng(2).normal(-1, 0.1, size=(4, 500, 7))})
foreign.to_netcdf(str(folder / "foreign.nc"))
theirs = arviz.summary(foreign, round_to="none", hdi_prob=0.94).loc["mu"]
ours = json.loads(call("summary", "foreign.nc", "--format", "json"))["variables"]["mu"]
near("a file of ArviZ", [ours["mean"], ours["ess_bulk"], *ours["hdi"]], [theirs["mean"], theirs["ess_bulk"], theirs["hdi_3%"], theirs["hdi_97%"]])

# ---- compare against arviz.loo, which takes one relative efficiency, and divides variances by n

for name, read in (("negative", fits["negative"]), ("schools", schools), ("foreign", foreign)):
    ours = json.loads(call("compare", name + ".nc", "--r-eff", 1, "--format", "json"))["fits"][0]
    loo, waic = arviz.loo(read, pointwise=True, reff=1.0), arviz.waic(read, pointwise=True)
    n = loo.n_data_points
    near(name + " elpd_loo", ours["elpd_loo"], loo.elpd_loo)
    near(name + " p_loo", ours["p_loo"], loo.p_loo)
    near(name + " se", ours["se_elpd_loo"], loo.se * np.sqrt(n / (n - 1)))
    near(name + " pointwise", ours["pointwise"]["elpd_loo"], loo.loo_i.values)
    near(name + " k", ours["pointwise"]["pareto_k"], loo.pareto_k.values)
    draws = read.log_likelihood.sizes["chain"] * read.log_likelihood.sizes["draw"]
    near(name + " p_waic", ours["p_waic"], waic.p_waic * draws / (draws - 1))

# ---- and against R's loo, as it is used: the efficiency of each cell, from its chains

if shutil.which("Rscript") and subprocess.run(["Rscript", "-e", "library(loo)"], capture_output=True).returncode == 0:
    script = """suppressMessages(library(loo)); f <- commandArgs(TRUE)
      ls <- lapply(f, function(x) { d <- scan(x, quiet = TRUE); a <- aperm(array(d[-(1:3)], rev(d[1:3])), c(2, 3, 1)); suppressWarnings(loo(a, r_eff = relative_eff(exp(a)))) })
      for (l in ls) cat(sprintf("%.15g", c(l$estimates)), "\n"); for (l in ls) cat(sprintf("%.15g", l$diagnostics$pareto_k), "\n")
      c <- loo_compare(ls); cat(rownames(c), "\n"); cat(sprintf("%.15g", c[, "elpd_diff"]), "\n"); cat(sprintf("%.15g", c[, "se_diff"]), "\n")"""
    names = list(fits)
    for name in names:
        values = fits[name].log_likelihood.n.values
        (folder / (name + ".txt")).write_text(" ".join(map(str, values.shape)) + "\n" + "\n".join("%.17g" % x for x in values.ravel()))
    done = subprocess.run(["Rscript", "-e", script, *(name + ".txt" for name in names)], cwd=folder, capture_output=True, text=True)
    expect("R", done.returncode == 0, done.stderr)
    lines = done.stdout.splitlines()
    ours = json.loads(call("compare", *(name + ".nc" for name in names), "--format", "json"))["fits"]
    by_name = {one["fit"][:-3]: one for one in ours}
    for i, name in enumerate(names):
        one = by_name[name]
        near("R " + name, [one[k] for k in ("elpd_loo", "p_loo", "looic", "se_elpd_loo", "se_p_loo", "se_looic")], list(map(float, lines[i].split())))
        near("R k of " + name, one["pointwise"]["pareto_k"], list(map(float, lines[3 + i].split())))
    order = [names[int(word[5:]) - 1] for word in lines[6].split()]
    expect("R's order", [one["fit"][:-3] for one in ours] == order, order)
    near("R's differences", [one["elpd_diff"] for one in ours], list(map(float, lines[7].split())))
    near("R's errors of differences", [one["se_diff"] for one in ours], list(map(float, lines[8].split())))
else:
    print("not tested: R's package loo")
told = call("compare", "poisson.nc", "negative.nc", "flat.nc")
expect("the truth predicts best", told.index("negative.nc predicts better than") > 0 and max(map(len, told.splitlines())) <= 80, told)

# ---- replicates: the truth draws data like its own, a Poisson distribution does not


def checks(name, group="posterior_predictive", *more):
    found = json.loads(call("summary", name + ".nc", "--predictive", "--prior", "--format", "json", *more))[group]
    return {one["statistic"]: one for one in found}


wrong, right = checks("poisson"), checks("negative", "posterior_predictive", "--statistic", "tenth = mean(n * (n > 10) over day)")
expect("the spread is found out", wrong["sd"]["extreme"] and wrong["sd"]["p_above"] < 0.001 and wrong["zeros"]["extreme"], wrong)
expect("the truth is not extreme", not any(one["extreme"] for one in right.values()), right)
n = np.array([row[1] for row in rows], float)
for name, value in (("mean", n.mean()), ("sd", n.std(ddof=1)), ("max", n.max()), ("min", n.min()), ("zeros", (n == 0).mean()), ("tenth", (n * (n > 10)).mean())):
    near("observed " + name, right[name]["observed"], value)
centred = n - n.mean()
near("observed lag 1", right["lag 1"]["observed"], (centred[1:] * centred[:-1]).sum() / (centred**2).sum())
call("run", "poisson.scm", "--observe", "counts.csv", "--seed", "2", "--quiet", "-o", "kept.nc", "--predictive", "--prior")
kept = arviz.from_netcdf(folder / "kept.nc").load()
for group, table in (("posterior_predictive", wrong), ("prior_predictive", checks("poisson", "prior_predictive"))):
    n_rep = kept[group].n.values.reshape(-1, len(n)).astype(float)
    sds = n_rep.std(ddof=1, axis=1)
    near(group + " is what was checked", [table["sd"]["drawn"]["mean"], table["sd"]["p_above"], table["mean"]["p_above"]], [sds.mean(), (sds >= n.std(ddof=1)).mean(), (n_rep.mean(axis=1) >= n.mean() - 1e-12).mean()])

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
    expect("own data, mean of " + name, abs(np.mean(p) - 0.5) < 4 * 0.29 / np.sqrt(len(p)), np.mean(p))
expect("own data: where the fit does not choose the statistic the probabilities spread", np.std(tails["lag 1"]) > 0.15 and np.std(tails["max"]) > 0.1, tails)

# ---- what cannot be read, compared or written: one error, exit code 1


def refused(what, code, *arguments, **more):
    before = sorted(folder.iterdir())
    done = subprocess.run([scmc, *arguments], cwd=folder, stderr=subprocess.PIPE, text=True, **{"stdout": subprocess.PIPE, **more})
    errors = [line for line in done.stderr.splitlines() if line.startswith("error")]
    expect(what, done.returncode == 1 and len(errors) == 1 and code in errors[0] and "hint" in done.stderr and sorted(folder.iterdir()) == before, "%s %s" % (done.returncode, done.stderr))


whole = (folder / "poisson.nc").read_bytes()
(folder / "half.nc").write_bytes(whole[: len(whole) // 2])
(folder / "no.nc").write_text("no")
arviz.from_dict(observed_data={"y": [1.0]}).to_netcdf(str(folder / "data.nc"))
arviz.from_dict(posterior={"mu": np.zeros((4, 5))}).to_netcdf(str(folder / "draws.nc"))
(folder / "folder.nc").mkdir()
for command in ("summary", "compare"):
    refused(command + " of half a file", "E0924", command, "half.nc")
    refused(command + " of a text", "E0924", command, "no.nc")
    refused(command + " of data alone", "E0931", command, "data.nc")
    refused(command + " of a folder", "E0801", command, "folder.nc")
refused("draws alone", "E0931", "compare", "draws.nc")
density = np.random.default_rng(3).normal(-1, 0.1, size=(4, 50, 3))
density[1, 7, 2] = -np.inf
arviz.from_dict(posterior={"mu": np.zeros((4, 50))}, log_likelihood={"y": density}).to_netcdf(str(folder / "impossible.nc"))
refused("an impossible datum", "E0935", "compare", "impossible.nc")
refused("checks without a model", "E0925", "summary", "foreign.nc", "--predictive")
refused("other data", "E0933", "compare", "poisson.nc", "schools.nc")
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
for arguments in (("summary", "holes.nc"), ("compare", "holes.nc", "--format", "json")):
    reading, writing = os.pipe()
    process = subprocess.Popen([scmc, *arguments], cwd=folder, stdout=writing, stderr=subprocess.PIPE)
    os.close(writing), os.close(reading)
    told = process.communicate()[1]
    expect("a closed pipe", told == b"" and process.returncode in (0, -13), (told, process.returncode))

# The fit is told even if it cannot be kept.
os.symlink("/dev/full", folder / "full.nc")
done = subprocess.run([scmc, "run", "flat.scm", "--observe", "counts.csv:n", "--quiet", "--draws", "50", "-o", "full.nc", "-o", "after.nc"], cwd=folder, capture_output=True, text=True)
expect("a full disk", done.returncode == 1 and "E0818" in done.stderr and "No space" in done.stderr and "Parameters" in done.stdout, done.stderr)
expect("the other file is written", "a" in arviz.from_netcdf(folder / "after.nc").posterior)
if os.geteuid() != 0:
    (folder / "closed").mkdir(mode=0o500)
    refused("a closed folder", "E0818", "run", "flat.scm", "--observe", "counts.csv:n", "-o", "closed/fit.nc")

shutil.rmtree(folder)
print("\n".join(failures) or "what is said of fits is what ArviZ and R say")
sys.exit(bool(failures))
