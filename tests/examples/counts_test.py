"""Four examples with published counts: counts_test.py PROJECT

The data hold the published numbers, the effects by adjustment and by the front door are the published ones, and what the READMEs promise the
program to say (expected.txt) lies within three posterior standard deviations of them.
"""
import csv
import pathlib
import re
import sys

examples = pathlib.Path(sys.argv[1]) / "examples"
failures = []


def expect(what, got, wanted, tolerance):
    if not abs(got - wanted) <= tolerance:
        failures.append(f"{what}: {got} instead of {wanted}")


def rows(example):
    with open(examples / example / "data.csv") as file:
        return list(csv.DictReader(file))


def share(rows, of, **where):
    """P(of = 1 | where)"""
    chosen = [row for row in rows if all(row[name] == str(value) for name, value in where.items())]
    return sum(int(row[of]) for row in chosen) / len(chosen)


def probability(rows, name, value):
    return sum(row[name] == value for row in rows) / len(rows)


def adjusted(rows, outcome, by, **treatment):
    values = sorted({row[by] for row in rows})
    return sum(probability(rows, by, v) * share(rows, outcome, **{by: v}, **treatment) for v in values)


def promised(example, contrast, command=0):
    """Mean and sd of a contrast in the output of a command."""
    text = re.split(r"\n(?=\$ scmc )", (examples / example / "expected.txt").read_text())[command]
    mean, sd = re.search(re.escape(contrast) + r"\s+(-?[\d.]+)\s+([\d.]+)", text).groups()
    return float(mean), float(sd)


def expect_promise(effect, *where):
    mean, sd = promised(*where)
    expect(where[0], mean, effect, 3 * sd)


stones = rows("kidney_stones")
expect("patients", len(stones), 700, 0)
expect("as observed", share(stones, "success", surgery=1) - share(stones, "success", surgery=0), -0.0457, 5e-5)
expect("P(cured | do(surgery))", adjusted(stones, "success", "size", surgery=1), 0.8325, 5e-5)
effect = adjusted(stones, "success", "size", surgery=1) - adjusted(stones, "success", "size", surgery=0)
expect("effect of surgery", effect, 0.0537, 5e-5)
expect_promise(effect, "kidney_stones", "surgery = 1 minus surgery = 0")

berkeley = rows("berkeley")
expect("applicants", len(berkeley), 4526, 0)
men, women = (share(berkeley, "admitted", female=sex) for sex in (0, 1))
expect("men admitted", men, 0.4452, 5e-5)
expect("women admitted", women, 0.3035, 5e-5)
expect_promise(women - men, "berkeley", "female = 1 minus female = 0", 0)
men, women = (adjusted(berkeley, "admitted", "dept", female=sex) for sex in (0, 1))
expect("men, standardised", men, 0.3873, 5e-5)
expect("women, standardised", women, 0.4300, 5e-5)
expect_promise(women - men, "berkeley", "female = 1 minus female = 0", 1)

smoking = rows("smoking_tar")
expect("people", len(smoking), 8000, 0)
expect("smokers with cancer", share(smoking, "cancer", smoker=1), 0.1475, 1e-12)
expect("others with cancer", share(smoking, "cancer", smoker=0), 0.9025, 1e-12)
of_tar = [adjusted(smoking, "cancer", "smoker", tar=tar) for tar in (0, 1)]
by_habit = [sum(of_tar[tar] * (p if tar else 1 - p) for tar in (0, 1)) for p in (share(smoking, "tar", smoker=s) for s in (0, 1))]
expect("P(cancer | do(smoker))", by_habit[1], 0.5475, 1e-12)
expect("P(cancer | do(no smoker))", by_habit[0], 0.5025, 1e-12)
expect_promise(by_habit[1] - by_habit[0], "smoking_tar", "smoker = 1 minus smoker = 0", 1)

# of the tables, not of the data: which days are cloudy is known, and the rest is arithmetic
wet = {(0, 0): 0, (0, 1): 0.9, (1, 0): 0.9, (1, 1): 0.99}
rain, sprinkler = {0: 0.2, 1: 0.8}, {0: 0.5, 1: 0.1}


def chance(on, cloudy):
    return sprinkler[cloudy] if on else 1 - sprinkler[cloudy]


def wet_grass(on, cloudy):
    return rain[cloudy] * wet[on, 1] + (1 - rain[cloudy]) * wet[on, 0]


seen = [sum(chance(on, c) * wet_grass(on, c) for c in (0, 1)) / sum(chance(on, c) for c in (0, 1)) for on in (0, 1)]
done = [sum(wet_grass(on, c) / 2 for c in (0, 1)) for on in (0, 1)]
for got, wanted in zip(seen + done, (0.5271, 0.927, 0.45, 0.945)):
    expect("the sprinkler's tables", got, wanted, 5e-5)
days = rows("sprinkler")
effect = sum(wet[1, int(day["rain"])] - wet[0, int(day["rain"])] for day in days) / len(days)
expect_promise(effect, "sprinkler", "sprinkler = 1 minus sprinkler = 0")

if failures:
    sys.exit("\n".join(failures))
