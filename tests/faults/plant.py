"""Plants one fault after the other in a copy of the project and runs the tests that should notice: plant.py WORK_DIRECTORY [NAME...]

Each fault of faults.json is an edit of one file: `old` stands there exactly once and becomes `new`. It is caught if the program `target`
builds and `run` (in the build directory) fails. First all runs must pass without a fault. Exit code 1 if a fault survives.
"""

import json
import pathlib
import subprocess
import sys

here = pathlib.Path(__file__).resolve().parent
project, work = here.parent.parent, pathlib.Path(sys.argv[1]).resolve()
source, build = work / "source", work / "build"
faults = [f for f in json.loads((here / "faults.json").read_text()) if not sys.argv[2:] or f["name"] in sys.argv[2:]]


def call(command, cwd, limit=900):
    try:
        done = subprocess.run(command, cwd=cwd, shell=True, capture_output=True, text=True, timeout=limit)
    except subprocess.TimeoutExpired:
        return 1, "no end within %d s" % limit
    return done.returncode, done.stdout + done.stderr


def must(command, cwd):
    code, text = call(command, cwd, None)
    if code:
        sys.exit("%s\n%s" % (command, text[-4000:]))


def first_failure(text):
    lines = [line.strip() for line in text.splitlines()]
    named = [line for line in lines if line.startswith("[  FAILED  ]") or "no end within" in line or line.startswith("failed:")]
    return (named or lines[-1:] or [""])[0][:100]


if not source.exists():
    must("git clone -q %s %s" % (project, source), project)
else:
    must("git checkout -q . && git pull -q", source)
must("cmake -S %s -B %s -G Ninja -DCMAKE_BUILD_TYPE=Release -Wno-dev" % (source, build), source)
must("cmake --build . -j 2 --target %s" % " ".join(sorted({f["target"] for f in faults})), build)
for run in sorted({f["run"] for f in faults}):
    must(run, build)

survivors = 0
for number, fault in enumerate(faults, 1):
    file = source / fault["file"]
    sound = file.read_text()
    if sound.count(fault["old"]) != 1:
        sys.exit("%s: the text to change stands %d times in %s" % (fault["name"], sound.count(fault["old"]), fault["file"]))
    file.write_text(sound.replace(fault["old"], fault["new"]))
    try:
        code, text = call("cmake --build . -j 2 --target %s" % fault["target"], build)
        if code:
            sys.exit("%s does not compile\n%s" % (fault["name"], text[-3000:]))
        code, text = call(fault["run"], build)
    finally:
        file.write_text(sound)
    survivors += code == 0
    print("%2d %-9s %s: %s" % (number, "SURVIVED" if code == 0 else "caught", fault["name"], first_failure(text) if code else fault["run"]), flush=True)
print("%d of %d planted faults were caught" % (len(faults) - survivors, len(faults)))
sys.exit(survivors > 0)
