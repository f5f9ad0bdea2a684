"""The same seed gives the same draws with 1, 2 and 4 threads, and another seed others: threads_test.py SCMC EXAMPLE"""
import pathlib
import subprocess
import sys
import tempfile

scmc, example = str(pathlib.Path(sys.argv[1]).resolve()), pathlib.Path(sys.argv[2]).resolve()


def draws(folder, threads, seed):
    out = pathlib.Path(folder) / f"{threads}-{seed}.csv"
    subprocess.run([scmc, "run", "model.scm", "--observe", "data.csv", "--seed", str(seed), "--threads", str(threads), "--quiet", "--draws-out", out],
                   cwd=example, check=True, capture_output=True)
    return out.read_bytes()


with tempfile.TemporaryDirectory() as folder:
    one = draws(folder, 1, 1)
    if draws(folder, 2, 1) != one or draws(folder, 4, 1) != one:
        sys.exit("the number of threads changes the draws")
    if draws(folder, 2, 2) == one:
        sys.exit("another seed gives the same draws")
