"""Writes docs/distributions.md from the files of the library; with --check only compares."""
import pathlib
import re
import sys

library = pathlib.Path(__file__).resolve().parent
target = library.parent / "docs" / "distributions.md"


def row(path):
    text = path.read_text()
    summary = re.match(r"## (.*?)(?:\s{2,}\[.*\])?\n", text)[1]
    head = re.search(r"^(?:distribution|transform) (\w+)(\(.*?\)) over (.*?) \{$", text, re.M)
    members = [m for m in re.findall(r"^  (\w+)(?:\(.*?\))? =", text, re.M)]
    forms = [f"Becomes `{re.sub(r'[(].*', '', m)}` for `{p}`" for p, m in re.findall(r"^  form\((.*?)\) = (.*)$", text, re.M)]
    names = [m for m in dict.fromkeys(members) if m != "form"]
    return f"| `{head[1]}{head[2]}` | `{head[3]}` | {summary}{' ' + '; '.join(forms) + '.' if forms else ''} | {', '.join(f'`{n}`' for n in names)} |"


def table(folder):
    return "\n".join(row(path) for path in sorted((library / folder).glob("*.scm"), key=lambda p: p.name.lower()))


text = f"""# Distributions

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
"""
if "--check" in sys.argv:
    if target.read_text() != text:
        sys.exit("docs/distributions.md is older than the library: run python3 stdlib/document.py")
else:
    target.write_text(text)
