"""Writes docs/distributions.md and docs/functions.md from the files of the library; with --check only compares."""
import pathlib
import re
import sys

library = pathlib.Path(__file__).resolve().parent
docs, compiler = library.parent / "docs", library.parent / "compiler"


def files(folder):
    return sorted((library / folder).glob("*.scm"), key=lambda p: p.name.lower())


def rows_of(file):
    return [line.split("\t") for line in (library / file).read_text().splitlines()[1:]]


# ---- distributions


def row(path):
    text = path.read_text()
    summary = re.match(r"## (.*?)(?:\s{2,}\[.*\])?\n", text)[1]
    head = re.search(r"^(?:distribution|transform) (\w+)(\(.*?\)) over (.*?) \{$", text, re.M)
    members = [m for m in re.findall(r"^  (\w+)(?:\(.*?\))? (?:=|\{)", text, re.M)]
    forms = [f"Becomes `{re.sub(r'[(].*', '', m)}` for `{p}`" for p, m in re.findall(r"^  form\((.*?)\) = (.*)$", text, re.M)]
    names = [m for m in dict.fromkeys(members) if m != "form"]
    return f"| `{head[1]}{head[2]}` | `{head[3]}` | {summary}{' ' + '; '.join(forms) + '.' if forms else ''} | {', '.join(f'`{n}`' for n in names)} |"


def table(folder):
    return "\n".join(row(path) for path in files(folder))


def peers():
    rows = rows_of("peers.tsv")
    for peer, name, ours, _ in rows:
        if ours and not (library / "distributions" / f"{ours}.scm").exists():
            sys.exit(f"peers.tsv: {peer}'s {name} is said to be {ours}, which is not in the library")
    parts = []
    for peer in dict.fromkeys(row[0] for row in rows):
        of_peer = [row for row in rows if row[0] == peer]
        has = sum(bool(row[2]) for row in of_peer)
        lines = [f"| `{name}` | {f'`{ours}`' if ours else why} |" for _, name, ours, why in of_peer]
        parts.append(f"## {peer}: {has} of {len(of_peer)}\n\n| {peer} | here |\n|---|---|\n" + "\n".join(lines) + "\n")
    return "\n".join(parts)


def distributions():
    return f"""# Distributions

One file each in `stdlib/distributions`, from which this page is made (`python3 stdlib/document.py`). Parameters are Stan's where Stan's and
PyMC's differ.

| distribution | over | | members |
|---|---|---|---|
{table("distributions")}

# Transforms

From the real numbers onto what a variable is over; chosen by its support.

| transform | over | | members |
|---|---|---|---|
{table("transforms")}

# What Stan and PyMC have

Every distribution of their reference lists: ours, or why not.

{peers()}"""


# ---- functions

groups = {
    "covariance functions": """\
Of a Gaussian process, by two inputs and by how large (`scale`) and how far-reaching (`length`) its variations are. Sums and products
of covariances are covariances; over several inputs, `scale^2 * prod(matern52(x, x[other], 1, length) over input)`.

```scm
dim point;  dim other like point
data day[point]
trend ~ HalfNormal(1);  season ~ HalfNormal(1);  length ~ InverseGamma(5, 5);  noise ~ HalfNormal(1)
smooth = exponentiated_quadratic(day, day[other], trend, length)
weekly = periodic(day, day[other], season, 1, 7)
y[point] ~ MvNormal(0, smooth + weekly + white_noise(noise over point, other))
```
""",
    "Gaussian processes on a Hilbert-space basis": """\
Approximates a Gaussian process by a regression on sines, for inputs well inside of -half_width and half_width: as fast
as a regression, for thousands of points. [examples/hsgp](../examples/hsgp/README.md) fits one. Over two inputs the basis functions are
products:

```scm
dim place;  dim m1 = 8;  dim m2 = 8
data east[place];  data north[place]
scale ~ HalfNormal(1);  length ~ InverseGamma(5, 5);  noise ~ HalfNormal(1)
weight[m1, m2] ~ Normal(0, 1)
amplitude = matern32_amplitude_2d(hsgp_frequency(2 over m1), hsgp_frequency(2 over m2), scale, length, length)
f = sum(amplitude * weight * hsgp_basis(east, 2 over m1) * hsgp_basis(north, 2 over m2) over m1, m2)
y[place] ~ Normal(f, noise)
```
""",
    "splines": """\
Piecewise polynomials that sum to 1 between the bounds. Weights that walk at random make a smooth function whose smoothness is estimated,
as in [examples/spline](../examples/spline/README.md):

```scm
dim obs;  dim k = 12
data x[obs]
step ~ HalfNormal(1);  noise ~ HalfNormal(1)
weight[1] ~ Normal(0, 5)
weight[k] ~ Normal(weight[k - 1], step)
y[obs] ~ Normal(sum(weight * b_spline(x, 0, 1 over k) over k), noise)
```
""",
    "time and seasons": """\
A season of a few harmonics, as in [examples/seasonal](../examples/seasonal/README.md), or effects that sum to 0:

```scm
dim day;  dim h = 3;  dim weekday = 7
data weekday_of[day] in weekday
a[h] ~ Normal(0, 1);  b[h] ~ Normal(0, 1);  effect[weekday] ~ ZeroSumNormal(1);  noise ~ HalfNormal(1)
yearly = sum(a * fourier_sine(day, 365.25 over h) + b * fourier_cosine(day, 365.25 over h) over h)
y[day] ~ Normal(yearly + effect[weekday_of], noise)
```
""",
    "saturation": "What is spent works the less the more of it there is: [examples/seasonal](../examples/seasonal/README.md).\n",
    "choices": "",
    "for distributions of the library": "",
}

