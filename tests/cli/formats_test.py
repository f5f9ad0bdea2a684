"""Fits in the formats of others, read by them: formats_test.py SCMC EXAMPLES

ArviZ reads .nc, .json and .stan.csv, cmdstanpy the last, R's posterior its draws. What all of them hold must be the same numbers. Exit code 77
where ArviZ is not installed; cmdstanpy and R are passed over, visibly, where they are missing.
"""

import csv
import json
import pathlib
import shutil
import subprocess
import sys
import tempfile
import warnings

try:
    warnings.simplefilter("ignore")
    import arviz
    import numpy as np
    from scipy import stats
except Exception as error:  # also versions that do not go together
    print(f"skipped: {error}; ArviZ is on PyPI: configure with -DARVIZ_PYTHON=/its/environment/bin/python")
    sys.exit(77)
try:
    import cmdstanpy
except Exception as error:
    cmdstanpy = None
    print(f"not tested: cmdstanpy ({error})")
has_r = shutil.which("Rscript") and subprocess.run(["Rscript", "-e", "library(posterior)"], capture_output=True).returncode == 0
if not has_r:
    print("not tested: R's package posterior")

scmc, examples = str(pathlib.Path(sys.argv[1]).resolve()), pathlib.Path(sys.argv[2]).resolve()
failures = []


def expect(what, holds, told=""):
    if not holds:
        failures.append("failed: %s %s" % (what, told))


def same(what, found, wanted):
    found, wanted = np.asarray(found, float), np.asarray(wanted, float)
    expect(what, found.shape == wanted.shape and np.array_equal(found, wanted, equal_nan=True), "%s instead of %s" % (np.ravel(found)[:4], np.ravel(wanted)[:4]))


def run(folder, model, data, *more):
    done = subprocess.run([scmc, "run", str(model), "--observe", str(data), "--seed", "3", "--quiet", "--chains", "3", "--draws", "120", *more],
                          cwd=folder, capture_output=True, text=True)
    if done.returncode:
        sys.exit(done.stderr)
    return done.stdout


def all_formats(example, columns="", *more):
    """The fit in every format, as each reader has it."""
    folder = pathlib.Path(tempfile.mkdtemp())
    try:
        outputs = ["-o", "fit.nc", "-o", "fit.json", "-o", "fit.csv", "-o", "fit.stan.csv"]
        run(folder, examples / example / "model.scm", str(examples / example / "data.csv") + columns, *outputs, *more)
        files = sorted(str(path) for path in folder.glob("fit_*.stan.csv"))
        expect(example + ": a file a chain", [pathlib.Path(f).name for f in files] == ["fit_%d.stan.csv" % i for i in (1, 2, 3)], files)
        with open(folder / "fit.json") as file:
            from_json = arviz.from_dict(**json.load(file))
        read = {"nc": arviz.from_netcdf(folder / "fit.nc").load(), "json": from_json, "stan": arviz.from_cmdstan(files)}
        read["csv"] = list(csv.DictReader(open(folder / "fit.csv")))
        read["cmdstanpy"] = cmdstanpy.from_csv(files) if cmdstanpy else None
        if has_r:
            script = """f <- commandArgs(TRUE)
              a <- posterior::bind_draws(lapply(f, function(x) posterior::as_draws_array(as.matrix(read.csv(x, comment.char = "#")))), along = "chain")
              for (v in posterior::variables(a)) { x <- posterior::extract_variable_matrix(a, v)
                cat(v, sprintf("%.15g", c(mean(x), posterior::ess_bulk(x), posterior::rhat(x))), "\\n") }"""
            done = subprocess.run(["Rscript", "-e", script, *files], capture_output=True, text=True)
            expect("R reads " + example, done.returncode == 0, done.stderr)
            read["R"] = {line.split()[0]: [float(x.replace("NA", "nan")) for x in line.split()[1:]] for line in done.stdout.splitlines()}
        return read
    finally:
        shutil.rmtree(folder)


