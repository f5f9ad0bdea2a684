"""Runs that are killed and resumed give the file of an uninterrupted run, to the last byte: resume_test.py SCMC EXAMPLES

Twenty runs of lotka_volterra, whose log-density takes long enough, are killed at random moments of their second, warmup included, some of
them again while they go on. What is wrong with files and commands is told; nothing is lost.
"""

import os
import pathlib
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time

scmc, examples = str(pathlib.Path(sys.argv[1]).resolve()), pathlib.Path(sys.argv[2]).resolve()
lotka, ads = examples / "lotka_volterra", examples / "google_ads"
failures = []
PARAMETERS = 7
FEWER = ["--warmup", "600", "--draws", "600"]
RECORD = 8 * (PARAMETERS + 6)  # runtime/sample/journal.cpp


def command(example, *words):
    return [scmc, "run", "model.scm", "--observe", "data.csv", "--seed", "1", *words], example


def call(*words, cwd, code=0):
    done = subprocess.run(words, cwd=cwd, capture_output=True, text=True)
    if done.returncode != code:
        failures.append("%s ends with %d, not %d:\n%s" % (" ".join(words), done.returncode, code, done.stderr))
    return done


def expect(done, *texts):
    for text in texts:
        if text not in done.stderr:
            failures.append("%s\n--- lacks\n%s" % (done.stderr, text))


