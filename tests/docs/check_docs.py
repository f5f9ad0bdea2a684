"""Every ```scm block of a document is a model that checks, and gives what it says: check_docs.py SCMC DOCUMENT

A comment of numbers behind `x[...] = ...` is what x is, row by row. In a table, `| ... | `expression` | number |` is what the expression
is below the block before. The last digit may be rounded.
"""
import json
import pathlib
import re
import subprocess
import sys
import tempfile

scmc, document = pathlib.Path(sys.argv[1]).resolve(), pathlib.Path(sys.argv[2])
text = document.read_text()

NUMBER = r"-?\d+(?:\.\d+)?"
VALUES = re.compile(rf"^(\w+)(?:\[[^\]]*\])? = .*# ({NUMBER}(?:, {NUMBER})*)$", re.M)
ROW = re.compile(rf"^\| .* \| `([^`]+)` \| ({NUMBER}) \|$", re.M)


def flat(value):
    return [x for item in value for x in flat(item)] if isinstance(value, list) else [value]


def same(got, stated):
    digits = len(stated.partition(".")[2])
    return abs(got - float(stated)) <= 0.5000001 * 10.0**-digits


def run(folder, *words):
    return subprocess.run([scmc, *words], cwd=folder, capture_output=True, text=True)


def complaints(folder, block, stated):
    """What is wrong with a model and the values that its variables are said to have."""
    (folder / "model.scm").write_text(block)
    done = run(folder, "check", "model.scm")
    if done.returncode != 0 or not stated:
        return done.stderr if done.returncode else ""
    done = run(folder, "simulate", "model.scm", "--all", "--format", "json", "--quiet")
    if done.returncode != 0:
        return done.stderr
    values = json.loads(done.stdout)
    wrong = []
    for name, numbers in stated:
        got, expected = flat(values[name]), numbers.split(", ")
        if len(got) != len(expected) or not all(map(same, got, expected)):
            wrong.append(f"{name} is {got}, not {numbers}")
    return "\n".join(wrong)


blocks, rows, failed = 0, 0, 0
with tempfile.TemporaryDirectory() as name:
    parts = re.split(r"^```scm\n(.*?)^```", text, flags=re.S | re.M)
    for block, after in zip(parts[1::2], parts[2::2]):
        table = ROW.findall(after)
        below = "".join(f"row{i} = {expression}\n" for i, (expression, _) in enumerate(table))
        stated = VALUES.findall(block) + [(f"row{i}", value) for i, (_, value) in enumerate(table)]
        blocks, rows = blocks + 1, rows + len(table)
        if wrong := complaints(pathlib.Path(name), block + below, stated):
            failed += 1
            print(block + below, wrong, sep="\n")
print(f"{blocks} blocks, {rows} rows, {failed} fail")
sys.exit(failed > 0 or not blocks)
