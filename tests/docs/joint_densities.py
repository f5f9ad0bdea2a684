"""Densities of several numbers at once, for densities.py: what is measured here, its data, and what another makes of them."""
import json
import math
import pathlib
import subprocess
import sys
import tempfile

AXES, COVARIANCE = "dim k = 3;  dim l like k\n", [[1.0, 0.3, 0.1], [0.3, 2.0, 0.2], [0.1, 0.2, 0.7]]
FACTOR = [[1.0, 0.0, 0.0], [0.3, 1.2, 0.0], [0.1, 0.2, 0.7]]
MEAN, X = [0.1, -0.3, 0.5], [0.4, 0.2, -0.9]
PYMC = {
    "Categorical": ("dim t;  dim k = 3\ndata p[k]\nobserve x[t] in k ~ Categorical(p)", dict(p=[0.2, 0.5, 0.3], x=[1, 3, 2]),
                    "pm.logp(pm.Categorical.dist(p=p), x - 1)"),
    "OrderedLogistic": ("dim t;  dim k = 3;  dim c = 2\ndata cut[c]\nobserve x[t] in k ~ OrderedLogistic(0.4, cut)",
                        dict(cut=[-0.5, 1.2], x=[1, 3, 2]),
                        "pm.logp(pm.OrderedLogistic.dist(eta=0.4, cutpoints=cut), x - 1)"),
    "Dirichlet": ("dim k = 3\ndata a[k]\nobserve x[k] ~ Dirichlet(a)", dict(a=[1.2, 2.0, 0.7], x=[0.2, 0.5, 0.3]),
                  "pm.logp(pm.Dirichlet.dist(a=a), x)"),
    "Multinomial": ("dim k = 3\ndata p[k]\nobserve x[k] ~ Multinomial(6, p)", dict(p=[0.2, 0.5, 0.3], x=[1, 3, 2]),
                    "pm.logp(pm.Multinomial.dist(n=6, p=p), x)"),
    "MvNormal": (AXES + "data S[k, l];  data mu[k]\nobserve x[k] ~ MvNormal(mu, S)", dict(S=COVARIANCE, mu=MEAN, x=X),
                 "pm.logp(pm.MvNormal.dist(mu=mu, cov=S), x)"),
    "MvNormalCholesky": (AXES + "data L[k, l];  data mu[k]\nobserve x[k] ~ MvNormalCholesky(mu, L)", dict(L=FACTOR, mu=MEAN, x=X),
                         "pm.logp(pm.MvNormal.dist(mu=mu, chol=L), x)"),
    "RandomWalk": ("dim t\nobserve x[t] ~ RandomWalk(0.7)", dict(x=X),
                   "pm.logp(pm.GaussianRandomWalk.dist(mu=0, sigma=0.7, init_dist=pm.Normal.dist(0, 1), steps=2), x)"),
    "AR": ("dim t;  dim lag\ndata rho[lag]\nobserve x[t] ~ AR(rho, 0.7, start_sigma = 1)", dict(rho=[0.5, -0.2], x=[*X, 0.6]),
           "pm.logp(pm.AR.dist(rho=rho, sigma=0.7, init_dist=pm.Normal.dist(0, 1, shape=2), steps=2), x)"),
    "ZeroSumNormal": ("dim k = 3\nobserve x[k] ~ ZeroSumNormal(0.7)", dict(x=[0.4, 0.2, -0.6]),
                      "pm.logp(pm.ZeroSumNormal.dist(sigma=0.7, shape=3), x)"),
    "Mixture": ("dim t\nobserve x[t] ~ Mixture([0.3, 0.7], [Normal(0, 1), StudentT(3, 0, 5)])", dict(x=X),
                "pm.logp(pm.Mixture.dist(w=[0.3, 0.7], comp_dists=[pm.Normal.dist(0, 1), pm.StudentT.dist(3, 0, sigma=5)]), x)"),
    "Censored": ("dim t\nobserve x[t] ~ Censored(Normal(0.2, 1), -1, 1)", dict(x=[-1, 0.3, 1]),
                 "pm.logp(pm.Censored.dist(pm.Normal.dist(0.2, 1), -1, 1), x)"),
    "Truncated": ("dim t\nobserve x[t] ~ Truncated(Poisson(2.5), 1, 4)", dict(x=[1, 3, 4]),
                  "pm.logp(pm.Truncated.dist(pm.Poisson.dist(2.5), 1, 4), x)"),
}

