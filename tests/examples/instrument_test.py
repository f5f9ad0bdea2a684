"""What the README of the instrument claims, computed from its data: instrument_test.py SCMC EXAMPLE

The effect is near the ratio of covariances with the instrument (Wald) and far from the slope of least squares. Without the shared noise the same
model says what least squares say.
"""
import csv
import json
import pathlib
import re
import subprocess
import sys
import tempfile

scmc, example = sys.argv[1], pathlib.Path(sys.argv[2])
readme, model = (example / "README.md").read_text(), (example / "model.scm").read_text()
with open(example / "data.csv") as file:
    rows = [{name: float(cell) for name, cell in row.items()} for row in csv.DictReader(file)]
failures = []


def expect(what, holds):
    if not holds:
        failures.append(f"failed: {what}")


def covariance(a, b):
    mean = {name: sum(row[name] for row in rows) / len(rows) for name in (a, b)}
    return sum((row[a] - mean[a]) * (row[b] - mean[b]) for row in rows) / len(rows)


def fit(file):
    command = [scmc, "run", str(file), "--observe", "data.csv", "--do", "school=0", "--do", "school=1", "--seed", "1", "--format", "json", "--quiet"]
    done = subprocess.run(command, cwd=example, capture_output=True, text=True)
    if done.returncode:
        sys.exit(done.stderr)
    answer = json.loads(done.stdout)
    return answer["variables"]["b_school"], answer["contrasts"][0]


wald = covariance("near", "wage") / covariance("near", "school")
slope = covariance("school", "wage") / covariance("school", "school")
effect, contrast = fit("model.scm")
sd = effect["sd"]
expect(f"{effect['mean']} is near the Wald ratio {wald}", abs(effect["mean"] - wald) < sd)
expect(f"{effect['mean']} is far from least squares {slope}", slope - effect["mean"] > 4 * sd)
expect(f"{effect['mean']} is near the truth", abs(effect["mean"] - 0.5) < 3 * sd)
expect(f"the answer {contrast['mean']} is the effect", abs(contrast["mean"] - effect["mean"]) < 1e-9)
expect("least squares tend to 0.5 + 2 / 3", abs(slope - (0.5 + 2 / 3)) < 0.15)
for text in (f"say {slope:.2f} of", f"says {wald:.2f}", f"model {effect['mean']:.2f} with an sd of {sd:.2f}"):
    expect(f"the README says: {text}", text in " ".join(readme.split()))

with tempfile.TemporaryDirectory() as folder:
    alone = pathlib.Path(folder) / "alone.scm"
    text = re.sub(r" \+ rho \* s_wage \* noise\(school\), s_wage \* sqrt\(1 - rho\^2\)", ", s_wage", model)
    expect("the shared noise stands in the model", text != model)
    alone.write_text(text)
    biased, _ = fit(alone)
    expect(f"without shared noise {biased['mean']} is least squares {slope}", abs(biased["mean"] - slope) < biased["sd"])

if failures:
    sys.exit("\n".join(failures))
