"""What READMEs of examples with questions claim, from the numbers behind them: claims_test.py SCMC EXAMPLE [--coverage SETS]

Equalities that hold draw by draw hold for the means, too; true values lie within the intervals. `--coverage` simulates data sets anew and counts
how often 90 % intervals of the contributions of marketing_mix hold the truth.
"""
import csv
import json
import pathlib
import re
import shlex
import subprocess
import sys
import tempfile
from math import isclose, sqrt, tanh

scmc, example = str(pathlib.Path(sys.argv[1]).resolve()), pathlib.Path(sys.argv[2])
readme = (example / "README.md").read_text()
failures = []


def expect(what, holds):
    if not holds:
        failures.append(f"failed: {what}")


def same(what, a, b, tolerance=1e-9):
    expect(f"{what}: {a} and {b}", isclose(a, b, rel_tol=tolerance, abs_tol=tolerance))


def commands(word):
    return [shlex.split(c.replace("\\\n", ""))[1:] for c in re.findall(rf"^scmc {word} (?:.*\\\n)*.*$", readme, re.M)]


def truth():
    words = [c for c in commands("simulate") if "--do" in c][0]
    pairs = re.findall(r'(\w+(?:\["\w+"\])?)=([-\d.]+)', words[words.index("--do") + 1])
    return {name.replace('"', ""): float(value) for name, value in pairs}


def call(words, cwd=example):
    done = subprocess.run([scmc, *map(str, words)], cwd=cwd, capture_output=True, text=True)
    if done.returncode:
        sys.exit(done.stderr)
    return done.stdout


def run(words, draws=None):
    """The answers of a README's command, and with `draws` those of the parameters."""
    words = words[: words.index(">")] if ">" in words else words
    found = json.loads(call([*words, "--format", "json", "--quiet", *(["--draws-out", draws] if draws else [])]))
    return found["variables"], found["queries"], found


def columns(file):
    with open(file) as lines:
        rows = list(csv.DictReader(lines))
    return {name: [float(row[name]) for row in rows] for name in rows[0] if name not in ("chain", "draw")}


def mean(values):
    return sum(values) / len(values)


def holds(answer, value):
    return answer["hdi94"][0] <= value <= answer["hdi94"][1]


def google_ads():
    variables, queries, _ = run(commands("run")[1])
    data = columns(example / "data.csv")
    of = {name: variables[name]["mean"] for name in variables}
    same("the effect is a coefficient", queries["ate"]["mean"], of["beta_zy"])
    same("and the same for those who had ads", queries["of_those_days"]["mean"], of["beta_zy"])
    for day in (1, 50, 100):
        base = of["beta_y0"] + of["beta_cy"] * data["c"][day - 1]
        same(f"day {day} without", queries[f"without[{day}]"]["mean"], base)
        same(f"day {day} with", queries[f"with[{day}]"]["mean"], base + of["beta_zy"])
    raw = [mean([y for y, z in zip(data["y"], data["z"]) if z == k]) for k in (0, 1)]
    expect("days with ads sell more", abs(queries["seen"]["mean"] - (raw[1] - raw[0])) < 2 * queries["seen"]["sd"])
    expect("seen is about 1.2", abs(queries["seen"]["mean"] - 1.2) < 0.05)
    expect("the truth, 0, is within", holds(queries["ate"], 0) and holds(queries["per_cent"], 0))
    expect("the sd is 0.05", round(queries["ate"]["sd"], 2) == 0.05)
    latent = shlex.split(re.search(r"`scmc (run .*--latent c.*?)`", readme)[1])
    _, _, found = run([*latent, "--query", "ate = E[y | do(z = 1)] - E[y | do(z = 0)]", "--warmup", 300, "--draws", 300, "--seed", 1])
    expect("without TV nobody trusts it", not found["diagnostics"]["ok"])


def mediation():
    true = truth()
    with tempfile.TemporaryDirectory() as folder:
        file = f"{folder}/draws.csv"
        _, queries, _ = run(commands("run")[0], file)
        p = columns(file)
    c = columns(example / "data.csv")["c"]
    answer = {name: queries[name]["mean"] for name in queries}
    each = lambda formula: mean([formula(dict(zip(p, row))) for row in zip(*p.values())])
    same("indirect", answer["nie"], each(lambda d: d["y_m"] * d["m_x"]))
    same("indirect for the trained", answer["nie_of_trained"], each(lambda d: (d["y_m"] + d["y_xm"]) * d["m_x"]))
    same("controlled", answer["cde"], each(lambda d: d["y_x"]))
    direct = each(lambda d: d["y_x"] + d["y_xm"] * (d["m0"] + d["m_c"] * mean(c)))
    for name, value in [("nde", direct), ("ide", direct), ("te", direct + answer["nie_of_trained"])]:
        error = queries[name]["sd"] * sqrt(queries[name]["noise_share"] / len(p["m0"]))
        expect(f"{name}: {answer[name]} is {value}, up to the noise of its simulation", abs(answer[name] - value) < 4 * error + 1e-9)
    m_0 = true["m0"] + true["m_c"] * mean(c)
    nde, nie = true["y_x"] + true["y_xm"] * m_0, (true["y_m"] + true["y_xm"]) * true["m_x"]
    for name, value in [("nde", nde), ("ide", nde), ("nie_of_trained", nie), ("iie", nie), ("te", nde + nie), ("nie", true["y_m"] * true["m_x"]),
                        ("cde", true["y_x"]), ("by_skill", 100 * nie / (nde + nie))]:
        expect(f"{name}: the truth, {value}, is within {queries[name]['hdi94']}", holds(queries[name], value))
        stated = re.search(rf"`{name}`.*\| *(.*?) *\|\n", readme)[1]
        expect(f"{name}: the README states {stated} of {value}", any(abs(float(s) - value) < 0.02 * value for s in stated.split(",")))


