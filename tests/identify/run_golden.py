"""Verdicts in words: run_golden.py SCMC EXAMPLES CASE [--update]

A case is one text of sections: `== FILE` with the content of a file, `== command` with the arguments, `== stdout` with what is printed.
`EXAMPLES/` in a command stands for the folder of the examples. Lines end within 80 columns.
"""
import pathlib
import re
import shlex
import subprocess
import sys
import tempfile

scmc, examples, case = (pathlib.Path(argument).resolve() for argument in sys.argv[1:4])
parts = re.split(r"^== (.*)\n", case.read_text(), flags=re.M)[1:]
sections = dict(zip(parts[::2], parts[1::2]))
command, expected = sections.pop("command"), sections.pop("stdout", "")
with tempfile.TemporaryDirectory() as folder:
    for name, content in sections.items(): (pathlib.Path(folder) / name).write_text(content)
    arguments = [word.replace("EXAMPLES/", f"{examples}/") for word in shlex.split(command)]
    done = subprocess.run([scmc, *arguments], cwd=folder, capture_output=True, text=True, timeout=60)
if "--update" in sys.argv:
    case.write_text(case.read_text().split("== stdout\n")[0] + "== stdout\n" + done.stdout)
    expected = done.stdout
problems = []
if done.returncode != 0 or done.stderr: problems.append(f"exit code {done.returncode}: {done.stderr}")
if done.stdout != expected: problems.append("another text:\n" + done.stdout)
if any(len(line) > 80 for line in done.stdout.splitlines()): problems.append("a line of more than 80 columns")
if problems: sys.exit("\n".join(problems))
