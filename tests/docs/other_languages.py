"""The blocks of other languages in a document: other_languages.py pymc DOCUMENT, or other_languages.py stan DOCUMENT STANC

PyMC's run one after the other, in the Python that runs this; Stan's are compiled by stanc, each a program. Exit code 77 without PyMC or stanc.
"""
import logging
import pathlib
import re
import subprocess
import sys
import tempfile


def blocks(document, language):
    found = re.findall(rf"^```{language}\n(.*?)^```", pathlib.Path(document).read_text(), re.M | re.S)
    print(f"{len(found)} blocks")
    return found or sys.exit("no blocks were found")


def run_pymc(document):
    try:
        import pymc as pm
    except ImportError as error:
        print(f"skipped: {error}")
        sys.exit(77)
    logging.getLogger("pymc").setLevel(logging.ERROR)
    names = {}
    for block in blocks(document, "python"):
        exec(compile(block, document, "exec"), names)
    effect = float(names["effect"].mean())
    if not abs(effect) < 0.2:
        sys.exit(f"the effect of Google Ads is {effect}, not near 0")


def run_stanc(document, stanc):
    if not pathlib.Path(stanc).is_file():
        print("skipped: no stanc")
        sys.exit(77)
    with tempfile.TemporaryDirectory() as folder:
        for i, block in enumerate(blocks(document, "stan")):
            program = pathlib.Path(folder) / f"block{i}.stan"
            program.write_text(block)
            done = subprocess.run([stanc, program, f"--o={program}.hpp"], capture_output=True, text=True)
            if done.returncode:
                sys.exit(block + done.stderr)


run_pymc(sys.argv[2]) if sys.argv[1] == "pymc" else run_stanc(sys.argv[2], (sys.argv[3:] or [""])[0])