sources = {
    "Bartlett33": "Bartlett, On the theory of statistical regression, Proceedings of the Royal Society of Edinburgh 53, 1933",
    "Eilers96": "Eilers and Marx, Flexible smoothing with B-splines and penalties, Statistical Science 11, 1996",
    "Harvey89": "Harvey, Forecasting, Structural Time Series Models and the Kalman Filter, 1989",
    "Jin17": "Jin, Wang, Sun, Chan and Koehler, Bayesian methods for media mix modeling with carryover and shape effects, 2017",
    "LKJ09": "Lewandowski, Kurowicka and Joe, Generating random correlation matrices based on vines and extended onion method, "
    "Journal of Multivariate Analysis 100, 2009",
    "Michaelis13": "Michaelis and Menten, Die Kinetik der Invertinwirkung, Biochemische Zeitschrift 49, 1913",
    "Riutort-Mayol23": "Riutort-Mayol, Bürkner, Andersen, Solin and Vehtari, Practical Hilbert space approximate Bayesian Gaussian processes "
    "for probabilistic programming, Statistics and Computing 33, 2023",
    "RW06": "Rasmussen and Williams, Gaussian Processes for Machine Learning, 2006",
    "Solin20": "Solin and Särkkä, Hilbert space methods for reduced-rank Gaussian process regression, Statistics and Computing 30, 2020",
    "deBoor78": "de Boor, A Practical Guide to Splines, 1978",
}


def function(path):
    """Group, and the text with the example that the file states."""
    text = path.read_text()
    head = re.match(r"## (.*?)(?:\s{2,}(\[.*\]))?\n## Group: (.*)\n## Example:\n((?:##   .*\n)+)fn (\w+\(.*?\)) (?:=|\{)", text)
    if not head or not head[5].startswith(path.stem + "(") or head[3] not in groups:
        sys.exit(f"{path.name}: no sentence, group or example as in lag.scm")
    for source in head[2][1:-1].split("; ") if head[2] else []:
        if source.split(",")[0] not in sources:
            sys.exit(f"{path.name}: {source} is not among the sources")
    example = re.sub(r"^##   ", "", head[4], flags=re.M)
    return head[3], f"`{head[5]}`: {head[1]}{' ' + head[2] if head[2] else ''}\n\n```scm\n{example}```\n"


def library_functions():
    written = [function(path) for path in files("functions")]
    parts = []
    for group, text in groups.items():
        title = group[0].upper() + group[1:]
        parts.append("\n".join([f"## {title}\n", *([text] if text else []), *(entry for of, entry in written if of == group)]))
    return "\n".join(parts)


def names_in(file, pattern):
    return set(re.findall(pattern, (compiler / file).read_text(), re.S))


def built_in():
    """What a model may call, read off the compiler, so that none is missing here."""
    names = {m for path in (compiler / "ir").glob("primitives_*.cpp") for m in re.findall(r'\.name = "(\w+)"', path.read_text())}
    calls = (compiler / "check" / "call.cpp").read_text()
    array = lambda name: set(re.findall(r'"(\w+)"', re.search(name + r" = \{(.*?)\}", calls, re.S)[1]))
    names = (names - array("unwritten")) | array("reductions") | array("dimension_functions") | {"stack"}
    return names | names_in("ir/kernels.cpp", r'\{"(\w+)",\s*\w+,\s*\{[^}]*\},\s*of_\w+,')


def built_in_tables():
    rows = rows_of("builtins.tsv")
    stated = {row[1].split("(")[0] for row in rows}
    if wrong := stated ^ built_in():
        sys.exit(f"builtins.tsv and the compiler differ: {', '.join(sorted(wrong))}")
    parts = []
    for group in dict.fromkeys(row[0] for row in rows):
        lines = [f"| `{form}` | {what} | `{example}` | {value} |" for of, form, what, example, value in rows if of == group]
        parts.append(f"## {group[0].upper() + group[1:]}\n\n| | | for example | |\n|---|---|---|---|\n" + "\n".join(lines) + "\n")
    return "\n".join(parts)


def functions():
    return f"""# Functions

One file each in `stdlib/functions`, from which this page is made (`python3 stdlib/document.py`). Behind an example stands what it gives,
row by row; the tests compute it.

{library_functions()}
# Built in

In the examples of the tables,

```scm
dim t = 4;  dim i = 2;  dim j like i
x[t] = t
b[i] = i
A[i, j] = if i == j then 2 else 1
L[i, j] = cholesky(A[i, j])
fn decay(y, time, rate) = -rate * y
```

{built_in_tables()}
# Sources

{chr(10).join(f"- [{key}] {text}" for key, text in sources.items())}
"""


for name, text in {"distributions.md": distributions(), "functions.md": functions()}.items():
    if "--check" not in sys.argv:
        (docs / name).write_text(text)
    elif not (docs / name).exists() or (docs / name).read_text() != text:
        sys.exit(f"docs/{name} is older than the library: run python3 stdlib/document.py")
