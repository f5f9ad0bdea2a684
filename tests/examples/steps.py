"""What densities.py and scipy_densities.py share: two points for each example, and the step of its log-density from one to the other."""
import csv
import json
import pathlib
import subprocess
import sys
from math import log

TOLERANCE = 1e-9


# ---- log |d x / d u|: x = exp(u), and x = a + (b - a) invlogit(u)

def of_positive(x):
    return log(x)


def of_interval(x, a=0, b=1):
    return log((x - a) * (b - x) / (b - a))


# ---- what is measured, and two points

POINTS = {
    "google_ads": ("data.csv", {"beta_z0": (0.3, -0.6), "beta_cz": (1.4, 0.2), "beta_y0": (0.1, -1.2), "beta_cy": (0.9, 0.4), "beta_zy": (-0.1, 0.8),
                                "sigma_y": (0.3, 1.7)}),
    "eight_schools": ("data.csv", {"mu": (4, -1.5), "tau": (2.5, 0.2),
                                   "theta": ([9, 6, 3, 5, 2, 4, 8, 6.5], [-1, -2, -1.6, -1.2, -1.4, -3, -1.5, 0])}),
    "logistic_regression": ("data.csv", {"a0": (0.1, -0.7), "a_age": (-1, 0.3), "b0": (-1, 0.6), "b_age": (0.9, -0.4), "b_join": (-0.8, 1.1)}),
    "poisson_regression": ("data.csv", {"a0": (-0.2, 0.7), "a_traffic": (0.8, -0.4), "b0": (0.5, -0.1), "b_traffic": (0.6, 0.1),
                                        "b_camera": (-0.4, 0.5)}),
    "varying_intercepts": ("data.csv", {
        "a": (4, 1.5), "tau_a": (0.9, 1.6), "b": (1, -0.5), "tau_b": (0.5, 1.2), "g": (-0.6, 0.4), "sigma": (0.8, 1.9),
        "base": ([4.1, 3.2, 5, 4.4, 2.9, 3.8, 4.7, 4], [1, 2.5, 0.3, 1.9, 3, -0.2, 1.4, 2]),
        "effect": ([1.2, 0.7, 0.4, 1.6, 1, 0.9, 1.3, 0.2], [-1, 0.6, 0.1, -2, -0.7, 0.3, -0.4, -1.3])}),
    "zero_inflated": ("data.csv:fish,adults", {"fishes": (0.6, 0.05), "base": (-0.2, 1.1), "b_adults": (0.4, -0.3)}),
    "ordinal": ("data.csv", {"lowest": (-1.5, -3), "step": ([0.4, 1.1, 0.9, 1.4], [2.5, 0.3, 2, 0.6]), "b_age": (0.7, -0.5)}),
    "mixture": ("data.csv:minutes", {"share": (0.6, 0.2), "short": (2, 3.1), "gap": (2.3, 0.4), "spread": (0.35, 0.9)}),
    "hmm": ("data.csv:output", {"stays_well": (0.9, 0.3), "stays_bad": (0.8, 0.6), "bad_output": (2, 0.5), "gain": (3, 1), "spread": (0.8, 2.2)}),
    "garch": ("data.csv:returns", {"drift": (0.05, -0.3), "floor_variance": (0.1, 0.6), "shock": (0.2, 0.45), "memory": (0.7, 0.15)}),
    "gp_regression": ("data.csv", {"scale": (1.1, 2.4), "length": (0.8, 1.5), "noise": (0.2, 0.5)}),
    "survival": ("data.csv", {"a0": (0.1, -0.8), "a_age": (1.1, -0.2), "b0": (1.2, 0.4), "b_age": (-0.4, 0.3), "b_treated": (0.5, -0.6),
                              "shape": (1.5, 0.7)}),
    "instrument": ("data.csv", {"a0": (0.1, -0.5), "a_near": (1, 0.3), "s_school": (1.4, 2.1), "b0": (0.1, 0.6), "b_school": (0.5, 1.2),
                                "s_wage": (2.2, 1.6), "rho": (0.6, -0.2)}),
    "seemingly_unrelated": ("data.json:books,practice,score", {
        "mean_of": ([0.1, 0.4], [-0.5, 0.9]), "b_books": (0.6, -0.2), "b_practice": (0.3, 0.8), "sigma": ([0.9, 0.7], [1.5, 2]),
        "L": ([1, 0, 0.6, 0.8], [1, 0, -0.28, 0.96])}),
    "missing_treatment": ("data.csv", {"b0": (0.1, -0.7), "b_severity": (1, 0.2), "a": (10, 8.5), "a_treated": (-2, 0.5), "a_severity": (1.5, 0.6),
                                       "sigma": (1, 2.4)}),
}


def cell_of(text):
    try:
        return float(text) if text else None
    except ValueError:
        return text  # a label


def rows_of(folder, observe):
    name, _, measured = observe.partition(":")
    file = folder / name
    if file.suffix == ".csv":
        with open(file) as lines:
            return [{name: cell_of(text) for name, text in row.items()} for row in csv.DictReader(lines)]
    columns, names = json.loads(file.read_text()), measured.split(",")
    return [dict(zip(names, cells)) for cells in zip(*(columns[name] for name in names), strict=True)]


def scmc_at(folder, observe, point):
    command = [sys.argv[1], "gradient", "model.scm", "--observe", observe, "--at", json.dumps(point), "--format", "json"]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True)
    if done.returncode:
        sys.exit(f"{folder.name}: {done.stderr}")
    return json.loads(done.stdout)["log_density"]


def compare(models, by):
    """Each model is named like its example and gives the terms of a log-density, from parameters by name and rows of data."""
    failures = 0
    for model in models:
        folder = pathlib.Path(sys.argv[2]) / model.__name__
        if sys.argv[3:] and folder.name not in sys.argv[3:]:
            continue
        observe, values = POINTS[folder.name]
        rows = rows_of(folder, observe)
        points = [{name: pair[i] for name, pair in values.items()} for i in (0, 1)]
        found = [scmc_at(folder, observe, point) for point in points]
        terms = [list(model(point, rows)) for point in points]
        step, wanted = found[1] - found[0], sum(terms[1]) - sum(terms[0])
        error = abs(step - wanted) / sum(abs(t) for t in terms[0] + terms[1])
        failures += not error < TOLERANCE
        print(f"{'failed: ' if not error < TOLERANCE else ''}{folder.name}: {step!r}, by {by} {wanted!r}: relative error {error:.1e}")
    sys.exit(failures > 0)
