"""Every mistake gets one diagnostic, exit code 1, and leaves nothing behind: run_wrong.py SCMC CASE [--update]

A case is one text of sections: `== FILE` with the content of a file, `== command` with the arguments, `== stdin` with what is typed, `== stderr`
with what is printed.
`\\xNN` in a file stands for that byte.
"""
import pathlib
import re
import shlex
import subprocess
import sys
import tempfile

scmc, case, update = str(pathlib.Path(sys.argv[1]).resolve()), pathlib.Path(sys.argv[2]), "--update" in sys.argv
parts = re.split(r"^== (.*)\n", case.read_text(), flags=re.M)[1:]
sections = dict(zip(parts[::2], parts[1::2]))
command, typed, expected = sections.pop("command"), sections.pop("stdin", ""), sections.pop("stderr", "")
with tempfile.TemporaryDirectory() as folder:
    folder = pathlib.Path(folder)
    for name, content in sections.items():
        content = re.sub(rb"\\x([0-9a-f]{2})", lambda m: bytes([int(m[1], 16)]), content.encode())
        (folder / name).write_bytes(content)
    done = subprocess.run([scmc, *shlex.split(command)], cwd=folder, input=typed, capture_output=True, text=True, timeout=60)
    left = sorted(path.name for path in folder.iterdir())
if update:
    case.write_text(case.read_text().split("== stderr\n")[0] + "== stderr\n" + done.stderr)
    expected = done.stderr
problems = []
if done.returncode != 1: problems.append(f"exit code {done.returncode}")
if done.stdout: problems.append(f"on standard output: {done.stdout[:200]}")
if left != sorted(sections): problems.append(f"files afterwards: {left}")
if len(re.findall(r"^error", done.stderr, re.M)) != 1: problems.append("not one error")
if "hint: " not in done.stderr: problems.append("no remedy")
if done.stderr.rstrip("\n") != expected.rstrip("\n"): problems.append("another diagnostic")
if problems:
    sys.exit("; ".join(problems) + "\n" + done.stderr)
