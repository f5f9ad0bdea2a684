"""Shared libraries of models behind BridgeStan's interface, driven by its Python client and sampled by nutpie: bridgestan_test.py SCMC EXAMPLES

Skipped (exit code 77) by a Python that has not both. nutpie's posterior must be that of `scmc run`: means within 4 combined Monte Carlo errors,
standard deviations within 10 %.
"""
import importlib.util
import json
import math
import pathlib
import re
import subprocess
import sys
import tempfile

missing = [name for name in ("bridgestan", "nutpie", "arviz", "numpy") if not importlib.util.find_spec(name)]
if missing:
    print(f"skipped: {sys.executable} has no {', '.join(missing)}")
    sys.exit(77)

import arviz
import bridgestan
import numpy as np
import nutpie
from nutpie import _lib
from nutpie.compile_stan import CompiledStanModel

scmc, examples = str(pathlib.Path(sys.argv[1]).resolve()), pathlib.Path(sys.argv[2]).resolve()
failures = []


def expect(what, holds, *shown):
    if not holds:
        failures.append(f"{what}: {' '.join(map(str, shown))}")
        print("failed:", failures[-1])


def run(folder, *words):
    done = subprocess.run([scmc, *map(str, words)], cwd=folder, capture_output=True, text=True, timeout=240)
    if done.returncode:
        sys.exit(f"scmc {' '.join(map(str, words))}\n{done.stderr}")
    return done.stdout


def expect_error(what, words, call):
    try:
        call()
    except RuntimeError as error:
        expect(what, words in str(error), error)
    else:
        expect(what, False, "no error")


def check_density(name, folder, options, model):
    """Against `scmc gradient`, at points of the unconstrained scale."""
    rng = np.random.default_rng(1)
    for _ in range(5):
        q = rng.uniform(-1, 1, model.param_unc_num())
        value, gradient = model.log_density_gradient(q)
        theirs = json.loads(run(folder, "gradient", "model.scm", *options, "--at", json.dumps(list(q)), "--format", "json"))
        expect(f"{name}: log density", abs(value - theirs["log_density"]) <= 1e-12 * abs(value), value, theirs["log_density"])
        off = np.max(np.abs(gradient - theirs["gradient"])) / np.max(np.abs(gradient))
        expect(f"{name}: gradient", off <= 1e-12, off)
        expect(f"{name}: log density alone", model.log_density(q) == value)


def check_hessian(name, model):
    q = np.random.default_rng(2).uniform(-0.5, 0.5, model.param_unc_num())
    value, gradient, hessian = model.log_density_hessian(q)
    expect(f"{name}: Hessian's value and gradient", (value, list(gradient)) == (lambda v, g: (v, list(g)))(*model.log_density_gradient(q)))
    expect(f"{name}: Hessian symmetric", np.array_equal(hessian, hessian.T))
    step, n = 1e-4, len(q)
    for i in range(n):
        # Five points: the error is of the fourth order.
        slopes = [model.log_density_gradient(q + k * step * np.eye(n)[i])[1] for k in (-2, -1, 1, 2)]
        differences = (slopes[0] - 8 * slopes[1] + 8 * slopes[2] - slopes[3]) / (12 * step)
        off = np.max(np.abs(differences - hessian[i])) / max(1, np.max(np.abs(hessian)))
        expect(f"{name}: Hessian, row {i}", off < 1e-6, off)
    v = np.random.default_rng(3).normal(size=n)
    _, product = model.log_density_hessian_vector_product(q, v)
    off = np.max(np.abs(product - hessian @ v)) / max(1, np.max(np.abs(hessian @ v)))
    expect(f"{name}: Hessian times vector", off < 1e-6, off)


def check_scale(name, model):
    """To the scale of the model and back."""
    rng = np.random.default_rng(4)
    names = model.param_names()
    expect(f"{name}: names", len(names) == model.param_num() and len(set(names)) == len(names), names)
    expect(f"{name}: unconstrained names", len(set(model.param_unc_names())) == model.param_unc_num())
    whole = model.param_names(include_tp=True, include_gq=True)
    expect(f"{name}: names of all", len(whole) == model.param_num(include_tp=True, include_gq=True) and len(set(whole)) == len(whole))
    for _ in range(3):
        q = rng.uniform(-1, 1, model.param_unc_num())
        theta = model.param_constrain(q)
        again = model.param_constrain(model.param_unconstrain(theta))
        expect(f"{name}: constrain after unconstrain", np.allclose(theta, again, rtol=1e-11, atol=1e-11), theta - again)
        everything = model.param_constrain(q, include_tp=True, include_gq=True, rng=model.new_rng(5))
        expect(f"{name}: parameters come first", np.array_equal(everything[: len(theta)], theta))
        values = {}  # arrays nested, the last index inside
        for part in sorted({n.split(".")[0] for n in names}):
            cells = {tuple(int(i) for i in n.split(".")[1:]): x for n, x in zip(names, theta) if n.split(".")[0] == part}
            shape = tuple(np.max(list(cells), axis=0)) if () not in cells else ()
            array = np.zeros(shape)
            for index, x in cells.items():
                array[tuple(i - 1 for i in index)] = x
            values[part] = array.tolist()
        from_json = model.param_constrain(model.param_unconstrain_json(json.dumps(values)))
        expect(f"{name}: by JSON", np.allclose(theta, from_json, rtol=1e-11, atol=1e-11))
        start = model.param_initialize(model.new_rng(6), {names[0].split(".")[0]: values[names[0].split(".")[0]]})
        expect(f"{name}: initialised", np.isfinite(model.log_density(start)))


