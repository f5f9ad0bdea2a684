"""Runs the commands of an example's README and compares with what it promises: run_examples.py SCMC EXAMPLE [--update]

`scmc simulate ... -o data.csv` (or .json) must give the data file again, all other commands the text of expected.txt, or of the file behind `>`,
one after the other. Another processor adds up in another order, so draws differ from machine to machine: words must be the same, numbers
may differ by six units of their last digit (a unit is no finer than one Monte Carlo standard error), seconds, sample sizes and R-hat within
their usual range.
"""
import json
import pathlib
import re
import shlex
import subprocess
import sys
import tempfile

NUMBER = re.compile(r"(?<![\w.])[<>]?-?\d+(?:\.\d+)?(?:e-?\d+)?")


def commands(readme):
    for block in re.findall(r"```sh\n(.*?)```", readme.read_text(), re.S):
        yield from re.findall(r"^scmc (?:.*\\\n)*.*$", block, re.M)


def run(scmc, words, folder):
    done = subprocess.run([scmc, *words], cwd=folder, capture_output=True, text=True, timeout=300)
    if done.returncode != 0 or done.stderr:
        sys.exit(f"exit code {done.returncode}\n{done.stderr}")
    return done.stdout


def unit(text):
    digits = text.lstrip("<>-").split("e")[0]
    return 10.0 ** -(len(digits) - digits.index(".") - 1) if "." in digits else (10 if digits.endswith("0") else 1)


def number(text):
    return float(text.lstrip("<>"))


def words_of(line):
    """The line without its numbers and without the spaces that align them."""
    return re.sub(r"[\s-]+", " ", NUMBER.sub("#", line)).strip()


def differences(got, expected):
    got_lines, expected_lines = got.splitlines(), expected.splitlines()
    if [words_of(x) for x in got_lines] != [words_of(x) for x in expected_lines]:
        yield "the words differ"
        return
    table = ""
    for mine, theirs in zip(got_lines, expected_lines):
        if theirs and not theirs.startswith(" "):
            table = theirs.split()[0]
        convergence = table == "Parameters" and len(NUMBER.findall(theirs)) >= 6
        pairs = list(zip(NUMBER.findall(mine), NUMBER.findall(theirs)))
        for place, (a, b) in enumerate(pairs):
            if table == "Sampling":
                continue  # seconds, and bounds on what the table above holds
            last = place - len(pairs)
            if convergence and last == -2:
                near = 0.5 < number(a) / number(b) < 2
            elif convergence and last == -1:
                near = abs(number(a) - number(b)) < 0.01
            else:
                near = abs(number(a) - number(b)) <= 6 * max(unit(a), unit(b))
            if not near:
                yield f"{a} instead of {b} in: {theirs}"


def numbers(value):
    if isinstance(value, dict):
        return [x for key in sorted(value) for x in [key, *numbers(value[key])]]
    return [x for item in value for x in numbers(item)] if isinstance(value, list) else [value]


def same_json(got, expected):
    a, b = numbers(json.loads(got)), numbers(json.loads(expected))
    near = (x == y if isinstance(x, str) else abs(x - y) <= 1e-9 * max(1, abs(y)) for x, y in zip(a, b))
    return len(a) == len(b) and all(near)


def same_cell(a, b):
    """Labels as they are, numbers up to the last digits."""
    try:
        return abs(float(a) - float(b)) <= 1e-9 * max(1, abs(float(b)))
    except ValueError:
        return a == b


def same_data(got, expected):
    if expected.startswith("{"):
        return same_json(got, expected)
    rows = [[line.split(",") for line in text.splitlines()] for text in (got, expected)]
    if len(rows[0]) != len(rows[1]) or rows[0][0] != rows[1][0]:
        return False
    return all(same_cell(a, b) for x, y in zip(rows[0][1:], rows[1][1:]) for a, b in zip(x, y))


def main():
    scmc, folder, update = str(pathlib.Path(sys.argv[1]).resolve()), pathlib.Path(sys.argv[2]), "--update" in sys.argv
    printed = {}
    for command in commands(folder / "README.md"):
        words = shlex.split(command.replace("\\\n", ""))[1:]
        if words[0] == "simulate":
            with tempfile.TemporaryDirectory() as scratch:
                place = words.index("-o") + 1
                data = words[place]
                path = pathlib.Path(scratch) / data
                run(scmc, words[:place] + [str(path)] + words[place + 1 :], folder)
                if not same_data(path.read_text(), (folder / data).read_text()):
                    sys.exit(f"`scmc simulate` does not give {data}")
            continue
        expected = folder / (words[words.index(">") + 1] if ">" in words else "expected.txt")
        words = words[: words.index(">")] if ">" in words else words
        printed.setdefault(expected, []).append(f"$ {command}\n\n" + run(scmc, words, folder))
    if not any(text.startswith("$ scmc run") for texts in printed.values() for text in texts):
        sys.exit("README.md has no `scmc run` line")
    for expected, texts in printed.items():
        compare(expected, texts, update)


def compare(expected, printed, update):
    if update:
        expected.write_text("\n".join(printed))
    promised = re.split(r"\n(?=\$ scmc )", expected.read_text())
    if len(promised) != len(printed):
        sys.exit(f"README.md has {len(printed)} commands for {expected.name}, which holds {len(promised)}")
    for got, text in zip(printed, promised):
        wrong = list(differences(got, text))
        if wrong:
            sys.exit("\n".join(wrong) + f"\n\nprinted:\n{got}")


if __name__ == "__main__":
    main()
