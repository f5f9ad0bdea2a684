"""An answer that is right survives; a hidden cause of the true strength gives the truth back; a placebo does nothing: refute_test.py SCMC"""

import json
import math
import pathlib
import random
import subprocess
import sys
import tempfile

UNITS, EFFECT = 150, 0.7
HEAD = "dim unit\na ~ Normal(0, 1);  b ~ Normal(0, 2);  d ~ Normal(0, 2);  s ~ HalfNormal(2)\n"
MEASURED = HEAD + """e ~ Normal(0, 2);  f ~ Normal(0, 2);  t ~ HalfNormal(2)
u[unit] ~ Normal(0, 1)
z[unit] ~ Bernoulli(invlogit(a + e * u))
y[unit] ~ Normal(b + d * z + f * u, s)
"""
OMITTED = HEAD + """z[unit] ~ Bernoulli(invlogit(a))
y[unit] ~ Normal(b + d * z, s)
w[unit] ~ Normal(0, 1)
x[unit] ~ Normal(0, 1)
"""
BINARY = """dim unit
a ~ Normal(0, 1);  b ~ Normal(0, 2);  d ~ Normal(0, 2)
z[unit] ~ Bernoulli(invlogit(a))
y[unit] ~ Bernoulli(invlogit(b + d * z))
"""
# The prior knows better than the data that there is an effect.
STUBBORN = OMITTED.replace("d ~ Normal(0, 2)", "d ~ Normal(1, 0.01)")
QUERY = "q = E[y | do(z = 1)] - E[y | do(z = 0)]"
failures = []
scmc = str(pathlib.Path(sys.argv[1]).resolve())


def expect(what, holds):
    if not holds:
        failures.append("failed: " + what)


def simulate(seed):
    """Not by scmc: u moves z by 1 logit and y by 1 sd of its noise, w as y but without z; x nothing at all."""
    rng = random.Random(seed)
    rows = ["u,z,y,w,x"]
    for _ in range(UNITS):
        u = rng.gauss(0, 1)
        z = int(rng.random() < 1 / (1 + math.exp(-u)))
        rows.append("%.6f,%d,%.6f,%.6f,%.6f" % (u, z, EFFECT * z + u + rng.gauss(0, 1), u + rng.gauss(0, 0.5), rng.gauss(0, 1)))
    (folder / "d.csv").write_text("\n".join(rows) + "\n")


def run(model, *options, query=QUERY):
    (folder / "m.scm").write_text(model)
    words = [scmc, "refute", "m.scm", "--observe", "d.csv", "--query", query, "--quiet", "--chains", "2", "--warmup", "300", "--draws", "500"]
    done = subprocess.run([*words, *options], cwd=folder, capture_output=True, text=True)
    if done.returncode not in (0, 2):
        sys.exit(done.stderr)
    return done


def refuted(model, *options, **named):
    return json.loads(run(model, "--format", "json", *options, **named).stdout)


def check(result, name):
    return next(c for c in result["checks"] if c["name"].startswith(name))


def inside(answer, value):
    return answer["hdi94"][0] <= value <= answer["hdi94"][1]


