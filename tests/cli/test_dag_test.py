"""A right graph is left alone as often as promised, a wrong one is noticed: test_dag_test.py SCMC"""

import json
import pathlib
import subprocess
import sys
import tempfile

HEAD = "dim day\na ~ Normal(0, 1);  b ~ Normal(0, 1);  s ~ HalfNormal(1)\n"
RIGHT = HEAD + """season[day] ~ Normal(0, 1)
ads[day] ~ Bernoulli(invlogit(a * season))
visits[day] ~ LogNormal(0.5 * ads + 0.5 * season, 0.5)
price[day] ~ Normal(10, 1)
region[day] ~ Poisson(1)
sales[day] ~ Normal(b * visits + season * (1 + 0.3 * region) - price, exp(0.3 * season))
"""
WRONG = RIGHT.replace("Bernoulli(invlogit(a * season))", "Bernoulli(0.5)").replace("b * visits + ", "")
failures = []
scmc = str(pathlib.Path(sys.argv[1]).resolve())


def run(*words):
    return subprocess.run([scmc, *words], cwd=folder, capture_output=True, text=True)


def tested(model, *options):
    done = run("test-dag", model, "--observe", "d.csv", "--format", "json", *options)
    if done.returncode not in (0, 2):
        sys.exit(done.stderr)
    return done.returncode, json.loads(done.stdout)


def failing(result):
    return {(t["x"], t["y"], *t["given"]) for t in result["tests"] if t["fails"]}


def expect(what, holds):
    if not holds:
        failures.append("failed: " + what)


with tempfile.TemporaryDirectory() as name:
    folder = pathlib.Path(name)
    for file, text in (("right.scm", RIGHT), ("wrong.scm", WRONG)):
        (folder / file).write_text(text)
    rejected, noticed, sets = 0, 0, 60
    for seed in range(sets):
        run("simulate", "right.scm", "--do", "a=1,b=0.7,s=1", "--dim", "day=250", "--seed", str(seed), "-o", "d.csv")
        code, right = tested("right.scm", "--strict", "--seed", str(seed))
        expect("exit code %d with %d failures" % (code, right["failed"]), code == (2 if right["failed"] else 0))
        expect("eight pairs without an edge", right["tested"] == 8)
        rejected += right["failed"] > 0
        noticed += {("season", "ads"), ("visits", "sales", "season")} <= {f[:2] + f[2:3] for f in failing(tested("wrong.scm")[1])}
    # At 5 % of 60 more than 8 have probability 0.004; the 60 are always the same.
    expect("the right graph is rejected in %d of %d" % (rejected, sets), rejected <= 8)
    expect("two missing edges are noticed in %d of %d" % (noticed, sets), noticed >= 0.9 * sets)

    # The same seed gives the same answer; rows that lack something are left out, and counted.
    expect("the same seed, the same answer", tested("right.scm", "--seed", "3") == tested("right.scm", "--seed", "3"))
    lines = (folder / "d.csv").read_text().splitlines()
    column = lines[0].split(",").index("price")
    for row in range(1, 51):
        cells = lines[row].split(",")
        cells[column] = ""
        lines[row] = ",".join(cells)
    (folder / "d.csv").write_text("\n".join(lines) + "\n")
    for test in tested("right.scm")[1]["tests"]:
        rows = 200 if "price" in (test["x"], test["y"], *test["given"]) else 250
        expect("%s, %s: %d rows" % (test["x"], test["y"], test["rows"]), test["rows"] == rows)
    (folder / "d.csv").write_text("\n".join(lines[:10]) + "\n")
    code, few = tested("right.scm", "--strict")
    expect("too few rows are said", code == 0 and few["tested"] == 0 and all("too few" in t["untested"] for t in few["tests"]))

print("\n".join(failures) or "a right graph stands (%d of %d rejected), a wrong one is noticed (%d of %d)" % (rejected, sets, noticed, sets))
sys.exit(bool(failures))
