"""Is the posterior calibrated?  calibrate.py coverage|ranks SCMC MODEL

coverage: 100 data sets of Google Ads, simulated with an effect of 0: the 94 % HDI of the contrast of y_mu covers 0 in 87 to 99 of them.
ranks: 200 data sets whose parameters come from their priors: the rank of the true value among 99 thinned draws is uniform, parameter by
parameter, by a chi-square test on ten bins at p > 0.001  [Talts et al. 2018, arXiv 1804.06788].
"""
import concurrent.futures
import json
import math
import pathlib
import subprocess
import sys
import tempfile

MODEL_PARAMETERS = ["beta_z0", "beta_cz", "beta_y0", "beta_cy", "beta_zy", "sigma_y"]
TRUTH = "beta_z0=0,beta_y0=0,beta_cz=1.5,beta_zy=0,beta_cy=1,sigma_y=0.2"


def run(scmc, *words):
    done = subprocess.run([scmc, *map(str, words)], capture_output=True, text=True)
    if done.returncode != 0:
        sys.exit(done.stderr)
    return done.stdout


def covers(scmc, model, scratch, seed):
    data = scratch / f"{seed}.csv"
    run(scmc, "simulate", model, "--seed", seed, "--dim", "day=100", "--do", TRUTH, "-o", data)
    fit = json.loads(run(scmc, "run", model, "--observe", data, "--do", "z=0", "--do", "z=1", "--seed", seed, "--format", "json", "--threads", 1))
    low, high = next(c["hdi94"] for c in fit["contrasts"] if c["of"] == "y_mu")
    return low <= 0 <= high


def ranks(scmc, model, scratch, seed):
    truth_file, data = scratch / f"{seed}.json", scratch / f"{seed}.csv"
    run(scmc, "simulate", model, "--seed", seed, "--dim", "day=100", "-o", truth_file)
    world = json.loads(truth_file.read_text())
    data.write_text("c,z,y\n" + "".join(f"{c!r},{z},{y!r}\n" for c, z, y in zip(world["c"], world["z"], world["y"])))
    draws = scratch / f"{seed}-draws.csv"
    run(scmc, "run", model, "--observe", data, "--seed", seed, "--draws", 990, "--chains", 1, "--threads", 1, "--draws-out", draws, "--format", "json")
    rows = [line.split(",") for line in draws.read_text().splitlines()]
    head, body = rows[0], rows[1::10]
    if len(body) != 99:
        sys.exit(f"{len(body)} thinned draws instead of 99")
    return [sum(float(row[head.index(name)]) < world[name] for row in body) for name in MODEL_PARAMETERS]


def upper_tail_of_chi_square(x, degrees):
    """P(X > x) by the series of the lower incomplete gamma function."""
    a, x = degrees / 2, x / 2
    if x == 0:
        return 1.0
    term = total = 1 / a
    n = a
    while term > total * 1e-15:
        n += 1
        term *= x / n
        total += term
    return 1 - total * math.exp(-x + a * math.log(x) - math.lgamma(a))


def main():
    check, scmc, model = sys.argv[1], str(pathlib.Path(sys.argv[2]).resolve()), str(pathlib.Path(sys.argv[3]).resolve())
    count = 100 if check == "coverage" else 200
    with tempfile.TemporaryDirectory() as folder, concurrent.futures.ThreadPoolExecutor(2) as pool:
        one = covers if check == "coverage" else ranks
        found = list(pool.map(lambda seed: one(scmc, model, pathlib.Path(folder), seed), range(1, count + 1)))
    if check == "coverage":
        print(f"the 94 % HDI of the contrast covers 0 in {sum(found)} of {count}")
        sys.exit(not 87 <= sum(found) <= 99)
    worst = 1.0
    for name, of_one in zip(MODEL_PARAMETERS, zip(*found)):
        bins = [sum(rank // 10 == b for rank in of_one) for b in range(10)]
        statistic = sum((n - count / 10) ** 2 / (count / 10) for n in bins)
        p = upper_tail_of_chi_square(statistic, 9)
        worst = min(worst, p)
        print(f"{name:8} {bins}  chi-square {statistic:5.1f}  p {p:.3f}")
    sys.exit(worst <= 0.001)


main()
