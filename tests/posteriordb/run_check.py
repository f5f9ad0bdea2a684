"""Runs check.py of the folder of references: run_check.py REFERENCES SCMC MODELS. Exit code 77, a skipped test, where there is no such folder."""
import pathlib
import re
import subprocess
import sys
import tempfile

references, scmc, models = (pathlib.Path(x).resolve() for x in sys.argv[1:])
if not (references / "check.py").exists():
    print(f"skipped: no references in {references}")
    sys.exit(77)
with tempfile.TemporaryDirectory() as scratch:
    done = subprocess.run([sys.executable, references / "check.py", scmc, models, "--seed", "1"], cwd=scratch, capture_output=True, text=True)
print(done.stdout, done.stderr)
passed = re.search(r"(\d+) passed, 0 failed", done.stdout)
sys.exit(0 if done.returncode == 0 and passed and int(passed[1]) == len(list(models.glob("*.scm"))) else 1)
