"""Every ```scm block of a document is a model that checks: check_docs.py SCMC DOCUMENT"""
import pathlib
import re
import subprocess
import sys
import tempfile

scmc, document = pathlib.Path(sys.argv[1]).resolve(), pathlib.Path(sys.argv[2])
blocks = re.findall(r"^```scm\n(.*?)^```", document.read_text(), re.S | re.M)
failed = 0
with tempfile.TemporaryDirectory() as folder:
    for block in blocks:
        path = pathlib.Path(folder) / "model.scm"
        path.write_text(block)
        done = subprocess.run([scmc, "check", path.name], cwd=folder, capture_output=True, text=True)
        if done.returncode != 0:
            failed += 1
            print(block, done.stderr, sep="\n")
print(f"{len(blocks)} blocks, {failed} fail")
sys.exit(failed > 0 or not blocks)
