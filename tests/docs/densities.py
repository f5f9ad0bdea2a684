"""The tables of distributions in from-pymc.md and from-stan.md, density by density: densities.py SCMC [--pymc] [--stan INCLUDES]

Each row is evaluated at some points with the numbers below, here and by the other, whose values are kept in densities.json. `--pymc` renews
PyMC's, with the Python that runs this; `--stan` renews Stan's, by a program that is compiled with the headers of Stan Math below INCLUDES and the
library of TBB in the folder `lib` beside it, as the wheel of httpstan has them.
"""
import json
import math
import pathlib
import re
import subprocess
import sys
import tempfile

import joint_densities

NUMBERS = dict(mu=0.3, sigma=1.4, tau=0.8, lower=-0.5, upper=2.5, mode=0.8, nu=4.5, a=2.2, b=1.7, alpha=2.3, beta=0.7,
               kappa=1.6, s=0.9, m=1.8, lam=1.2, p=0.35, psi=0.6, phi=1.9, eta=0.4, n=7, total=12, good=5, bad=7)
CONTINUOUS, DISCRETE = (-0.4, 0.0, 0.3, 0.8, 2.0, 3.1), (0, 1, 2, 3, 5)
TOLERANCE = {"from-pymc.md": 1e-7, "from-stan.md": 1e-9}  # the logarithms of PyMC's whole numbers are in single precision

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


def statement(other, x, discrete):
    name, arguments = re.fullmatch(r"(\w+)\((.*)\)", other).groups()
    kind = "lpmf" if discrete else "lpdf"
    given = ", ".join([str(x), *filter(None, arguments.split(", "))])
    return f'show("{other}", "{x}", [&] {{ return stan::math::{name}_{kind}({given}); }});'


def run_stan(includes, calls):
    """What a program of these statements shows, by name and point."""
    constants = "".join(f"  const {'int' if isinstance(v, int) else 'double'} {k} = {v};\n" for k, v in NUMBERS.items())
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
        name, x, value = line.split("|")
        values.setdefault(name, {})[x] = float(value)
    return values


def by_stan(includes):
    numbers = "".join(f"  {statement(other, x, is_discrete(here[0]))}\n" for other, here in rows("from-stan.md") for x in points(here[0]))
    joint = "".join(f'  show("{name}", "joint", [&] {{ {code} }});\n' for name, code in joint_densities.stan_statements())
    values = run_stan(includes, numbers + joint)
    return values, {name: values.pop(name)["joint"] for name, _ in joint_densities.stan_statements()}


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


def main():
    kept = json.loads(store.read_text()) if store.exists() else {}
    if "--pymc" in sys.argv:
        kept["from-pymc.md"], kept["joint, PyMC"] = by_pymc(), joint_densities.by_pymc()
    if "--stan" in sys.argv:
        kept["from-stan.md"], kept["joint, Stan"] = by_stan(pathlib.Path(sys.argv[sys.argv.index("--stan") + 1]).resolve())
    if "--pymc" in sys.argv or "--stan" in sys.argv:
        store.write_text(json.dumps(kept, indent=1, sort_keys=True) + "\n")
    scmc = pathlib.Path(sys.argv[1]).resolve()
    failures = [failure for document in ("from-pymc.md", "from-stan.md") for failure in compare(document, kept.get(document, {}), scmc)]
    failures += joint_densities.compare(joint_densities.PYMC, kept["joint, PyMC"], scmc, TOLERANCE["from-pymc.md"])
    failures += joint_densities.compare(joint_densities.STAN, kept["joint, Stan"], scmc, TOLERANCE["from-stan.md"])
    if failures:
        sys.exit("\n".join(failures))


main()
