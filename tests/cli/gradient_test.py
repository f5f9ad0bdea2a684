"""Which number is which on the unconstrained scale, and that `--at` finds each: gradient_test.py SCMC

Matrices have fewer numbers than cells, columns with holes only those that are missing; units may be more or fewer than either.
"""

import json
import math
import pathlib
import subprocess
import sys
import tempfile

# Vectors that are sampled by their noise; a level whose causes have missing cells.
NOISE = """dim i;  dim k = 2;  dim l like k
mu[k] ~ Normal(0, 1)
s ~ HalfNormal(1)
L[k, l] ~ LKJCholesky(2)
x[i] ~ Normal(0, 1)
v[i, k] ~ MvNormalCholesky(mu, s * L)
level[i] ~ Normal(x, s)
y[i, k] ~ Normal(v + level, 1)
"""

MODEL = """dim i;  dim j;  dim k = 3;  dim l like k
L[i, k, l] ~ LKJCholesky(2)
x[i, j] ~ Normal(0, 1)
m ~ Normal(0, 1)
y[i, j] ~ Normal(x + m + sum(sum(L over k) over l), 1)
"""
failures = []


def gradient(at, model="m.scm"):
    command = [sys.argv[1], "gradient", model, "--observe", "d.json", "--at", json.dumps(at), "--format", "json"]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True)
    if done.returncode:
        sys.exit(done.stderr)
    answer = json.loads(done.stdout)
    return dict(zip(answer["names"], answer["position"])), answer


def expect(what, found, wanted):
    near = isinstance(wanted, float) and found is not None and abs(found - wanted) < 1e-12
    if found != wanted and not near:
        failures.append("failed: %s: %r instead of %r" % (what, found, wanted))


with tempfile.TemporaryDirectory() as name:
    folder = pathlib.Path(name)
    (folder / "m.scm").write_text(MODEL)
    for units in (2, 5):
        x = [[0.1, None, 0.3], [None, 0.5, 0.6]] + [[1, 2, 3]] * (units - 2)
        (folder / "d.json").write_text(json.dumps({"x": x, "y": [[0.1 * i + j for j in range(3)] for i in range(units)]}))
        # Rows of partial correlations z: L21 = z21, L31 = z31, L32 = z32 sqrt(1 - z31^2).
        z = lambda i, row: (0.1 * i + 0.01 * row) * (-1) ** row
        at = {"m": 0.25, "x[1,2]": -1.5, "x[2,1]": 2.5}
        for i in range(1, units + 1):
            a, b, c = z(i, 1), z(i, 2), z(i, 3)
            rows = [[1, 0, 0], [a, math.sqrt(1 - a * a), 0], [b, c * math.sqrt(1 - b * b), math.sqrt((1 - b * b) * (1 - c * c))]]
            at.update({"L[%d,%d,%d]" % (i, k + 1, l + 1): rows[k][l] for k in range(3) for l in range(3)})
        position, answer = gradient(at)
        expect("numbers", len(answer["names"]), 3 * units + 3)
        expect("as many positions and slopes", (len(answer["position"]), len(answer["gradient"])), (3 * units + 3,) * 2)
        for cell, wanted in (("m", 0.25), ("x[1,2]", -1.5), ("x[2,1]", 2.5)):
            expect(cell, position.get(cell), wanted)
        for i in range(1, units + 1):
            for row, cell in enumerate(("2,1", "3,1", "3,2"), 1):
                expect("L[%d,%s]" % (i, cell), position.get("L[%d,%s]" % (i, cell)), math.atanh(z(i, row)))

    (folder / "noise.scm").write_text(NOISE)
    (folder / "d.json").write_text(json.dumps({"x": [0.5, None], "y": [[0.1, 0.2], [0.3, 0.4]]}))
    at = {"mu": [1, 2], "s": 0.5, "L": [1, 0, 0.6, 0.8], "x[2]": -2, "v": [1.5, 2.7, 0, 1], "level": [1, 1]}
    position, _ = gradient(at, "noise.scm")
    # v = mu + s L e, so that e1 = (v1 - mu1) / s and e2 = ((v2 - mu2) / s - 0.6 e1) / 0.8.
    wanted = {"noise(v[1,1])": 1.0, "noise(v[1,2])": (1.4 - 0.6) / 0.8, "noise(v[2,1])": -2.0, "noise(v[2,2])": (-2 + 1.2) / 0.8,
              "noise(level[1])": 1.0, "noise(level[2])": 6.0, "x[2]": -2.0}
    for cell, value in wanted.items():
        expect(cell, position.get(cell), value)

if failures:
    sys.exit("\n".join(failures))
