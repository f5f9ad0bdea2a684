"""Ctrl-C keeps what was drawn and says so; a reader that goes away ends the program in silence: signals_test.py SCMC EXAMPLE"""

import json
import pathlib
import signal
import subprocess
import sys
import time

scmc, example = str(pathlib.Path(sys.argv[1]).resolve()), pathlib.Path(sys.argv[2]).resolve()
failures = []


def start(*words):
    return subprocess.Popen([scmc, "run", "model.scm", "--observe", "data.csv", "--quiet", *words], cwd=example, stdout=subprocess.PIPE,
                            stderr=subprocess.PIPE, text=True)


# More chains than threads: some have not begun when the signal comes.
process = start("--draws", "100000000", "--threads", "2", "--format", "json")
time.sleep(2)
process.send_signal(signal.SIGINT)
out, err = process.communicate(timeout=120)
if process.returncode != 0 or err:
    failures.append("an interrupted run ends with %d: %s" % (process.returncode, err))
else:
    fit = json.loads(out)
    kept = fit["chains"] * fit["draws"]
    if not (fit["diagnostics"]["interrupted"] and not fit["diagnostics"]["ok"] and kept >= 100):
        failures.append("an interrupted run keeps %d draws: %s" % (kept, fit["diagnostics"]))
    if not -0.5 < fit["variables"]["beta_zy"]["mean"] < 0.5:
        failures.append("an interrupted run says beta_zy = %s" % fit["variables"]["beta_zy"])

process = start("--warmup", "100000000")
time.sleep(1)
process.send_signal(signal.SIGINT)
out, err = process.communicate(timeout=120)
if process.returncode != 1 or out or "error[E0708]: interrupted before the first draw" not in err:
    failures.append("a warmup that is interrupted ends with %d: %s%s" % (process.returncode, out, err))

process = start("--draws", "200")
process.stdout.close()
err = process.stderr.read()
if process.wait(timeout=60) not in (0, 1, -signal.SIGPIPE, 128 + signal.SIGPIPE) or "terminate" in err:
    failures.append("a closed pipe ends with %d: %s" % (process.returncode, err))

print("\n".join(failures) or "signals: draws are kept, a warmup says that there are none, a closed pipe is no crash")
sys.exit(bool(failures))
