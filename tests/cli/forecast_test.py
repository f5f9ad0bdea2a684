"""Forecasts against recursions by hand over the posterior draws: forecast_test.py SCMC EXAMPLES

What follows from the draws without noise is compared to the last digits, what has noise of its own within its Monte Carlo error.
"""

import csv
import json
import math
import pathlib
import re
import subprocess
import sys
import tempfile

scmc, examples = str(pathlib.Path(sys.argv[1]).resolve()), pathlib.Path(sys.argv[2]).resolve()
failures = []


def mean(values):
    values = list(values)
    return math.fsum(values) / len(values)


def variance(values):
    middle = mean(values)
    return math.fsum((x - middle) ** 2 for x in values) / (len(values) - 1)


def expect(what, found, wanted, within=1e-9):
    if found is None or not abs(found - wanted) <= within * max(1, abs(wanted)):
        failures.append("failed: %s: %r instead of %r" % (what, found, wanted))


def near(what, found, draws, errors=5):
    """The mean of draws that have noise beside the found one's: within so many standard errors of it."""
    expect(what, found["mean"], mean(draws), errors * (found["mcse"] + 1e-12) / max(1, abs(mean(draws))))


def call(*arguments):
    done = subprocess.run([scmc, *arguments], cwd=folder, capture_output=True, text=True)
    if done.returncode:
        sys.exit("scmc %s\n%s" % (" ".join(arguments), done.stderr))
    return done.stdout


def fit(model, data, *more):
    """Keeps a fit, and gives the posterior draws by name."""
    call("run", str(model), "--observe", str(data), "--seed", "4", "--quiet", "--keep", "-o", "fit.nc", "--draws-out", "draws.csv", *more)
    rows = list(csv.DictReader((folder / "draws.csv").open()))
    return {name: [float(row[name]) for row in rows] for name in rows[0]}


def ahead(plan, *scenarios):
    (folder / "plan.csv").write_text(plan)
    told = json.loads(call("predict", "fit.nc", "--data", "plan.csv", "--format", "json", *(word for s in scenarios for word in ("--do", s))))
    return told["scenarios"], {c["of"]: c for c in told["contrasts"]}, told


def exact(what, found, draws):
    expect(what + ", mean", found["mean"], mean(draws))
    expect(what + ", sd", found["sd"], math.sqrt(variance(draws)))


def refused(what, plan, wanted):
    (folder / "plan.csv").write_text(plan)
    done = subprocess.run([scmc, "predict", "fit.nc", "--data", "plan.csv"], cwd=folder, capture_output=True, text=True)
    if done.returncode != 1 or len(re.findall("^error", done.stderr, re.M)) != 1 or wanted not in done.stderr or "= hint: " not in done.stderr:
        failures.append("failed: %s: exit code %d\n%s" % (what, done.returncode, done.stderr))


