"""Kept fits in the hands of ArviZ, and their densities against SciPy's: arviz_test.py SCMC EXAMPLES

Exit code 77 where ArviZ is not installed.
"""

import json
import pathlib
import subprocess
import sys
import tempfile
import warnings

try:
    warnings.simplefilter("ignore")
    import arviz
    import numpy as np
    from scipy import stats
    from scipy.special import expit, logsumexp
except Exception as error:  # also versions that do not go together
    print(f"skipped: {error}; ArviZ is on PyPI: configure with -DARVIZ_PYTHON=/its/environment/bin/python")
    sys.exit(77)

scmc, examples = str(pathlib.Path(sys.argv[1]).resolve()), pathlib.Path(sys.argv[2]).resolve()
failures = []


def expect(what, found, wanted, within=1e-6):
    found, wanted = np.asarray(found, float), np.asarray(wanted, float)
    if found.shape != wanted.shape or not np.all(np.abs(found - wanted) <= within * (1 + np.abs(wanted))):
        failures.append("failed: %s: %s instead of %s" % (what, np.ravel(found)[:5], np.ravel(wanted)[:5]))


def fit(example, *more, columns=""):
    folder = examples / example
    with tempfile.TemporaryDirectory() as name:
        kept = name + "/fit.nc"
        arguments = ["run", "model.scm", "--observe", "data.csv" + columns, "--seed", "3", "--format", "json", "--quiet", *more]
        done = subprocess.run([scmc, *arguments, "-o", kept], cwd=folder, capture_output=True, text=True)
        if done.returncode:
            sys.exit(done.stderr)
        with warnings.catch_warnings():
            warnings.simplefilter("error")  # such as: a group that is not in the scheme
            read = arviz.from_netcdf(kept)
        return json.loads(done.stdout), read.load()


def draws_of(read, *names):
    """Each over chain and draw, and a last axis to broadcast over cells."""
    return [read.posterior[name].values[..., None] for name in names]


# ---- what ArviZ computes of the file is what scmc printed

told, read = fit("eight_schools")
summary = arviz.summary(read, round_to="none", hdi_prob=0.94)
if set(summary.index) != set(told["variables"]) - {n for n in told["variables"] if "[" in n} | {"theta[%d]" % i for i in range(1, 9)}:
    failures.append("failed: other names: %s" % list(summary.index))
for name, row in summary.iterrows():
    ours = told["variables"][name]
    for theirs, key in (("mean", "mean"), ("sd", "sd"), ("mcse_mean", "mcse_mean"), ("ess_bulk", "ess_bulk"), ("ess_tail", "ess_tail"), ("r_hat", "rhat")):
        expect(name + " " + key, row[theirs], ours[key])
expect("bfmi", arviz.bfmi(read), told["diagnostics"]["bfmi"])
if read.sample_stats.diverging.dtype != bool:
    failures.append("failed: `diverging` is no truth value")
expect("divergences", read.sample_stats.diverging.sum(), told["diagnostics"]["divergences"])
expect("leapfrogs by depth", read.sample_stats.n_steps <= 2 ** (read.sample_stats.tree_depth + 1), np.ones((4, 1000)))
elpd = arviz.loo(read, pointwise=True)
if not np.isfinite(elpd.elpd_loo) or elpd.n_data_points != 8:
    failures.append("failed: loo says %s of %s" % (elpd.elpd_loo, elpd.n_data_points))

# ---- densities: of what is measured, of what is not, and of all with the Jacobian

normal = stats.norm.logpdf
mu, tau, = draws_of(read, "mu", "tau")
theta, y, sigma = read.posterior.theta.values, read.observed_data.y.values, read.constant_data.sigma.values
expect("likelihood of y", read.log_likelihood.y, normal(y, theta, sigma))
expect("prior of theta", read.log_prior.theta, normal(theta, mu, tau).sum(-1))
expect("prior of tau", read.log_prior.tau, stats.halfcauchy.logpdf(tau[..., 0], scale=5))
noise = read.unconstrained_posterior.theta
if (noise.attrs["holds"], read.unconstrained_posterior.tau.attrs["transform"]) != ("noise", "Positive"):
    failures.append("failed: theta is said to be sampled by %s" % noise.attrs)
expect("theta by its noise", mu + tau * noise.values, theta)
expect("tau by its logarithm", np.exp(read.unconstrained_posterior.tau), read.posterior.tau)
whole = read.log_likelihood.y.sum("school") + read.log_prior.mu + read.log_prior.tau + normal(noise).sum(-1) + read.unconstrained_posterior.tau
expect("lp", read.sample_stats.lp, whole)

few = ["--draws", "50", "--chains", "2"]

# ---- its pictures: every parameter has a panel

try:
    import matplotlib

    matplotlib.use("Agg")
    from matplotlib import pyplot
except ImportError as error:
    print(f"not tested: pictures: {error}")
