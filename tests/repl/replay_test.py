"""The dialogue that the documentation quotes, typed again: replay_test.py SCMC DOCUMENT EXAMPLES

A block that begins with `$ scmc repl` is a dialogue: what stands behind a prompt is typed, in the folder that the text before it names, the
rest is what is said, word by word. Numbers may differ as those of the examples may from machine to machine; seconds are not compared.
"""
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "examples"))
from run_examples import differences  # noqa: E402

scmc, document, examples = str(pathlib.Path(sys.argv[1]).resolve()), pathlib.Path(sys.argv[2]), pathlib.Path(sys.argv[3]).resolve()
text = document.read_text()
problems, dialogues = [], 0
SECONDS = re.compile(r" +\d+\.\d\d s$", re.M)


def typed_lines(block):
    """Entries, each with what follows it."""
    entries, said = [], []
    for line in block:
        if line.startswith("scmc> "):
            entries.append([line[6:]]), said.append([])
        elif line.startswith("  ... "):
            entries[-1].append(line[6:])
        else:
            said[-1].append(line)
    return entries, said


for example, command, body in re.findall(r"\(\.\./examples/(\w+)[^`]*?```\n\$ scmc repl ([^\n]*)\n(.*?)```", text, re.S):
    dialogues += 1
    lines = body.splitlines()
    first = next(i for i, line in enumerate(lines) if line.startswith("scmc> "))
    entries, expected = typed_lines(lines[first:])
    with tempfile.TemporaryDirectory() as folder:
        shutil.copytree(examples / example, folder, dirs_exist_ok=True)
        script = "".join("\n".join(entry) + "\nhelp quit\n" for entry in entries)  # a mark behind what each entry says
        done = subprocess.run([scmc, "repl", *command.split()], cwd=folder, input=script, capture_output=True, text=True, timeout=120)
    said = done.stdout.split("  quit   leaves\n")
    if len(said) != len(entries) + 1:
        problems.append("%d entries, %d replies\n%s%s" % (len(entries), len(said) - 1, done.stdout, done.stderr))
        continue
    errors = iter(re.findall(r"^error.*?\n\n", done.stderr, re.M | re.S))
    for entry, wanted, got in zip(entries, expected, said):
        wanted = SECONDS.sub("", "\n".join(wanted)).strip("\n")
        got = got.strip("\n")
        if wanted.startswith("error"):
            got = next(errors, "").strip("\n")
        for difference in differences(got, wanted):
            problems.append("> %s\n%s: the document says\n%s\nthe program says\n%s\n" % ("\n".join(entry), difference, wanted, got))
if not dialogues:
    problems.append("no dialogue in " + document.name)
print("\n".join(problems) or "%d dialogues are as quoted" % dialogues)
sys.exit(bool(problems))
