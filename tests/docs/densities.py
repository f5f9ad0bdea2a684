"""The tables of distributions in from-pymc.md and from-stan.md, density by density: densities.py SCMC [--pymc] [--stan INCLUDES]

Each row is evaluated at some points with the numbers below, here and by the other, whose values are kept in densities.json. `--pymc` renews PyMC's,
with the Python that runs this; `--stan` renews Stan's, by a program that is compiled with the headers of Stan Math below INCLUDES and the
library of TBB in the folder `lib` beside it, as the wheel of httpstan has them.
"""
import json
import math
import pathlib
import re
import subprocess
import sys
import tempfile

NUMBERS = dict(mu=0.3, sigma=1.4, tau=0.8, lower=-0.5, upper=2.5, mode=0.8, nu=4.5, a=2.2, b=1.7, alpha=2.3, beta=0.7, kappa=1.6, s=0.9, m=1.8,
               lam=1.2, p=0.35, psi=0.6, phi=1.9, eta=0.4, n=7, total=12, good=5, bad=7)
CONTINUOUS, DISCRETE = (-0.4, 0.0, 0.3, 0.8, 2.0, 3.1), (0, 1, 2, 3, 5)
TOLERANCE = {"from-pymc.md": 1e-7, "from-stan.md": 1e-9}  # the logarithms of PyMC's whole numbers are in single precision

# Of several numbers at once: what is measured here, its data, and PyMC's value of it.
AXES, COVARIANCE = "dim k = 3;  dim l like k\n", [[1.0, 0.3, 0.1], [0.3, 2.0, 0.2], [0.1, 0.2, 0.7]]
FACTOR = [[1.0, 0.0, 0.0], [0.3, 1.2, 0.0], [0.1, 0.2, 0.7]]
MEAN, X = [0.1, -0.3, 0.5], [0.4, 0.2, -0.9]
JOINT = {
    "Categorical": ("dim t;  dim k = 3\ndata p[k]\nobserve x[t] in k ~ Categorical(p)", dict(p=[0.2, 0.5, 0.3], x=[1, 3, 2]),
                    "pm.logp(pm.Categorical.dist(p=p), x - 1)"),
    "OrderedLogistic": ("dim t;  dim k = 3;  dim c = 2\ndata cut[c]\nobserve x[t] in k ~ OrderedLogistic(0.4, cut)",
                        dict(cut=[-0.5, 1.2], x=[1, 3, 2]),
                        "pm.logp(pm.OrderedLogistic.dist(eta=0.4, cutpoints=cut), x - 1)"),
    "Dirichlet": ("dim k = 3\ndata a[k]\nobserve x[k] ~ Dirichlet(a)", dict(a=[1.2, 2.0, 0.7], x=[0.2, 0.5, 0.3]),
                  "pm.logp(pm.Dirichlet.dist(a=a), x)"),
    "Multinomial": ("dim k = 3\ndata p[k]\nobserve x[k] ~ Multinomial(6, p)", dict(p=[0.2, 0.5, 0.3], x=[1, 3, 2]),
                    "pm.logp(pm.Multinomial.dist(n=6, p=p), x)"),
    "MvNormal": (AXES + "data S[k, l];  data mu[k]\nobserve x[k] ~ MvNormal(mu, S)", dict(S=COVARIANCE, mu=MEAN, x=X),
                 "pm.logp(pm.MvNormal.dist(mu=mu, cov=S), x)"),
    "MvNormalCholesky": (AXES + "data L[k, l];  data mu[k]\nobserve x[k] ~ MvNormalCholesky(mu, L)", dict(L=FACTOR, mu=MEAN, x=X),
                         "pm.logp(pm.MvNormal.dist(mu=mu, chol=L), x)"),
    "RandomWalk": ("dim t\nobserve x[t] ~ RandomWalk(0.7)", dict(x=X),
                   "pm.logp(pm.GaussianRandomWalk.dist(mu=0, sigma=0.7, init_dist=pm.Normal.dist(0, 1), steps=2), x)"),
    "AR": ("dim t;  dim lag\ndata rho[lag]\nobserve x[t] ~ AR(rho, 0.7, start_sigma = 1)", dict(rho=[0.5, -0.2], x=[*X, 0.6]),
           "pm.logp(pm.AR.dist(rho=rho, sigma=0.7, init_dist=pm.Normal.dist(0, 1, shape=2), steps=2), x)"),
    "ZeroSumNormal": ("dim k = 3\nobserve x[k] ~ ZeroSumNormal(0.7)", dict(x=[0.4, 0.2, -0.6]),
                      "pm.logp(pm.ZeroSumNormal.dist(sigma=0.7, shape=3), x)"),
    "Mixture": ("dim t\nobserve x[t] ~ Mixture([0.3, 0.7], [Normal(0, 1), StudentT(3, 0, 5)])", dict(x=X),
                "pm.logp(pm.Mixture.dist(w=[0.3, 0.7], comp_dists=[pm.Normal.dist(0, 1), pm.StudentT.dist(3, 0, sigma=5)]), x)"),
    "Censored": ("dim t\nobserve x[t] ~ Censored(Normal(0.2, 1), -1, 1)", dict(x=[-1, 0.3, 1]),
                 "pm.logp(pm.Censored.dist(pm.Normal.dist(0.2, 1), -1, 1), x)"),
    "Truncated": ("dim t\nobserve x[t] ~ Truncated(Poisson(2.5), 1, 4)", dict(x=[1, 3, 4]),
                  "pm.logp(pm.Truncated.dist(pm.Poisson.dist(2.5), 1, 4), x)"),
}