else:
    for fitted in (read, fit("google_ads", *few)[1], fit("varying_intercepts", *few)[1]):
        arviz.loo(fitted, var_name=list(fitted.log_likelihood)[-1])
        numbers = sum(int(np.prod(fitted.posterior[name].shape[2:])) for name in fitted.posterior)
        with arviz.rc_context({"plot.max_subplots": 200}):
            panels = arviz.plot_trace(fitted), arviz.plot_forest(fitted), arviz.plot_posterior(fitted)
        expect("panels of plot_posterior", sum(bool(axes.get_title()) for axes in np.ravel(panels[2])), numbers)
        expect("rows of plot_trace", len(panels[0]), len(fitted.posterior))
        expect("rows of plot_forest", len(panels[1][0].get_yticklabels()), numbers)
        pyplot.close("all")

# Columns with holes: only what was measured has a likelihood, what was not has a prior.
told, read = fit("missing_data", *few)
b0, b_school, b_training, sigma, mu, tau = draws_of(read, "b0", "b_school", "b_training", "sigma", "mu", "tau")
observed = read.observed_data
is_known = ~np.isnan(observed.school.values)
if list(read.log_likelihood.school["school.measured"].values.astype(int)) != list(np.flatnonzero(is_known) + 1):
    failures.append("failed: other cells of school are measured")
expect("likelihood of school", read.log_likelihood.school, normal(observed.school.values[is_known], mu, tau))
holes = read.posterior.school
expect("prior of holes", read.log_prior.school, normal(holes.values, mu, tau).sum(-1))
school = np.broadcast_to(observed.school.values, (2, 50, len(is_known))).copy()
school[..., ~is_known] = holes.values
at = b0 + b_school * (school - 12) + b_training * observed.training.values
has_wage = ~np.isnan(observed.wage.values)
wage = stats.lognorm.logpdf(observed.wage.values, sigma, scale=np.exp(at))[..., has_wage]
expect("likelihood of wage", read.log_likelihood.wage, wage)

# A discrete cause that nobody measured is summed out.
told, read = fit("mixture", *few, columns=":minutes")
share, short, gap, spread = draws_of(read, "share", "short", "gap", "spread")
minutes = read.observed_data.minutes.values
expect("a mixture", read.log_likelihood.minutes,
       np.logaddexp(np.log1p(-share) + normal(minutes, short, spread), np.log(share) + normal(minutes, short + gap, spread)))

told, read = fit("hmm", *few, columns=":output")
stays_well, stays_bad, bad_output, gain, spread = (x[..., 0] for x in draws_of(read, "stays_well", "stays_bad", "bad_output", "gain", "spread"))
step = np.log(np.array([[stays_bad, 1 - stays_bad], [1 - stays_well, stays_well]]))
seen = [np.array([normal(x, bad_output, spread), normal(x, bad_output + gain, spread)]) for x in read.observed_data.output.values]
alpha = np.log(0.5) + seen[0]
for now in seen[1:]:
    alpha = logsumexp(alpha[:, None] + step, axis=0) + now
expect("a hidden chain", read.log_likelihood.output, logsumexp(alpha, axis=0))
if read.posterior.well.dtype != np.int64:
    failures.append("failed: a state is no integer")

# A cause with holes that are summed out: the two columns have one density together.
told, read = fit("missing_treatment", *few)
b0, b_severity, a, a_treated, a_severity, sigma = draws_of(read, "b0", "b_severity", "a", "a_treated", "a_severity", "sigma")
severity, treated, days = (read.observed_data[name].values for name in ("severity", "treated", "days"))
p = expit(b0 + b_severity * severity)
given = [np.log(q) + normal(days, a + a_treated * z + a_severity * severity, sigma) for z, q in ((0, 1 - p), (1, p))]
expect("treated and days", read.log_likelihood.treated_and_days,
       np.where(np.isnan(treated), np.logaddexp(*given), np.where(treated == 1, given[1], given[0])))

# A computed variable that is measured: the density where it is the life itself, the probability where it is the end of the study.
told, read = fit("survival", *few)
b0, b_age, b_treated, shape = draws_of(read, "b0", "b_age", "b_treated", "shape")
age, treated, time = (read.observed_data[name].values for name in ("age", "treated", "time"))
life = stats.weibull_min(shape, scale=np.exp(b0 + b_age * age + b_treated * treated))
expect("lives", read.log_likelihood.time, np.where(time < read.constant_data.followup.values, life.logpdf(time), life.logsf(time)))

# Labels are coordinates.
told, read = fit("varying_intercepts", *few)
labels = [str(x) for x in read.posterior.coords[[d for d in read.posterior.dims if d not in ("chain", "draw")][0]].values]
if not labels or not all(x[0].isalpha() for x in labels):
    failures.append("failed: coordinates are %s" % labels)

print("\n".join(failures) or "ArviZ computes from the file what was printed, SciPy what is in it")
sys.exit(bool(failures))