def compare(example, read):
    nc = read["nc"]
    for name in nc.posterior.data_vars:
        wanted = nc.posterior[name].values
        other = name if name in read["json"].posterior else name + "_missing"
        same(example + " json " + name, read["json"].posterior[other], wanted)
        same(example + " stan " + name, read["stan"].posterior[other], wanted)
        if read["cmdstanpy"]:
            same(example + " cmdstanpy " + name, read["cmdstanpy"].stan_variable(other), wanted.reshape(-1, *wanted.shape[2:]))
    for ours, theirs in (("lp", "lp"), ("diverging", "diverging"), ("energy", "energy"), ("tree_depth", "tree_depth"), ("n_steps", "n_steps"), ("step_size", "step_size"), ("acceptance_rate", "acceptance_rate")):
        same(example + " json " + ours, read["json"].sample_stats[ours], nc.sample_stats[ours])
        same(example + " stan " + ours, read["stan"].sample_stats[theirs], nc.sample_stats[ours])
    for group in ("log_likelihood", "observed_data", "constant_data", "posterior_predictive", "predictions", "prior", "prior_predictive"):
        if group not in nc.groups() or not nc[group].data_vars:
            continue
        for name in nc[group].data_vars:
            others = [n for n in (name, name + "_measured", name + "_" + group) if n in read["json"][group]]
            expect("%s json %s %s" % (example, group, name), len(others) == 1, others)
            for other in others:
                same("%s json %s %s" % (example, group, name), read["json"][group][other], nc[group][name])


# ---- one set of numbers

read = all_formats("google_ads", "", "--predictive", "--prior", "--do", "z=0", "--do", "z=1")
compare("google_ads", read)
nc = read["nc"]
rows = read["csv"]
expect("rows", len(rows) == 360 and [rows[0]["chain"], rows[0]["draw"], rows[-1]["chain"], rows[-1]["draw"]] == ["1", "1", "3", "120"])
same("csv", [float(r["beta_zy"]) for r in rows], nc.posterior.beta_zy.values.ravel())
if read["cmdstanpy"]:
    same("step size", read["cmdstanpy"].step_size, nc.sample_stats.adapted_step_size)
    same("metric", read["cmdstanpy"].inv_metric, nc.sample_stats.inverse_mass)
if has_r:
    table = arviz.summary(nc, round_to="none")
    for name in table.index:
        wanted = table.loc[name, ["mean", "ess_bulk", "r_hat"]].values.astype(float)
        expect("R " + name, np.all(np.abs(np.array(read["R"][name]) - wanted) <= 1e-6 * np.abs(wanted)), read["R"][name])
cov = np.cov(nc.unconstrained_posterior.beta_zy.values.ravel())
expect("the metric is near the variance", 0.2 < float(nc.sample_stats.inverse_mass.values[:, 4].mean()) / cov < 5)

# ---- what the groups on request hold

expect("scenarios are coordinates", list(nc.predictions.coords["scenario"].values) == ["z = 0", "z = 1"])
expect("predictions run over cells", nc.predictions.y.dims == ("chain", "draw", "scenario", "day"))
expect("the cause is no prediction", "c" not in nc.predictions and "z" not in nc.predictions)
beta = {name: nc.posterior[name].values[..., None] for name in nc.posterior.data_vars}
c, z = nc.observed_data.c.values, nc.observed_data.z.values
mean = beta["beta_y0"] + beta["beta_zy"] * z + beta["beta_cy"] * c
noise = (nc.posterior_predictive.y.values - mean) / beta["sigma_y"]
# Given its causes as they were measured, what is left of a replicate is standard normal noise.
expect("replicates of y", stats.kstest(noise.ravel()[::7], "norm").pvalue > 1e-4 and abs(np.corrcoef(noise.reshape(-1, 100)[:, 0], mean.reshape(-1, 100)[:, 0])[0, 1]) < 0.2)
p = 1 / (1 + np.exp(-(beta["beta_z0"] + beta["beta_cz"] * c)))
expect("replicates of z", abs((nc.posterior_predictive.z.values - p).mean()) < 4 * 0.5 / np.sqrt(p.size))
for s, value in enumerate((0, 1)):
    noise = (nc.predictions.y.values[:, :, s] - (beta["beta_y0"] + beta["beta_zy"] * value + beta["beta_cy"] * c)) / beta["sigma_y"]
    expect("predictions", stats.kstest(noise.ravel()[::7], "norm").pvalue > 1e-4)
expect("priors", stats.kstest(nc.prior.beta_zy.values.ravel(), "norm").pvalue > 1e-4 and stats.kstest(nc.prior.sigma_y.values.ravel(), "halfnorm").pvalue > 1e-4)
prior = {name: nc.prior[name].values[..., None] for name in nc.prior.data_vars}
noise = (nc.prior_predictive.y.values - prior["beta_y0"] - prior["beta_zy"] * nc.prior_predictive.z.values - prior["beta_cy"] * nc.prior_predictive.c.values) / prior["sigma_y"]
expect("prior predictions follow from the prior's own draws", stats.kstest(noise.ravel()[::7], "norm").pvalue > 1e-4)
expect("what was not asked for", "predictions" not in all_formats("eight_schools")["nc"].groups())

