"""What `scmc explain` shows of graphs and effects does what it says: explain_test.py SCMC MODEL"""
import pathlib
import re
import shlex
import shutil
import subprocess
import sys
import tempfile

scmc, model = (pathlib.Path(argument).resolve() for argument in sys.argv[1:3])
shown = 0
with tempfile.TemporaryDirectory() as folder:
    shutil.copy(model, pathlib.Path(folder) / "model.scm")

    def run(command): return subprocess.run([scmc, *command], cwd=folder, capture_output=True, text=True, timeout=60)

    for number in range(901, 915):
        code = f"E0{number}"
        text = run(["explain", code]).stdout
        assert text, f"{code} is not explained"
        for kind, command in re.findall(r"^ *(wrong|right): +scmc (.*)$", text, re.M):
            done = run(shlex.split(command))
            shown += 1
            if kind == "wrong": assert done.returncode == 1 and f"error[{code}]" in done.stderr, (command, done.stderr)
            else: assert done.returncode == 0 and not done.stderr, (command, done.stderr)
assert shown >= 22, shown
