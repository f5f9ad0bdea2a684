"""Whose noise is whose: what an intervention does not touch is as in the fit, and scenarios share their noise: scenarios_test.py SCMC"""

import json
import pathlib
import subprocess
import sys
import tempfile

MODEL = """dim i
a ~ Normal(0, 1)
k ~ Normal(0, 1)
x[i] ~ Normal(0, 1)
w[i] ~ Normal(a * x, 1)     # nothing measures it
y[i] ~ Normal(a * x, 1)
d[i] = max(w, w - 1)        # w itself, which no formula sees: it is drawn
total = sum(x over i)
second = y[2]
all = sum(y over i)
"""
DATA = "x,y\n1,2\n0.5,1.5\n-1,-0.25\n2,3\n"
failures = []


def run(*scenarios):
    command = [sys.argv[1], "run", "m.scm", "--observe", "d.csv", "--format", "json", "--quiet", "--seed", "1"]
    for scenario in scenarios:
        command += ["--do", scenario]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True)
    if done.returncode:
        sys.exit(done.stderr)
    answer = json.loads(done.stdout)
    return answer["scenarios"], {c["of"]: c for c in answer["contrasts"]}


def expect(what, found, wanted, within):
    if not abs(found - wanted) <= within:
        failures.append("failed: %s: %r instead of %r" % (what, found, wanted))


with tempfile.TemporaryDirectory() as name:
    folder = pathlib.Path(name)
    (folder / "m.scm").write_text(MODEL)
    (folder / "d.csv").write_text(DATA)

    # d is drawn, w is answered by its expectation: with shared noise their contrasts are the same, draw by draw.
    _, contrasts = run("x=1", "x=0")
    for field in ("mean", "sd"):
        expect("shared noise, " + field, contrasts["d"][field], contrasts["w"][field], 1e-12)

    # A second intervention on what has no effect on y changes nothing, not even the noise.
    _, contrasts = run("x=1", "x=1, k=2")
    for variable in ("w", "y", "d", "total", "all"):
        expect("no effect on " + variable, abs(contrasts[variable]["mean"]) + contrasts[variable]["sd"], 0, 0)

    # The order of the scenarios leaves no trace in their numbers.
    one, _ = run("x=1", "x=0")
    other, _ = run("x=0", "x=1")
    if one["x = 1"] != other["x = 1"] or one["x = 0"] != other["x = 0"]:
        failures.append("failed: the order of the scenarios changes them")

    # One cell is set: the others stay as measured, and so do their effects.
    scenarios, _ = run("x[1]=5", "x[1]=0")
    expect("the other cells of x", scenarios["x[1] = 5"]["total"]["mean"], 5 + 0.5 - 1 + 2, 1e-12)
    zero = scenarios["x[1] = 0"]
    if "second" in zero:
        failures.append("failed: y[2] is reported though x[1] has no effect on it")
    expect("the expectation of one y beside three measured ones", zero["all"]["mean"], 1.5 - 0.25 + 3, 1e-12)
    expect("which has no noise", zero["all"]["sd"], 0, 1e-12)
    expect("y and its sum", 4 * zero["y"]["mean"], zero["all"]["mean"], 1e-12)

print("\n".join(failures) or "scenarios: what is not touched stays, and noise is shared")
sys.exit(bool(failures))
