"""What a command prints, to the letter: run_golden.py SCMC CASE [--update]

A case is one text of sections: `== FILE` with the content of a file, `== command` with the arguments, `== stdout` with what is printed.
`EXAMPLES` stands for the folder of the examples.
"""
import pathlib
import re
import shlex
import subprocess
import sys
import tempfile

scmc, case, update = str(pathlib.Path(sys.argv[1]).resolve()), pathlib.Path(sys.argv[2]), "--update" in sys.argv
examples = str(pathlib.Path(__file__).resolve().parents[2] / "examples")
parts = re.split(r"^== (.*)\n", case.read_text(), flags=re.M)[1:]
sections = dict(zip(parts[::2], parts[1::2]))
command, expected = sections.pop("command"), sections.pop("stdout", "")
with tempfile.TemporaryDirectory() as folder:
    for name, content in sections.items():
        (pathlib.Path(folder) / name).write_text(content)
    arguments = [word.replace("EXAMPLES", examples) for word in shlex.split(command)]
    done = subprocess.run([scmc, *arguments], cwd=folder, capture_output=True, text=True, timeout=60)
done.stdout = done.stdout.replace(examples, "EXAMPLES")
if update:
    case.write_text(case.read_text().split("== stdout\n")[0] + "== stdout\n" + done.stdout)
    expected = done.stdout
if done.returncode != 0 or done.stderr or done.stdout != expected:
    sys.exit(f"exit code {done.returncode}\n{done.stderr}{done.stdout}")
