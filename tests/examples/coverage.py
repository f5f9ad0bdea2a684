"""How often the intervals of an example cover the truth: coverage.py SCMC EXAMPLE [--sets 50] [--seed 1000] [--holes COLUMN]

The `scmc simulate` of the example's README names the true values (`--do a=1,b[2]=3`). As many data sets are simulated from them, each is
fitted as the README's `scmc run` does, and the share of central 90 % intervals, by quantiles of the draws,
that cover is printed. Parameters that are fixed across data sets are not draws from their priors, so the rate is near 0.9, not exactly.
Without `--do` every data set has true values of its own, drawn from the priors. `--holes` empties a third of the cells of a column.
"""
import csv
import json
import pathlib
import random
import re
import shlex
import subprocess
import sys
import tempfile

LOWEST, HIGHEST = 0.8, 0.97


def commands(readme, word):
    return [line for line in readme.read_text().splitlines() if line.startswith(f"scmc {word} ")]


def assignments(words):
    text = words[words.index("--do") + 1]
    return {name: float(value) for name, value in re.findall(r"([^,=\[]+(?:\[[^\]]*\])?)=([-\d.e]+)", text)}


def positions(model):
    """Labels of the model's dimensions by position: draws are named by positions."""
    found = {}
    for labels in re.findall(r"\bdim \w+ = \{(.*?)\}", model.read_text()):
        for place, label in enumerate(re.findall(r'"(.*?)"', labels)):
            found[f'"{label}"'] = str(place + 1)
    return found


def by_position(name, places):
    for label, place in places.items():
        name = name.replace(label, place)
    return name


def elements(value, name, at=()):
    """Numbers of nested lists by the names that draws have: b, b[2], b[2,3]."""
    if isinstance(value, list):
        return {k: v for i, item in enumerate(value) for k, v in elements(item, name, (*at, i + 1)).items()}
    return {name + (f"[{','.join(map(str, at))}]" if at else ""): value}


def simulated_truth(file):
    """All that was drawn: data are among it, but not among the draws."""
    return {k: v for name, value in json.loads(file.read_text()).items() for k, v in elements(value, name).items()}


def empty_cells(source, target, column, seed):
    chance = random.Random(seed)
    with open(source) as file:
        rows = list(csv.reader(file))
    place = rows[0].index(column)
    for row in rows[1:]:
        row[place] = "" if chance.random() < 1 / 3 else row[place]
    with open(target, "w") as file:
        csv.writer(file, lineterminator="\n").writerows(rows)


def quantile(values, p):
    values = sorted(values)
    at = p * (len(values) - 1)
    low = int(at)
    return values[low] + (at - low) * (values[min(low + 1, len(values) - 1)] - values[low])


def main():
    scmc, example = sys.argv[1], pathlib.Path(sys.argv[2])
    option = lambda name, default: sys.argv[sys.argv.index(name) + 1] if name in sys.argv else default
    sets, first, holes = int(option("--sets", 50)), int(option("--seed", 1000)), option("--holes", None)
    readme = example / "README.md"
    simulate = shlex.split(commands(readme, "simulate")[0])[1:]
    run = shlex.split(commands(readme, "run")[0])[1:]
    places = positions(example / "model.scm")
    fixed = {by_position(name, places): value for name, value in assignments(simulate).items()} if "--do" in simulate else None
    data, observed = simulate[simulate.index("-o") + 1], run[run.index("--observe") + 1].split(":")[0]
    covered, total, missed = 0, 0, {}
    for i in range(sets):
        with tempfile.TemporaryDirectory() as folder:
            out, draws = f"{folder}/{observed}", f"{folder}/draws.csv"

            def simulate_into(path):
                words = list(simulate)
                words[words.index("-o") + 1] = path
                words[words.index("--seed") + 1] = str(first + i)
                subprocess.run([scmc, *words, "--quiet"], cwd=example, check=True, capture_output=True)

            simulate_into(f"{folder}/{data}")
            if holes:
                empty_cells(f"{folder}/{data}", out, holes, first + i)
            truth = fixed
            if truth is None:
                simulate_into(f"{folder}/truth.json")
                truth = simulated_truth(pathlib.Path(folder) / "truth.json")
            words = [w.replace(observed, out, 1) if w.startswith(observed) else w for w in run]
            while "--do" in words:
                del words[words.index("--do"):words.index("--do") + 2]
            words[words.index("--seed") + 1] = str(first + i)
            subprocess.run([scmc, *words, "--draws-out", draws, "--chains", "2", "--warmup", "400", "--draws", "400", "--quiet"], cwd=example, check=True, capture_output=True)
            with open(draws) as file:
                rows = list(csv.DictReader(file))
        for name, value in truth.items():
            if name not in rows[0]:
                continue
            column = [float(row[name]) for row in rows]
            inside = quantile(column, 0.05) <= value <= quantile(column, 0.95)
            covered, total = covered + inside, total + 1
            missed[name] = missed.get(name, 0) + (not inside)
    rate = covered / total
    print(f"{example.name}: 90 % intervals cover {covered} of {total}: {rate:.3f}; missed " + ", ".join(f"{k} {v}" for k, v in missed.items() if v))
    return 0 if LOWEST <= rate <= HIGHEST else 1


sys.exit(main())