ORDERED = "dim t;  dim k = 3;  dim c = 2\ndata cut[c]\nobserve x[t] in k ~ {}(0.4, cut)"
CORRELATION, TRIANGLE = [[1.0, 0.3, 0.1], [0.3, 1.0, 0.2], [0.1, 0.2, 1.0]], [[1.0, 0.0, 0.0], [0.6, 0.8, 0.0], [0.28, 0.0, 0.96]]
STAN = {
    "ordered_logistic": (ORDERED.format("OrderedLogistic"), dict(cut=[-0.5, 1.2], x=[2]), "ordered_logistic_lpmf(2, 0.4, cut)"),
    "ordered_probit": (ORDERED.format("OrderedProbit"), dict(cut=[-0.5, 1.2], x=[3]), "ordered_probit_lpmf(3, 0.4, cut)"),
    "categorical_logit": ("dim t;  dim k = 3\ndata eta[k]\nobserve x[t] in k ~ CategoricalLogit(eta)", dict(eta=[0.1, -0.4, 0.8], x=[2]),
                          "categorical_logit_lpmf(2, eta)"),
    "multinomial": ("dim k = 3\ndata theta[k]\nobserve x[k] ~ Multinomial(6, theta)", dict(theta=[0.2, 0.5, 0.3], x=[1, 3, 2]),
                    "multinomial_lpmf(std::vector<int>{1, 3, 2}, theta)"),
    "dirichlet": ("dim k = 3\ndata alpha[k]\nobserve x[k] ~ Dirichlet(alpha)", dict(alpha=[1.2, 2.0, 0.7], x=[0.2, 0.5, 0.3]),
                  "dirichlet_lpdf(x, alpha)"),
    "multi_normal": (AXES + "data S[k, l];  data mu[k]\nobserve x[k] ~ MvNormal(mu, S)", dict(S=COVARIANCE, mu=MEAN, x=X),
                     "multi_normal_lpdf(x, mu, S)"),
    "multi_normal_cholesky": (AXES + "data L[k, l];  data mu[k]\nobserve x[k] ~ MvNormalCholesky(mu, L)", dict(L=FACTOR, mu=MEAN, x=X),
                              "multi_normal_cholesky_lpdf(x, mu, L)"),
    "multi_normal_prec": (AXES + "data Q[k, l];  data mu[k]\nobserve x[k] ~ MvNormalPrecision(mu, Q)", dict(Q=COVARIANCE, mu=MEAN, x=X),
                          "multi_normal_prec_lpdf(x, mu, Q)"),
    "multi_student_t": (AXES + "data S[k, l];  data mu[k]\nobserve x[k] ~ MvStudentT(4.5, mu, cholesky(S[k, l]))",
                        dict(S=COVARIANCE, mu=MEAN, x=X),
                        "multi_student_t_lpdf(x, 4.5, mu, S)"),
    "lkj_corr": (AXES + "observe R[k, l] ~ LKJ(1.7)", dict(R=CORRELATION), "lkj_corr_lpdf(R, 1.7)"),
    "lkj_corr_cholesky": (AXES + "observe L[k, l] ~ LKJCholesky(1.7)", dict(L=TRIANGLE), "lkj_corr_cholesky_lpdf(L, 1.7)"),
    "wishart": (AXES + "data S[k, l]\nobserve W[k, l] ~ Wishart(5.5, S)", dict(S=CORRELATION, W=COVARIANCE), "wishart_lpdf(W, 5.5, S)"),
    "inv_wishart": (AXES + "data S[k, l]\nobserve W[k, l] ~ InverseWishart(5.5, S)", dict(S=CORRELATION, W=COVARIANCE),
                    "inv_wishart_lpdf(W, 5.5, S)"),
}


def by_pymc():
    import numpy as np
    import pymc as pm
    from pytensor.scalar.basic import autocast_float_as

    with autocast_float_as("float64"):
        return {name: float(np.sum(eval(theirs, {"pm": pm, **{key: np.array(value) for key, value in data.items()}}).eval()))
                for name, (_, data, theirs) in PYMC.items()}


def declaration(name, value):
    """An Eigen vector or matrix."""
    if isinstance(value[0], list):
        cells = ", ".join(str(x) for row in value for x in row)
        return f"Eigen::MatrixXd {name}({len(value)}, {len(value[0])}); {name} << {cells};"
    return f"Eigen::VectorXd {name}({len(value)}); {name} << {', '.join(map(str, value))};"


def stan_statements():
    """By name, the body of a function of no arguments."""
    for name, (_, data, theirs) in STAN.items():
        yield name, " ".join(declaration(*item) for item in data.items()) + f" return double(stan::math::{theirs});"


def by_scmc(scmc, text, data):
    """Beside one parameter, since a density is asked for at a point."""
    with tempfile.TemporaryDirectory() as folder:
        (pathlib.Path(folder) / "model.scm").write_text(f"origin ~ Normal(0, 1)\n{text}\n")
        (pathlib.Path(folder) / "data.json").write_text(json.dumps(data))
        command = [scmc, "gradient", "model.scm", "--observe", "data.json", "--at", '{"origin": 0}', "--format", "json"]
        done = subprocess.run(command, cwd=folder, capture_output=True, text=True)
    if done.returncode:
        sys.exit(done.stderr)
    return json.loads(done.stdout)["log_density"] + 0.5 * math.log(2 * math.pi)


def compare(table, values, scmc, tolerance):
    failures = []
    for name, (text, data, _) in table.items():
        mine, theirs = by_scmc(scmc, text, data), values[name]
        if not abs(mine - theirs) <= tolerance * max(1, abs(theirs)):
            failures.append(f"{name} is {mine}, the other's {theirs}")
    print(f"{len(table)} of several numbers")
    return failures