project = pathlib.Path(__file__).resolve().parents[2]
store = pathlib.Path(__file__).with_suffix(".json")


def rows(document):
    """What the other says, and what is said here: one or two calls."""
    table = (project / "docs" / document).read_text().split("\n## Distributions\n")[1].split("Of several numbers")[0]
    table = table if "from-stan" not in document else table.split("Better forms")[0]
    for other, here in re.findall(r"^\| `([^`]+)` \| (.*) \|$", table, re.M):
        yield other, [code for code in re.findall(r"`([^`]+)`", here) if re.match(r"[A-Z]\w*\(", code)]


def is_discrete(here):
    head = re.match(r"\w+", here)[0]
    support = re.search(r"^distribution .* over (.*) \{$", (project / "stdlib" / "distributions" / f"{head}.scm").read_text(), re.M)[1]
    return support == "count" or ".." in support


def points(here):
    return DISCRETE if is_discrete(here) else CONTINUOUS


def shift(other):
    """PyMC's geometric number counts the success, too."""
    return 1 if other.startswith("pm.Geometric") else 0


# ---- the others

def by_pymc():
    import pymc as pm
    from pytensor.scalar.basic import autocast_float_as

    values = {}
    with autocast_float_as("float64"):  # else its constants are rounded to single precision
        for other, here in rows("from-pymc.md"):
            dist = eval(re.sub(r"^(pm\.\w+)\(", r"\1.dist(", other), {"pm": pm, **NUMBERS})
            values[other] = {str(x): float(pm.logp(dist, x + shift(other)).eval()) for x in points(here[0])}
    return values


def joint_by_pymc():
    import numpy as np
    import pymc as pm
    from pytensor.scalar.basic import autocast_float_as

    with autocast_float_as("float64"):
        return {name: float(np.sum(eval(theirs, {"pm": pm, **{key: np.array(value) for key, value in data.items()}}).eval()))
                for name, (_, data, theirs) in JOINT.items()}


def statement(other, x, discrete):
    name, arguments = re.fullmatch(r"(\w+)\((.*)\)", other).groups()
    kind = "lpmf" if discrete else "lpdf"
    return f'show("{other}", "{x}", [&] {{ return stan::math::{name}_{kind}({", ".join([str(x), *filter(None, arguments.split(", "))])}); }});'


def by_stan(includes):
    constants = "".join(f"  const {'int' if isinstance(v, int) else 'double'} {k} = {v};\n" for k, v in NUMBERS.items())
    calls = "".join(f"  {statement(other, x, is_discrete(here[0]))}\n" for other, here in rows("from-stan.md") for x in points(here[0]))
    show = 'try { std::printf("%s|%s|%.17g\\n", what, x, f()); } catch (const std::exception&) {}'
    program = ("#include <cstdio>\n#include <stan/math/prim.hpp>\n"
               f"template <class F> void show(const char* what, const char* x, F f) {{ {show} }}\nint main() {{\n{constants}{calls}}}\n")
    with tempfile.TemporaryDirectory() as folder:
        (pathlib.Path(folder) / "densities.cpp").write_text(program)
        libraries = includes.parent / "lib"
        compiler = ["g++", "-std=c++17", "-w", "-D_REENTRANT", "-DBOOST_DISABLE_ASSERTS", f"-I{includes}", f"-L{libraries}"]
        subprocess.run([*compiler, "densities.cpp", "-l:libtbb.so.2", "-o", "densities"], cwd=folder, check=True)
        environment = {"LD_LIBRARY_PATH": str(libraries)}
        printed = subprocess.run(["./densities"], cwd=folder, env=environment, check=True, capture_output=True, text=True).stdout
    values = {}
    for line in printed.splitlines():
        other, x, value = line.split("|")
        values.setdefault(other, {})[x] = float(value)
    return values