def sampled(name, library):
    model = CompiledStanModel(_coords={}, code="", data=None, library=_lib.StanLibrary(str(library)), dims={}, model=None, model_name=name)
    return nutpie.sample(model, draws=1000, tune=1000, chains=4, seed=11, progress_bar=False)


def check_posterior(name, folder, options, library, parameters):
    trace = sampled(name, library)
    ours = json.loads(run(folder, "run", "model.scm", *options, "--seed", 1, "--quiet", "--format", "json"))["variables"]
    compared = 0
    for variable in parameters:
        draws = trace.posterior[variable].values
        draws = draws.reshape(*draws.shape[:2], -1)
        shape = trace.posterior[variable].shape[2:]
        for cell in range(draws.shape[2]):
            index = ",".join(str(i + 1) for i in np.unravel_index(cell, shape)) if shape else ""
            row = next((r for n, r in ours.items() if n == (f"{variable}[{index}]" if index else variable)), None)
            if row is None or not row["sd"] > 1e-12:
                continue
            x = draws[:, :, cell]
            error = math.hypot(float(arviz.mcse(x)), row["mcse_mean"])
            expect(f"{name}: mean of {variable}[{index}]", abs(x.mean() - row["mean"]) < 4 * error, x.mean(), row["mean"], error)
            expect(f"{name}: sd of {variable}[{index}]", abs(x.std() / row["sd"] - 1) < 0.1, x.std(), row["sd"])
            compared += 1
    expect(f"{name}: compared", compared >= 4, compared)
    print(f"{name}: {compared} posteriors as those of scmc run")


def check_jacobian(name, model, log_jacobian):
    """log |d theta / d q| by a closed form of q and the parameters."""
    q = np.random.default_rng(7).uniform(-1, 1, model.param_unc_num())
    theta = dict(zip(model.param_names(), model.param_constrain(q)))
    unconstrained = dict(zip(model.param_unc_names(), q))
    change = model.log_density(q) - model.log_density(q, jacobian=False)
    wanted = log_jacobian(theta, unconstrained)
    expect(f"{name}: log Jacobian", abs(change - wanted) < 1e-10 * max(1, abs(wanted)), change, wanted)
    _, with_it = model.log_density_gradient(q)
    _, without = model.log_density_gradient(q, jacobian=False)
    step = 1e-5
    for i in range(len(q)):
        ends = [model.log_density(q + s * np.eye(len(q))[i], jacobian=False) for s in (step, -step)]
        slope = (ends[0] - ends[1]) / (2 * step)
        expect(f"{name}: gradient without Jacobian", abs(slope - without[i]) < 1e-4 * max(1, abs(slope)), slope, without[i])


def check_data(folder, library):
    """Columns may be replaced by others as long."""
    rows = (folder / "data.csv").read_text().splitlines()
    y = [float(row.split(",")[rows[0].split(",").index("y")]) for row in rows[1:]]
    as_emitted, same = bridgestan.StanModel(library, warn=False), bridgestan.StanModel(library, data={"y": y}, warn=False)
    q = np.full(6, 0.1)
    expect("the same data", same.log_density(q) == as_emitted.log_density(q))
    other = bridgestan.StanModel(library, data={"y": [x + 1 for x in y]}, warn=False)
    expect("other data", other.log_density(q) != as_emitted.log_density(q))
    expect_error("fewer data", "has 3 values", lambda: bridgestan.StanModel(library, data={"y": [1, 2, 3]}, warn=False))
    expect_error("unknown data", "no data `w`", lambda: bridgestan.StanModel(library, data={"w": 1}, warn=False))
    expect_error("no JSON", "", lambda: bridgestan.StanModel(library, data="{y", warn=False))
    theta = as_emitted.param_constrain(q)
    theta[as_emitted.param_names().index("sigma_y")] = -1
    expect_error("outside of the support", "sigma_y", lambda: as_emitted.param_unconstrain(theta))
    expect_error("a parameter is missing", "no value", lambda: as_emitted.param_unconstrain_json('{"beta_z0": 1}'))
    expect_error("no such parameter", "no parameter `w`", lambda: as_emitted.param_unconstrain_json('{"w": 1}'))


CASES = {
    "google_ads": (["--observe", "data.csv"], lambda theta, q: q["sigma_y"]),
    "eight_schools": (["--observe", "data.csv"], lambda theta, q: q["tau"] + 8 * math.log(theta["tau"])),
    "mixture": (["--observe", "data.csv:minutes"],
                lambda theta, q: math.log(theta["share"] * (1 - theta["share"])) + q["gap"] + q["spread"]),
    "lkj_varying_slopes": (["--observe", "data.csv"], None),
}

with tempfile.TemporaryDirectory() as out:
    for name, (options, log_jacobian) in CASES.items():
        folder, library = examples / name, pathlib.Path(out) / f"{name}.so"
        run(folder, "emit", "model.scm", *options, "--shared", "-o", library)
        model = bridgestan.StanModel(library, warn=False)
        expect("name", model.name() == name, model.name())
        expect("version", model.model_version()[:2] == (2, 9))
        check_density(name, folder, options, model)
        check_hessian(name, model)
        check_scale(name, model)
        if log_jacobian:
            check_jacobian(name, model, log_jacobian)
        check_posterior(name, folder, options, library, sorted({n.split('.')[0] for n in model.param_names()}))
    check_data(examples / "google_ads", pathlib.Path(out) / "google_ads.so")
    # Data that are too many for literals.
    library = pathlib.Path(out) / "smoking_tar.so"
    run(examples / "smoking_tar", "emit", "model.scm", "--observe", "data.csv", "--shared", "-o", library)
    check_density("smoking_tar", examples / "smoking_tar", ["--observe", "data.csv"], bridgestan.StanModel(library, warn=False))

sys.exit("\n".join(failures) if failures else 0)
