"""What `predict` answers from a kept fit is what `run` answered, to the last byte; the same seed gives the same file: predict_test.py SCMC EXAMPLES

Every example that fits something is kept and predicted from, with few draws.
"""

import json
import pathlib
import re
import shlex
import struct
import subprocess
import sys
import tempfile

scmc, examples = str(pathlib.Path(sys.argv[1]).resolve()), pathlib.Path(sys.argv[2]).resolve()
FEW = ["--chains", "2", "--draws", "30", "--warmup", "100"]
failures = []


def call(*arguments, folder):
    done = subprocess.run([scmc, *arguments], cwd=folder, capture_output=True, text=True)
    if done.returncode:
        failures.append("failed: scmc %s\n%s" % (shlex.join(arguments), done.stderr))
    return done.stdout


def without_times(answer):
    """The text of an answer up to what it cost."""
    return answer.split('\n  "cost": {')[0] if answer.startswith("{") else re.sub(r"\n  \d+\.\d+ s .*", "", answer)


def asked(arguments):
    """The scenarios and queries of a command line."""
    return [word for i, word in enumerate(arguments) if word in ("--do", "--query") or arguments[i - 1] in ("--do", "--query")]


def compare(name, folder, arguments, *forms):
    """Runs, keeps, predicts."""
    with tempfile.TemporaryDirectory() as elsewhere:
        kept = elsewhere + "/fit.nc"
        for form in forms:
            told = call(*arguments, *FEW, "--format", form, "--quiet", "-o", kept, folder=folder)
            again = call("predict", kept, *asked(arguments), "--format", form, folder=elsewhere)
            if not told or without_times(told) != without_times(again):
                failures.append("failed: %s: predict tells something else\n%s\n---\n%s" % (name, told, again))


for readme in sorted(examples.glob("*/README.md")):
    for line in re.findall(r"^scmc (run .*)$", readme.read_text().replace("\\\n", " "), re.M):
        compare(readme.parent.name, readme.parent, shlex.split(line.partition(" > ")[0]), "json")

ads = ["run", str(examples / "google_ads/model.scm"), "--observe", str(examples / "google_ads/data.csv"), "--seed", "7", *FEW]
with tempfile.TemporaryDirectory() as name:
    folder = pathlib.Path(name)
    # Options that the plan depends on, files beside the model, labels, a dimension that no column has, names that the file takes.
    (folder / "effects.scm").write_text("fn twice(x) = 2 * x\n")
    (folder / "model.scm").write_text(
        """use effects
dim chain = 3;  dim draw;  dim town = {"Zürich", "毎日"}
data at[draw] in town
mu ~ Normal(0, 1);  tau ~ HalfNormal(1);  chain_ ~ Normal(0, 1)
base[town] ~ Normal(mu, tau)
w[chain] ~ Normal(0, 1)
x[draw] ~ Normal(0, 1)
n[draw] ~ Poisson(exp(0.1 * x))
y[draw] ~ Normal(twice(base[at] + chain_ * x) + sum(w over chain), 1)
query q = 100 * mu
"""
    )
    (folder / "data.csv").write_text("at,x,n,y,other\nZürich,1,2,3,0\n毎日,,1,0.5,0\nZürich,-1,,-0.5,0\n毎日,0.5,0,,0\n")
    options = ["run", "model.scm", "--observe", "data.csv", "--centred", "base", "--do", "x=1", "--do", "high: x=2", "--query", "r = mu / tau"]
    compare("odd names", folder, options, "json", "text")

    call(*ads, "--quiet", "-o", "one.nc", folder=folder)
    call(*ads, "--quiet", "-o", "other.nc", "--threads", "1", folder=folder)
    if (folder / "one.nc").read_bytes() != (folder / "other.nc").read_bytes():
        failures.append("failed: the same seed gave another file")
    five = json.loads(call("predict", "one.nc", "--do", "z=0", "--seed", "5", "--format", "json", folder=folder))
    seven = json.loads(call("predict", "one.nc", "--do", "z=0", "--format", "json", folder=folder))
    if five["variables"] != seven["variables"]:
        failures.append("failed: another seed changed the draws")

    # ---- files that cannot be believed, or cannot be written: one error, nothing left behind

    def refused(what, wanted, *arguments, under=()):
        before = sorted(folder.iterdir())
        done = subprocess.run([*under, scmc, *arguments], cwd=folder, capture_output=True, text=True)
        if done.returncode != 1 or len(re.findall("^error", done.stderr, re.M)) != 1 or wanted not in done.stderr or "= hint: " not in done.stderr:
            failures.append("failed: %s: exit code %d\n%s" % (what, done.returncode, done.stderr))
        if sorted(folder.iterdir()) != before:
            failures.append("failed: %s: left %s" % (what, sorted(folder.iterdir())))

    whole = (folder / "one.nc").read_bytes()

    def changed(old, new):
        if whole.count(old) != 1 or len(old) != len(new):
            failures.append("failed: %r is %d times in the file" % (old, whole.count(old)))
        (folder / "changed.nc").write_bytes(whole.replace(old, new))
        return "changed.nc"

    refused("another prior", "E0926", "predict", changed(b"sigma_y ~ HalfNormal(1)", b"sigma_y ~ HalfNormal(2)"))
    refused("another model", "E0926", "predict", changed(b"y[day] ~ Normal(y_mu, sigma_y)", b"y[day] ~ Normal(z+c , sigma_y)"))
    refused("another parameterisation", "E0926", "predict", changed(b"Positive", b"Interval"))
    refused("a model with a mistake", "E0", "predict", changed(b"beta_cz * c))", b"beta_cz * q))"))
    c = [float(row.split(",")[0]) for row in (examples / "google_ads/data.csv").read_text().split()[1:]]
    refused("another datum", "E0924", "predict", changed(struct.pack("<3d", *c[:3]), struct.pack("<3d", c[0] + 1, *c[1:3])))
    refused("no layout", "E0925", "predict", changed(b"scmc_layout", b"other_thing"))
    (folder / "changed.nc").write_bytes(whole[: len(whole) // 2])
    refused("half a file", "E0924", "predict", "changed.nc")
    (folder / "taken.nc").mkdir()
    refused("a folder's name", "E0818", *ads, "-o", "taken.nc")
    (folder / "small").mkdir()
    room = ["unshare", "--map-root-user", "--mount", "sh", "-c", 'mount -t tmpfs -o size=64k small small && "$@" && exit 3; code=$?; ls -A small | grep -v partial && exit 4; exit $code', "sh"]
    if subprocess.run([*room[:5], "mount -t tmpfs small small"], cwd=folder, capture_output=True).returncode == 0:
        refused("a full disk", "No space left", *ads, "--quiet", "-o", "small/fit.nc", under=room)
    else:
        print("not tested: a full disk, which takes a mount")

print("\n".join(failures) or "what was kept answers as what was fitted")
sys.exit(bool(failures))
