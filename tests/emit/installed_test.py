"""What `cmake --install` installs is enough to build a program around an emitted model, whose draws are those of `scmc run`:
installed_test.py BUILD SOURCE"""
import csv
import io
import json
import pathlib
import statistics
import subprocess
import sys
import tempfile

build, source = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])
SEED = 7


def run(*command, cwd=None):
    done = subprocess.run([str(word) for word in command], cwd=cwd, capture_output=True, text=True, timeout=250)
    if done.returncode:
        sys.exit(f"{' '.join(map(str, command))}\n{done.stdout}{done.stderr}")
    return done.stdout


def columns(text):
    rows = list(csv.DictReader(io.StringIO(text)))
    return {name: [float(row[name]) for row in rows] for name in rows[0]}


with tempfile.TemporaryDirectory() as folder:
    folder = pathlib.Path(folder)
    prefix, example = folder / "prefix", source / "examples/google_ads"
    run("cmake", "--install", build, "--prefix", prefix)
    scmc = prefix / "bin/scmc"
    data = ("--observe", example / "data.csv")
    run(scmc, "emit", example / "model.scm", *data, "--do", "z=0", "--do", "z=1", "-o", folder / "google_ads")
    run(scmc, "emit", example / "model.scm", *data, "--do", "z=0", "--do", "z=1", "-o", folder / "google_ads")  # its own files are replaced
    run("cmake", "-S", source / "tests/emit/outside", "-B", folder / "outside", f"-DMODEL={folder / 'google_ads'}",
        f"-DCMAKE_PREFIX_PATH={prefix}", "-DCMAKE_BUILD_TYPE=Release")
    run("cmake", "--build", folder / "outside")
    mine = columns(run(folder / "outside/outside", SEED))
    report = json.loads(run(scmc, "run", example / "model.scm", *data, "--do", "z=0", "--do", "z=1", "--seed", SEED, "--draws-out", folder / "draws.csv",
                 "--format", "json", "--quiet"))
    theirs = columns((folder / "draws.csv").read_text())

failures = 0


def expect(what, holds):
    global failures
    failures += not holds
    print(f"{'' if holds else 'failed: '}{what}")


# The same seed makes the same draws, but for what rounding errors grow to over 2000 transitions.
for name in ("beta_z0", "beta_cz", "beta_y0", "beta_cy", "beta_zy", "sigma_y"):
    expect(f"{name}: 4000 draws", len(mine[name]) == len(theirs[name]) == 4000)
    off = max(abs(a - b) for a, b in zip(mine[name], theirs[name]))
    expect(f"{name}: draws differ by {off:.1e} at the most", off < 1e-5)
for answer, scenario in (("do_z_0.y", "z = 0"), ("do_z_1.y", "z = 1")):
    mean, wanted = statistics.fmean(mine[answer]), report["scenarios"][scenario]["y"]["mean"]
    expect(f"{scenario}: {mean:.9f}, by scmc run {wanted:.9f}", abs(mean - wanted) < 1e-6)
with open(example / "data.csv") as lines:
    observed = statistics.fmean(float(row["y"]) for row in csv.DictReader(lines))
mean, spread = statistics.fmean(mine["mean_of_new_y"]), statistics.stdev(mine["mean_of_new_y"])
# c is drawn anew, too: its mean has the standard deviation 0.1, and moves that of y by 1.05 times as much.
expect(f"mean of new y {mean:.3f} with sd {spread:.3f}, observed {observed:.3f}", abs(mean - observed) < 3 * spread and 0.08 < spread < 0.14)
sys.exit(failures > 0)
