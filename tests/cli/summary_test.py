"""`summary` and `compare` against ArviZ and R's loo: summary_test.py SCMC EXAMPLES

Exit code 77 where ArviZ is not installed; R is passed over, visibly, where it has no package loo.
"""

import json
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

# ---- files of others that lack something: one error, exit code 1


def refused(what, code, *arguments):
    done = subprocess.run([scmc, *arguments], cwd=folder, capture_output=True, text=True)
    errors = [line for line in done.stderr.splitlines() if line.startswith("error")]
    expect(what, done.returncode == 1 and not done.stdout and len(errors) == 1 and code in errors[0] and "hint" in done.stderr, "%s %s" % (done.returncode, done.stderr))


arviz.from_dict(observed_data={"y": [1.0]}).to_netcdf(str(folder / "data.nc"))
arviz.from_dict(posterior={"mu": np.zeros((4, 5))}).to_netcdf(str(folder / "draws.nc"))
density = np.random.default_rng(3).normal(-1, 0.1, size=(4, 50, 3))
density[1, 7, 2] = -np.inf
arviz.from_dict(posterior={"mu": np.zeros((4, 50))}, log_likelihood={"y": density}).to_netcdf(str(folder / "impossible.nc"))
refused("summary of data alone", "E0931", "summary", "data.nc")
refused("draws alone", "E0931", "compare", "draws.nc")
refused("an impossible datum", "E0935", "compare", "impossible.nc")
refused("checks without a model", "E0925", "summary", "foreign.nc", "--predictive")
refused("forecasts of a foreign fit", "E0925", "predict", "foreign.nc")

shutil.rmtree(folder)
print("\n".join(failures) or "what is said of fits is what ArviZ and R say")
sys.exit(bool(failures))
