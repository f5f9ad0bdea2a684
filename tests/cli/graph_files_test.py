"""`scmc graph -o` writes files of the right kind, whole or not at all: graph_files_test.py SCMC EXAMPLE"""

import json
import pathlib
import subprocess
import sys
import tempfile

scmc, example = str(pathlib.Path(sys.argv[1]).resolve()), pathlib.Path(sys.argv[2]).resolve()
BEGINS = {"svg": b"<?xml", "png": b"\x89PNG\r\n\x1a\n", "pdf": b"%PDF-", "dot": b"digraph {", "gv": b"digraph {", "json": b"{"}
ENDS = {"svg": b"</svg>\n", "png": b"IEND\xaeB`\x82", "pdf": b"%%EOF\n", "dot": b"}\n", "gv": b"}\n", "json": b"}\n"}
failures = []

with tempfile.TemporaryDirectory() as name:
    folder = pathlib.Path(name)
    for ending in BEGINS:
        words = ["graph", str(example / "model.scm"), "--observe", str(example / "data.csv"), "--cf", "z=0", "-o", "dag." + ending]
        done = subprocess.run([scmc, *words], cwd=folder, capture_output=True)
        content = (folder / ("dag." + ending)).read_bytes() if done.returncode == 0 else b""
        if done.stdout or done.stderr or not content.startswith(BEGINS[ending]) or not content.endswith(ENDS[ending]):
            failures.append("failed: %s: %r %r ... %r" % (ending, done.stderr, content[:20], content[-20:]))
    graph = json.loads((folder / "dag.json").read_text())
    if {node["id"] for node in graph["nodes"]} != {"c", "z", "y", "z*", "y*", "noise(y)"}:
        failures.append("failed: the nodes are %s" % graph["nodes"])
    if sorted(path.name for path in folder.iterdir()) != sorted("dag." + ending for ending in BEGINS):
        failures.append("failed: other files: %s" % list(folder.iterdir()))

print("\n".join(failures) or "svg, png, pdf, dot and json")
sys.exit(bool(failures))
