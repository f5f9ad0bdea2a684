"""README.md shows files of the project as they are: readme_test.py PROJECT"""
import pathlib
import sys

project = pathlib.Path(sys.argv[1])
readme = (project / "README.md").read_text()
shown = ["examples/google_ads/model.scm", "examples/google_ads/expected.txt", "stdlib/distributions/Exponential.scm"]
stale = [file for file in shown if f"```\n{(project / file).read_text()}```" not in readme]
if stale:
    sys.exit("README.md shows an older " + ", ".join(stale))
