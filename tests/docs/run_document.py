"""Runs a document from top to bottom as a reader would: run_document.py SCMC DOCUMENT [--update]

In one empty folder: a block ```scm NAME (or ```csv NAME) is written to the file NAME; a block ```scm without a name is a model that must
check; in a block of `$ command` lines each command is run, and what it prints must be what stands below it. A line of `...` stands for any
lines. `--update` writes what the commands print.

Draws differ from processor to processor in their last digits, so what is not the same to the letter is compared as the examples are
(run_examples.py); seconds are not compared.
"""
import pathlib
import re
import subprocess
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "examples"))
from run_examples import differences, words_of

BLOCK = re.compile(r"^```([^\n]*)\n(.*?)^```", re.M | re.S)
TIMES = re.compile(r"\d+(?:\.\d+)? (?:s|ms|µs)\b|(compile|warmup|sampling|answers) \d+\.\d+")


def masked(text):
    return TIMES.sub("#", text)


def commands(block):
    """Pairs of a command and what is promised to be printed."""
    for part in re.split(r"^(?=\$ )", block, flags=re.M)[1:]:
        lines = part.splitlines(keepends=True)
        length = next((i + 1 for i, line in enumerate(lines) if not line.endswith("\\\n")), len(lines))
        yield "".join(lines[:length]), "".join(lines[length:])


def same_words(some, others):
    return [words_of(masked(line)) for line in some] == [words_of(masked(line)) for line in others]


def place_of(wanted, lines, begin, is_first, is_last):
    """Where some lines stand, their numbers aside."""
    if is_first or not wanted:
        places = [begin]
    else:
        places = [len(lines) - len(wanted)] if is_last else range(begin, len(lines) - len(wanted) + 1)
    return next((at for at in places if at >= begin and same_words(lines[at : at + len(wanted)], wanted)), None)


def shown(got, promised):
    """Of what was printed, what a promise with `...` shows; nothing where it does not match."""
    lines, parts, at, result = got.splitlines(), re.split(r"^\.\.\.\n", promised, flags=re.M), 0, []
    for i, part in enumerate(parts):
        wanted = part.splitlines()
        place = place_of(wanted, lines, at, i == 0, i == len(parts) - 1)
        if place is None:
            return None
        at = place + len(wanted)
        result.append("".join(line + "\n" for line in lines[place:at]))
    return "...\n".join(result)


class Reader:
    def __init__(self, scmc, folder, update):
        self.folder, self.update = folder, update
        self.environment = {"PATH": f"{scmc.parent}:/usr/bin:/bin", "LC_ALL": "C.UTF-8"}
        self.counts = {"files": 0, "models": 0, "commands": 0, "to the letter": 0}
        self.failures = []

    def run(self, command):
        both = dict(stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        return subprocess.run(["bash", "-c", command], cwd=self.folder, env=self.environment, text=True, timeout=300, **both).stdout

    def check_model(self, text):
        self.counts["models"] += 1
        (self.folder / ".block.scm").write_text(text)
        command = ["scmc", "check", ".block.scm"]
        done = subprocess.run(command, cwd=self.folder, env=self.environment, capture_output=True, text=True, timeout=60)
        if done.returncode:
            self.failures.append(text + done.stderr)

    def execute(self, command, promised):
        self.counts["commands"] += 1
        got = self.run(command.removeprefix("$ "))
        got = got if got.endswith("\n") or not got else got + "\n"
        part = shown(got, promised) if "...\n" in promised else got
        if self.update:
            return command + (promised if part is None else part)
        if part is None:
            self.failures.append(f"{command}shows something else:\n{got}")
        elif masked(part) == masked(promised):
            self.counts["to the letter"] += 1
        elif wrong := list(differences(masked(part), masked(promised))):
            self.failures.append(command + "\n".join(wrong) + f"\nprinted:\n{got}")
        return command + promised

    def block(self, match):
        head, text = match[1].split(), match[2]
        if head[:1] in (["scm"], ["csv"]) and len(head) == 2:
            self.counts["files"] += 1
            (self.folder / head[1]).write_text(text)
        if head[:1] == ["scm"]:
            self.check_model(text)
        if not head and text.startswith("$ "):
            return "```\n" + "".join(self.execute(*pair) for pair in commands(text)) + "```"
        return match[0]


def main():
    scmc, document, update = pathlib.Path(sys.argv[1]).resolve(), pathlib.Path(sys.argv[2]), "--update" in sys.argv
    with tempfile.TemporaryDirectory() as name:
        reader = Reader(scmc, pathlib.Path(name), update)
        text = BLOCK.sub(reader.block, document.read_text())
    if update:
        document.write_text(text)
    print(", ".join(f"{count} {what}" for what, count in reader.counts.items()))
    if reader.failures:
        sys.exit("\n".join(reader.failures))
    if not reader.counts["models"]:
        sys.exit("no models were found")


main()