CHANNELS = ("tv", "search", "radio")


class Mix:
    """Sales of the marketing mix without noise, as the model's text says, from known numbers."""

    def __init__(self):
        self.true = truth()
        data = json.loads((example / "spending.json").read_text())
        self.spend = {k: [week[i] for week in data["spend"]] for i, k in enumerate(CHANNELS)}
        self.price = data["price"]

    def brought(self, channel, spend):
        most, carried, values = max(self.spend[channel]), 0, []
        for x in spend:
            carried = x / most + self.true[f"decay[{channel}]"] * carried
            values.append(self.true[f"effect[{channel}]"] * tanh(0.5 * self.true[f"steep[{channel}]"] * carried))
        return values

    def sales(self, change=lambda channel, week, spend: spend):
        usual, weeks = mean(self.price), len(self.price)
        changed = [self.brought(k, [change(k, t + 1, x) for t, x in enumerate(self.spend[k])]) for k in CHANNELS]
        return [self.true["base"] + self.true["trend"] * (t + 1) / weeks + self.true["b_price"] * (self.price[t] - usual) + sum(b[t] for b in changed)
                for t in range(weeks)]

    def effect(self, change):
        return mean(self.sales(change)) - mean(self.sales())

    def contribution(self, channel):
        return -self.effect(lambda k, week, spend: 0 if k == channel else spend)


def marketing_mix():
    _, queries, _ = run(commands("run")[0])
    mix = Mix()
    late = [queries[f"late[{week}]"] for week in range(1, 105)]
    expect("nothing moves before week 40", all(w["mean"] == 0 and w["sd"] == 0 for w in late[:39]))
    expect("something moves from the first week that is set and was not 0", late[next(t for t in range(39, 60) if mix.spend["tv"][t] > 0)]["mean"] > 0)
    expect("what was spent until week 60 works on after it, less and less", late[60]["mean"] > late[63]["mean"] > late[70]["mean"] >= 0)
    same("in all, by the data's own noise", queries["lost"]["mean"], sum(w["mean"] for w in late))
    without = mix.sales(lambda k, week, spend: 0 if k == "tv" and 40 <= week <= 60 else spend)
    true = {f"c[{i + 1}]": mix.contribution(k) for i, k in enumerate(CHANNELS)}
    true |= {f"more[{i + 1}]": mix.effect(lambda k, week, spend: 1.2 * spend if k == own else spend) for i, own in enumerate(CHANNELS)}
    true |= {f"dose_{d}": mix.effect(lambda k, week, spend: d / 100 * spend) for d in (50, 80, 120, 200)}
    true["lost"] = sum(mix.sales()) - sum(without)
    true["share"] = 100 * (1 - mean(mix.sales(lambda k, week, spend: 0)) / mean(mix.sales()))
    for name, value in true.items():
        expect(f"{name}: the truth, {value}, is within {queries[name]['hdi94']}", holds(queries[name], value))
    doses = [queries[f"dose_{d}"]["mean"] for d in (50, 80, 120, 200)]
    expect("more brings more, and less of it", doses == sorted(doses) and doses[3] / 100 < doses[2] / 20 < doses[0] / -50)


def coverage(sets):
    mix, covered = Mix(), 0
    words = [c for c in commands("simulate") if "--do" in c][0]
    alone = re.sub(r"^query (?!c\[).*\n", "", (example / "model.scm").read_text(), flags=re.M)
    for seed in range(1000, 1000 + sets):
        with tempfile.TemporaryDirectory() as folder:
            model, data = pathlib.Path(folder) / "model.scm", f"{folder}/data.json"
            model.write_text(alone)
            new = list(words)
            new[new.index("-o") + 1], new[new.index("--seed") + 1] = data, str(seed)
            call([*new, "--quiet"])
            found = call(["run", model, "--observe", f"{data}:sales", "--data", "spending.json", "--chains", 2, "--draws", 500, "--seed", seed,
                          "--format", "json", "--quiet"])
            queries = json.loads(found)["queries"]
            covered += sum(queries[f"c[{i + 1}]"]["q5"] <= mix.contribution(k) <= queries[f"c[{i + 1}]"]["q95"] for i, k in enumerate(CHANNELS))
    rate = covered / (3 * sets)
    print(f"{covered} of {3 * sets} intervals cover: {rate:.3f}")
    expect(f"90 % intervals cover at a rate between 0.8 and 0.97: {rate}", 0.8 <= rate <= 0.97)


if "--coverage" in sys.argv:
    coverage(int(sys.argv[sys.argv.index("--coverage") + 1]))
else:
    {"google_ads": google_ads, "mediation": mediation, "marketing_mix": marketing_mix}[example.name]()
if failures:
    sys.exit("\n".join(failures))