def killed(words, cwd, after):
    process = subprocess.Popen(words, cwd=cwd, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        process.wait(after)
        return False
    except subprocess.TimeoutExpired:
        process.send_signal(signal.SIGKILL)
        process.wait()
        return True


def killed_with(file, words, cwd):
    """Killed as soon as the file is there."""
    process = subprocess.Popen(words, cwd=cwd, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    while process.poll() is None and not file.exists():
        time.sleep(0.002)
    process.send_signal(signal.SIGKILL)
    process.wait()
    if not file.exists():
        raise SystemExit("%s: it ended without %s" % (" ".join(words), file))


def kill_at_random(folder):
    words, example = command(lotka, *FEWER, "--do", "birth = 0.5", "--quiet", "-o", str(folder / "whole.nc"))
    began = time.monotonic()
    answer = call(*words, cwd=example).stdout
    seconds = time.monotonic() - began
    whole = (folder / "whole.nc").read_bytes()
    fit, partial = folder / "fit.nc", folder / "fit.nc.partial"
    words[-1] = str(fit)
    random.seed(20)
    survived, kills = [], 0

    def is_unfinished():
        """A kill while the folder is made or taken away leaves one without `run.nc`, which is no run."""
        if partial.exists() and not (partial / "run.nc").exists():
            shutil.rmtree(partial)
        return partial.exists()

    for _ in range(20):
        fit.unlink(missing_ok=True)
        while not is_unfinished():
            if not killed(words, example, random.uniform(0.1, 0.95) * seconds):
                fit.unlink()  # it was faster than the first one: once more
        kills += 1
        survived.append(sum(file.stat().st_size // RECORD for file in partial.glob("*.draws")))
        resume = [scmc, "run", "--resume", str(fit), "--quiet"]
        for _ in range(random.randint(0, 2)):
            kills += killed(resume, example, random.uniform(0.1, 0.6) * seconds)
            if not is_unfinished():
                break
        if is_unfinished():
            again = call(*resume, cwd=example).stdout
            if again.split("\nSampling")[0] != answer.split("\nSampling")[0]:
                failures.append("resumed: %s\n--- not\n%s" % (again, answer))
        if not fit.exists() or fit.read_bytes() != whole:
            failures.append("a resumed run wrote another file")
        if is_unfinished():
            failures.append("a resumed run leaves its folder")
    print("%d kills; draws on disk of 2400 after the first one: %s" % (kills, ", ".join(map(str, survived))))


def stop_and_go_on(folder):
    """Ctrl-C writes what there is, and says how to go on."""
    words, example = command(lotka, *FEWER, "--do", "birth = 0.5", "-o", str(folder / "stopped.nc"))
    process = subprocess.Popen(words, cwd=example, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    while process.poll() is None and not list((folder / "stopped.nc.partial").glob("chain-3.draws")):
        time.sleep(0.01)
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=60)
    if "interrupted" not in out or "note: stopped: `scmc run --resume %s` goes on" % (folder / "stopped.nc") not in err:
        failures.append("a stopped run says %s%s" % (out, err))
    call(scmc, "predict", str(folder / "stopped.nc"), cwd=folder)
    busy = subprocess.Popen([scmc, "run", "--resume", "stopped.nc", "--quiet"], cwd=folder, stdout=subprocess.DEVNULL)
    time.sleep(0.15)
    os.kill(busy.pid, signal.SIGSTOP)
    expect(call(scmc, "run", "--resume", "stopped.nc", cwd=folder, code=1), "error[E0943]: the run for `stopped.nc` is still going on")
    os.kill(busy.pid, signal.SIGCONT)
    busy.wait()
    if (folder / "stopped.nc").read_bytes() != (folder / "whole.nc").read_bytes():
        failures.append("a run that was stopped and went on wrote another file")


def wrong(folder):
    words, example = command(lotka, "-o", str(folder / "left.nc"), "--quiet")
    killed_with(folder / "left.nc.partial/chain-1.state", words, example)
    expect(call(*words, cwd=example, code=1), "error[E0941]", "--resume %s" % (folder / "left.nc"), "--fresh")
    other, at = command(ads, "--fresh", "--quiet", "-o", str(folder / "left.nc"))
    shutil.copytree(folder / "left.nc.partial", folder / "damaged.nc.partial")
    shutil.copytree(folder / "left.nc.partial", folder / "short.nc.partial")
    call(*other, cwd=at)
    if (folder / "left.nc.partial").exists():
        failures.append("--fresh leaves the old run")
    expect(call(scmc, "run", "--resume", "left.nc", cwd=folder, code=1), "error[E0942]", "the run has ended", "scmc predict left.nc")
    expect(call(scmc, "run", "--resume", "nothing.nc", cwd=folder, code=1), "error[E0942]", "`nothing.nc.partial` is missing")
    expect(call(scmc, "run", "--resume", "left.nc", "--draws", "7", cwd=folder, code=1), "error[E0706]", "--draws excludes --resume")
    expect(call(scmc, "run", "model.scm", "--resume", "left.nc", cwd=folder, code=1), "error[E0706]", "model excludes --resume")
    state = folder / "damaged.nc.partial/chain-1.state"
    state.write_bytes(state.read_bytes()[:-1] + b"?")
    expect(call(scmc, "run", "--resume", "damaged.nc", cwd=folder, code=1), "error[E0944]", "chain-1.state: its checksum is wrong")
    spec = folder / "short.nc.partial/run.nc"
    spec.write_bytes(spec.read_bytes()[:3000])
    expect(call(scmc, "run", "--resume", "short.nc", cwd=folder, code=1), "error[E0924]")


def refused_before_it_begins(folder):
    """A model that has no finite density leaves nothing in the way of the next one."""
    (folder / "nowhere.scm").write_text("x ~ Normal(0, 1)\ny[row] ~ Normal(log(-1 - x^2), 1)\ndim row\n")
    (folder / "nowhere.csv").write_text("y\n1\n2\n")
    expect(call(scmc, "run", "nowhere.scm", "--observe", "nowhere.csv", "-o", "nowhere.nc", cwd=folder, code=1), "error[E0703]")
    if (folder / "nowhere.nc.partial").exists():
        failures.append("a run that could not begin leaves its folder")


def full_disk(folder):
    """A limit of the shell stands in for it."""
    words, example = command(lotka, "-o", str(folder / "full.nc"), "--quiet", "--draws", "3000")
    limited = ["sh", "-c", 'trap "" XFSZ; ulimit -f 400; exec "$@"', "sh", *words]
    expect(call(*limited, cwd=example, code=1), "error[E0945]", "what was kept until then is safe", "scmc run --resume")
    call(scmc, "run", "--resume", str(folder / "full.nc"), "--quiet", cwd=example)
    call(scmc, "predict", "full.nc", "--quiet", cwd=folder)


with tempfile.TemporaryDirectory() as name:
    for test in (kill_at_random, stop_and_go_on, wrong, refused_before_it_begins, full_disk):
        test(pathlib.Path(name))
print("\n".join(failures) or "resume: every killed or stopped run went on to the same file")
sys.exit(bool(failures))
