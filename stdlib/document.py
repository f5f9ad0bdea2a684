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
    members = [m for m in re.findall(r"^  (\w+)(?:\(.*?\))? (?:=|\{)", text, re.M)]
    forms = [f"Becomes `{re.sub(r'[(].*', '', m)}` for `{p}`" for p, m in re.findall(r"^  form\((.*?)\) = (.*)$", text, re.M)]
    names = [m for m in dict.fromkeys(members) if m != "form"]
    return f"| `{head[1]}{head[2]}` | `{head[3]}` | {summary}{' ' + '; '.join(forms) + '.' if forms else ''} | {', '.join(f'`{n}`' for n in names)} |"


def table(folder):
    return "\n".join(row(path) for path in sorted((library / folder).glob("*.scm"), key=lambda p: p.name.lower()))


def peers():
    rows = [line.split("\t") for line in (library / "peers.tsv").read_text().splitlines()[1:]]
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

# What Stan and PyMC have

Every distribution of their reference lists: ours, or why not.

{peers()}"""
if "--check" in sys.argv:
    if target.read_text() != text:
        sys.exit("docs/distributions.md is older than the library: run python3 stdlib/document.py")
else:
    target.write_text(text)