with tempfile.TemporaryDirectory() as name:
    folder = pathlib.Path(name)

    # The confounder is measured: the answer is right and survives; placebos give 0 within 4 of their errors.
    held = 0
    for seed in range(4):
        simulate(seed)
        result = refuted(MEASURED, "--seed", str(seed), "--repeats", "3")
        expect("seed %d: %s" % (seed, result["checks"]), result["passed"] == 3 and result["failed"] == 0)
        held += inside(result["answer"], EFFECT)
        for placebo in check(result, "placebo")["runs"]:
            expect("a placebo of %g" % placebo["mean"], abs(placebo["mean"]) < 4 * placebo["sd"] and placebo["mean"] < EFFECT)
    expect("the truth is held by %d of 4" % held, held >= 3)

    # It is left out: the naive answer is wrong, no check of the data can know it, and the scan at the true strength is right.
    naive, true = 0, 0
    for seed in range(2):
        simulate(seed)
        result = refuted(OMITTED, "--seed", str(seed), "--repeats", "1", "--confounder", "z,y", "--strengths", "0,1,3")
        naive += inside(result["answer"], EFFECT)
        scan = result["confounder"]
        expect("the strengths asked for", [p["strength"] for p in scan["points"]] == [0, 1, 3] and scan["same_side"])
        means = [p["mean"] for p in scan["points"]]
        expect("a stronger cause explains more: %s" % means, means[0] > means[1] > means[2])
        expect("no hidden cause, the answer as it was", scan["points"][0]["mean"] == result["answer"]["mean"])
        true += inside(scan["points"][1], EFFECT)
        tip, low = scan["tipping_point"], [p["hdi94"][0] for p in scan["points"]]
        at = next(i for i in range(3) if low[i] <= 0)
        between = at - 1 + low[at - 1] / (low[at - 1] - low[at])
        strength = between if between <= 1 else 1 + 2 * (between - 1)
        expect("the tipping point %g is where the limit crosses 0, %g" % (tip, strength), abs(tip - strength) < 1e-9)
    expect("the naive interval holds the truth in %d of 2" % naive, naive == 0)
    expect("the scan holds the truth in %d of 2" % true, true == 2)

    # A control outcome that shares the hidden cause betrays it; one that shares nothing does not.
    simulate(5)
    betrayed = run(OMITTED, "--repeats", "1", "--negative-control", "w", "--strict", "--format", "json")
    expect("w betrays the hidden cause", check(json.loads(betrayed.stdout), "control")["finding"] == "fails" and betrayed.returncode == 2)
    expect("--strict says so", "--strict: the answer fails 1 check" in betrayed.stderr)
    expect("x does not", check(refuted(OMITTED, "--repeats", "1", "--negative-control", "x"), "control")["finding"] == "passes")

    # A prior that makes the effect is found out by placebos.
    expect("a stubborn prior", check(refuted(STUBBORN, "--repeats", "2"), "placebo")["finding"] == "fails")

    # E-value and robustness value by their closed forms, from the numbers printed.  [VanderWeele, Ding 2017; Cinelli, Hazlett 2020]
    result = refuted(OMITTED, "--repeats", "1")
    answer, omitted = result["answer"], result["omitted_variable"]
    f = answer["mean"] / answer["sd"] / math.sqrt(UNITS - 3)
    expect("degrees of freedom", omitted["degrees_of_freedom"] == UNITS - 3)
    value = (math.sqrt(f**4 + 4 * f**2) - f**2) / 2
    expect("robustness value", abs(omitted["robustness_value"] - value) < 1e-9)
    zeroes = [b["answer"] > 0 for b in omitted["bounds"]]
    expect("the bounds cross 0 at the robustness value", zeroes == [b["share"] < value for b in omitted["bounds"]])
    rows = [line.split(",") for line in (folder / "d.csv").read_text().splitlines()]
    cells = [[row[0], row[1], str(int(float(row[2]) > 0)), row[3], row[4]] for row in rows[1:]]
    (folder / "d.csv").write_text("\n".join(",".join(row) for row in [rows[0], *cells]) + "\n")
    result = refuted(BINARY, "--repeats", "1")
    e = result["e_value"]
    share = [sum(int(c[2]) for c in cells if c[1] == z) / sum(c[1] == z for c in cells) for z in "01"]
    expect("risk ratio %g, of the groups %g" % (e["risk_ratio"], share[1] / share[0]), abs(math.log(e["risk_ratio"] * share[0] / share[1])) < 0.1)
    expect("e-value", abs(e["e_value"] - (e["risk_ratio"] + math.sqrt(e["risk_ratio"] * (e["risk_ratio"] - 1)))) < 1e-9)

    # A ratio is refuted against 1.
    result = refuted(BINARY, "--repeats", "1", query="r = E[y | do(z = 1)] / E[y | do(z = 0)]")
    expect("no effect is a ratio of 1", result["no_effect"] == 1 and inside(check(result, "placebo")["pooled"], 1))

    # The same seed says the same, whatever the threads.
    options = ("--repeats", "2", "--seed", "3", "--confounder", "z,y", "--strengths", "0,1")
    one, other = run(OMITTED, *options, "--threads", "1").stdout, run(OMITTED, *options, "--threads", "2").stdout
    expect("the same seed, the same text", one == other and "How strong a hidden cause?" in one)
    expect("80 columns", all(len(line) <= 80 for line in one.splitlines()))

print("\n".join(failures) or "what is right survives, what is hidden is found at its strength")
sys.exit(bool(failures))