with tempfile.TemporaryDirectory() as name:
    folder = pathlib.Path(name)

    # ---- a carry-over reads the fitted past; what is set is set in the new weeks only

    # A query with a position on its left has a dimension like the one that grows.
    draws = fit(examples / "carry_over/model.scm", examples / "carry_over/data.csv", "--query", "late[week] = E[sales] - E[sales | do(tv[week] = 0)]")
    past = [float(row["tv"]) for row in csv.DictReader((examples / "carry_over/data.csv").open())]

    def carried(decay, tv):
        level, levels = 0, []
        for x in past + tv:
            level = x + decay * level
            levels.append(level)
        return levels[len(past):]

    tv = [1.0, 0.0, 0.5, 2.0]
    plan = "tv\n" + "".join("%r\n" % x for x in tv)
    scenarios, contrasts, told = ahead(plan, "tv = tv", "tv = 0", "tv[103] = 3")
    expect("the first new week", told["new"][0], 101, 0)
    for scenario, spent in (("tv = tv", tv), ("tv = 0", [0.0] * 4), ("tv[103] = 3", [1.0, 0.0, 3.0, 2.0])):
        levels = [carried(decay, spent) for decay in draws["decay"]]
        for week in range(4):
            exact("carried[%d] under %s" % (101 + week, scenario), scenarios[scenario]["carried"]["elements"]["carried[%d]" % (101 + week)],
                  [level[week] for level in levels])
        exact("their mean under " + scenario, scenarios[scenario]["carried"], [mean(level) for level in levels])
    difference = [e * (mean(carried(d, [1.0, 0.0, 3.0, 2.0])) - mean(carried(d, tv))) for e, d in zip(draws["effect"], draws["decay"])]
    exact("a contrast, whose noise cancels", contrasts["sales"], difference)
    sales = scenarios["tv = 0"]["sales"]["elements"]["sales[104]"]
    expected = [b + e * carried(d, [0.0] * 4)[3] for b, e, d in zip(draws["base"], draws["effect"], draws["decay"])]
    near("sales have their noise, mean", sales, expected)
    spread = variance(expected) + mean(s * s for s in draws["noise"])
    expect("sales have their noise, sd", sales["sd"], math.sqrt(spread), 0.06)
    one, _, _ = ahead(plan, "tv = 0", "tv = tv")
    if one["tv = tv"] != scenarios["tv = tv"]:
        failures.append("failed: the order of the scenarios changes them")
    alone, _, _ = ahead(plan)
    if alone["as planned"] != scenarios["tv = tv"]:
        failures.append("failed: to set the plan to itself is another thing than to let it be")
    refused("a column is missing", "week\n101\n102\n", "`tv`")
    refused("a week that the fit has", "week,tv\n100,1\n101,1\n", "E0907")
    refused("a week left out", "week,tv\n101,1\n103,1\n", "E0907")
    refused("nothing of the model", "price\n1\n", "E0907")
    refused("an empty cell", "tv\n1\nNA\n", "E0412")

    # ---- a latent level goes on from its last draw

    draws = fit(examples / "local_level/model.scm", str(examples / "local_level/data.csv") + ":seen")
    scenarios, _, _ = ahead("month\n151\n152\n153\n")
    level = scenarios["as planned"]["level"]["elements"]
    wander = mean(s * s for s in draws["wander"])
    for months in (1, 3):
        found = level["level[%d]" % (150 + months)]
        near("a level %d months on" % months, found, draws["level[150]"])
        expect("its spread", found["sd"], math.sqrt(variance(draws["level[150]"]) + months * wander), 0.06)
    seen = scenarios["as planned"]["seen"]["elements"]["seen[152]"]
    expect("what is seen of it", seen["sd"], math.sqrt(variance(draws["level[150]"]) + 2 * wander + mean(s * s for s in draws["noise"])), 0.06)

    # ---- hidden states go on from their last draw

    draws = fit(examples / "hmm/model.scm", str(examples / "hmm/data.csv") + ":output", "--draws", "300", "--warmup", "300")
    scenarios, _, _ = ahead("hour\n201\n202\n")
    stays = list(zip(draws["well[200]"], draws["stays_well"], draws["stays_bad"]))
    first = [w * p + (1 - w) * (1 - q) for w, p, q in stays]
    second = [f * p + (1 - f) * (1 - q) for f, (_, p, q) in zip(first, stays)]
    for hour, share in ((201, first), (202, second)):
        near("well[%d]" % hour, scenarios["as planned"]["well"]["elements"]["well[%d]" % hour], share)
    near("output[201]", scenarios["as planned"]["output"]["elements"]["output[201]"], [b + g * f for b, g, f in zip(draws["bad_output"], draws["gain"], first)])

    # ---- two steps back, by index over a further dimension

    draws = fit(examples / "ar/model.scm", examples / "ar/data.csv")
    growth = [float(row["growth"]) for row in csv.DictReader((examples / "ar/data.csv").open())]
    first = [b + p * growth[-1] + q * growth[-2] for b, p, q in zip(draws["base"], draws["phi[1]"], draws["phi[2]"])]
    second = [b + p * f + q * growth[-1] for f, b, p, q in zip(first, draws["base"], draws["phi[1]"], draws["phi[2]"])]
    scenarios, contrasts, _ = ahead("quarter\n%d\n%d\n" % (len(growth) + 1, len(growth) + 2), "base = base", "growth[%d] = 1" % (len(growth) + 1))
    elements = scenarios["base = base"]["growth"]["elements"]
    near("growth", elements["growth[%d]" % (len(growth) + 1)], first)
    near("growth a quarter later", elements["growth[%d]" % (len(growth) + 2)], second)
    later = scenarios["growth[%d] = 1" % (len(growth) + 1)]["growth"]["elements"]
    expect("what is set", later["growth[%d]" % (len(growth) + 1)]["mean"], 1)
    near("what follows", later["growth[%d]" % (len(growth) + 2)],
         [b + p + q * growth[-1] for b, p, q in zip(draws["base"], draws["phi[1]"], draws["phi[2]"])])

    # ---- dates and labels, two dimensions, a scale that the plan must not move, cells without a value, counts, a correlated error

    (folder / "model.scm").write_text(
        """dim week;  dim town
data x[week, town]
data top = max(max(x over week) over town)
a[town] ~ Normal(0, 1);  b ~ Normal(0, 1);  phi ~ Normal(0, 0.5);  s ~ HalfNormal(1)
mu = a + b * x / top
y[1, town] ~ Normal(0, 2)
y[week, town] ~ Normal(mu + phi * y[week - 1], s)
n[week, town] ~ Poisson(exp(0.3 * mu))
"""
    )
    weeks, towns = ["2024-01-%02d" % (1 + 7 * i) for i in range(4)], ["Ulm", "Bonn"]
    cells = [(w, t, 1 + i + 0.5 * j, [[0.5, 1, None, 1.2], [1, 0.2, 0.3, None]][j][i], i + j) for i, w in enumerate(weeks) for j, t in enumerate(towns)]
    text = lambda v: "NA" if v is None else str(v)
    (folder / "data.csv").write_text("week,town,x,y,n\n" + "".join(",".join(map(text, c)) + "\n" for c in cells))
    draws = fit("model.scm", "data.csv")
    top = max(c[2] for c in cells)
    new = [("2024-02-01", "Bonn", 7.0), ("2024-02-01", "Ulm", 2.0), ("2024-02-08", "Ulm", 20.0), ("2024-02-08", "Bonn", -1.0)]
    plan = "week,town,x\n" + "".join("%s,%s,%r\n" % c for c in new)
    scenarios, _, told = ahead(plan)
    if told["new"] != ["2024-02-01", "2024-02-08"]:
        failures.append("failed: the new weeks are %s" % told["new"])
    for week, town, x in new:
        at = "[%d]" % (1 + towns.index(town))
        exact("mu[%s,%s]" % (week, town), scenarios["as planned"]["mu"]["elements"]["mu[%s,%s]" % (week, town)],
              [a + b * x / top for a, b in zip(draws["a" + at], draws["b"])])
    ulm = [a + b * 2.0 / top + p * 1.2 for a, b, p in zip(draws["a[1]"], draws["b"], draws["phi"])]
    near("after a measured week", scenarios["as planned"]["y"]["elements"]["y[2024-02-01,Ulm]"], ulm)
    # Bonn's last week has no value, and nothing that was measured depends on it: it is drawn, and its spread is handed on.
    bonn = [(a, b, p, a + b * 4.5 / top + p * 0.3) for a, b, p in zip(draws["a[2]"], draws["b"], draws["phi"])]
    found = scenarios["as planned"]["y"]["elements"]["y[2024-02-01,Bonn]"]
    expected = [a + b * 7.0 / top + p * last for a, b, p, last in bonn]
    near("after a week without a value", found, expected)
    spread = variance(expected) + mean(s * s * (1 + p * p) for s, p in zip(draws["s"], draws["phi"]))
    expect("its spread", found["sd"], math.sqrt(spread), 0.08)
    near("counts", scenarios["as planned"]["n"]["elements"]["n[2024-02-01,Ulm]"], [math.exp(0.3 * (a + b * 2.0 / top)) for a, b in zip(draws["a[1]"], draws["b"])])
    refused("no labels", "x\n1\n", "E0907")
    refused("an earlier date", "week,town,x\n2023-12-01,Ulm,1\n2023-12-01,Bonn,1\n", "E0907")
    refused("a town nobody knows", "week,town,x\n2024-02-01,Ulm,1\n2024-02-01,Kiel,1\n", "E0907")
    refused("a cell too few", "week,town,x\n2024-02-01,Ulm,1\n", "E0412")

    # ---- what is drawn as a whole has no next element

    (folder / "model.scm").write_text("dim t\ndata w[t]\np[t] ~ Dirichlet(2)\ny[t] ~ Normal(p * w, 0.1)\n")
    (folder / "data.csv").write_text("y,w\n0.2,1\n0.3,1\n0.5,1\n")
    fit("model.scm", "data.csv")
    refused("a simplex", "w\n1\n", "E0908")

print("\n".join(failures) or "what comes after the data follows from the draws")
sys.exit(bool(failures))