# ---- here

def by_scmc(scmc, codes):
    """The log-density of each call at each point, NaN where it has none."""
    lines = [f"{name} = {value}" for name, value in NUMBERS.items()]
    wanted = [(code, x) for code in codes for x in points(code)]
    lines += [f"value{i} = {code}.log_density({x})" for i, (code, x) in enumerate(wanted)]
    with tempfile.TemporaryDirectory() as folder:
        model = pathlib.Path(folder) / "densities.scm"
        model.write_text("\n".join(lines) + "\n")
        done = subprocess.run([scmc, "simulate", model, "--all", "--format", "json", "--quiet"], capture_output=True, text=True)
    if done.returncode:
        sys.exit(done.stderr)
    values = json.loads(done.stdout)
    return {(code, str(x)): values[f"value{i}"] for i, (code, x) in enumerate(wanted)}


def compare(document, values, scmc):
    table = list(rows(document))
    mine = by_scmc(scmc, [code for _, here in table for code in here])
    compared, failures = 0, []
    for other, here in table:
        reference = {x: v for x, v in values.get(other, {}).items() if math.isfinite(v)}
        if len(reference) < 2:
            failures.append(f"{document}: {other} has no values to compare with")
        for code in here:
            for x, value in reference.items():
                compared += 1
                if not abs(mine[code, x] - value) <= TOLERANCE[document] * max(1, abs(value)):
                    failures.append(f"{document}: {code} at {x} is {mine[code, x]}, {other} is {value}")
    print(f"{document}: {len(table)} rows, {compared} densities")
    return failures


def joint_by_scmc(scmc, text, data):
    """Beside one parameter, since a density is asked for at a point."""
    with tempfile.TemporaryDirectory() as folder:
        (pathlib.Path(folder) / "model.scm").write_text(f"origin ~ Normal(0, 1)\n{text}\n")
        (pathlib.Path(folder) / "data.json").write_text(json.dumps(data))
        command = [scmc, "gradient", "model.scm", "--observe", "data.json", "--at", '{"origin": 0}', "--format", "json"]
        done = subprocess.run(command, cwd=folder, capture_output=True, text=True)
    if done.returncode:
        sys.exit(done.stderr)
    return json.loads(done.stdout)["log_density"] + 0.5 * math.log(2 * math.pi)


def compare_joint(values, scmc):
    failures = []
    for name, (text, data, _) in JOINT.items():
        mine, theirs = joint_by_scmc(scmc, text, data), values[name]
        if not abs(mine - theirs) <= TOLERANCE["from-pymc.md"] * max(1, abs(theirs)):
            failures.append(f"{name} is {mine}, PyMC's {theirs}")
    print(f"{len(JOINT)} of several numbers")
    return failures


def main():
    kept = json.loads(store.read_text()) if store.exists() else {}
    if "--pymc" in sys.argv:
        kept["from-pymc.md"], kept["joint"] = by_pymc(), joint_by_pymc()
    if "--stan" in sys.argv:
        kept["from-stan.md"] = by_stan(pathlib.Path(sys.argv[sys.argv.index("--stan") + 1]).resolve())
    if "--pymc" in sys.argv or "--stan" in sys.argv:
        store.write_text(json.dumps(kept, indent=1, sort_keys=True) + "\n")
    scmc = pathlib.Path(sys.argv[1]).resolve()
    failures = [failure for document in ("from-pymc.md", "from-stan.md") for failure in compare(document, kept.get(document, {}), scmc)]
    failures += compare_joint(kept["joint"], scmc)
    if failures:
        sys.exit("\n".join(failures))


main()