# Of a series its own past is drawn anew, the past of another one is what was measured.
with tempfile.TemporaryDirectory() as name:
    folder = pathlib.Path(name)
    (folder / "model.scm").write_text(
        """dim t
a ~ Normal(0, 0.5);  b ~ Normal(0, 0.5)
y[t = 1] ~ Normal(0, 1);  x[t = 1] ~ Normal(0, 1)
x[t] ~ Normal(y[t - 1], 1)
y[t] ~ Normal(a * y[t - 1] + b * x[t - 1], 1)
"""
    )
    subprocess.run([scmc, "simulate", "model.scm", "--dim", "t=50", "--do", "a=0.3,b=-0.5", "--seed", "1", "-o", "data.csv"], cwd=folder, check=True)
    run(folder, "model.scm", "data.csv", "-o", "fit.nc", "--predictive")
    read = arviz.from_netcdf(folder / "fit.nc").load()
    a, b, drawn = read.posterior.a.values[..., None], read.posterior.b.values[..., None], read.posterior_predictive
    noise = drawn.y.values[..., 1:] - a * drawn.y.values[..., :-1] - b * read.observed_data.x.values[:-1]
    expect("the noise of a series", stats.kstest(noise.ravel(), "norm").pvalue > 1e-4, noise.std())
    noise = drawn.x.values[..., 1:] - read.observed_data.y.values[:-1]
    expect("the noise beside a series", stats.kstest(noise.ravel(), "norm").pvalue > 1e-4, noise.std())

# Holes, states that are summed out, labels, a density of a whole series.
compare("missing_data", all_formats("missing_data", "", "--predictive"))
compare("hmm", all_formats("hmm", ":output", "--predictive", "--prior"))
compare("berkeley", all_formats("berkeley"))  # a matrix
read = all_formats("eight_schools")
compare("eight_schools", read)
same("log_lik is where ArviZ and R's loo look for it", read["stan"].log_likelihood.log_lik, read["nc"].log_likelihood.y)

# ---- names and numbers that texts have trouble with

with tempfile.TemporaryDirectory() as name:
    folder = pathlib.Path(name)
    (folder / "model.scm").write_text(
        """dim town = {"Zürich, \\"alt\\"", "毎日"};  dim scenario
data at[scenario] in town
base[town] ~ Normal(0, 1);  chain_ ~ Normal(0, 1);  far = 1e300 * exp(50 * chain_ - 50 * chain_) / 1e-300;  lost = far - far
y[scenario] ~ Normal(base[at] + chain_, 1)
"""
    )
    (folder / "data.csv").write_text('at,y\n"Zürich, ""alt""",1\n毎日,2\n毎日,NA\n')
    run(folder, "model.scm", "data.csv", "-o", "f.nc", "-o", "f.json", "-o", "f.csv", "-o", "f.stan.csv", "--predictive", "--do", "chain_=1")
    nc, js = arviz.from_netcdf(folder / "f.nc").load(), arviz.from_dict(**json.load(open(folder / "f.json")))
    stan = arviz.from_cmdstan(sorted(str(p) for p in folder.glob("f_*.stan.csv")))
    for read in (nc, js, stan):
        expect("infinity stays", np.all(np.isinf(read.posterior.far.values)))
        expect("not a number stays", np.all(np.isnan(read.posterior.lost.values)))
    same("base", js.posterior.base, nc.posterior.base)
    expect("labels stay", list(js.posterior.coords["town"].values) == ['Zürich, "alt"', "毎日"])
    expect("a taken name", js.predictions.y.dims == ("chain", "draw", "scenario_", "scenario"), js.predictions.y.dims)
    rows = list(csv.DictReader(open(folder / "f.csv")))
    expect("names in tables", {"base[1]", "base[2]", "chain__", "far"} <= set(rows[0]) and rows[0]["far"] == "Inf" and rows[0]["lost"] == "NA", rows[0])

    # The old files stay where one of the new ones has no place.
    before = {path.name: path.read_bytes() for path in folder.glob("f_*")}
    (folder / "f_2.stan.csv").unlink()
    (folder / "f_2.stan.csv").mkdir()
    done = subprocess.run([scmc, "run", "model.scm", "--observe", "data.csv", "--quiet", "--draws", "10", "-o", "f.stan.csv"], cwd=folder, capture_output=True, text=True)
    expect("a folder in the way", done.returncode == 1 and "E0818" in done.stderr and "Parameters" in done.stdout, done.stderr)
    expect("nothing changed", (folder / "f_1.stan.csv").read_bytes() == before["f_1.stan.csv"] and not list(folder.glob("*.tmp")), list(folder.iterdir()))

print("\n".join(failures) or "all readers have the same numbers")
sys.exit(bool(failures))
