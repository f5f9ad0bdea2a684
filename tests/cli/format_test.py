"""`scmc format` through the program: format_test.py SCMC

Standard input and files, --check, --in-place: what is written keeps its permissions and its link, and a file with a mistake stays as it is.
"""
import os
import pathlib
import subprocess
import sys
import tempfile

scmc = str(pathlib.Path(sys.argv[1]).resolve())
ROUGH, TIDY, WRONG = "# a\n\n\n\nx=1 # b\n", "# a\n\nx = 1  # b\n", "x = \n\n# c\ny = (1\n"
failures = []


def expect(what, got, wanted):
    if got != wanted:
        failures.append(f"{what}: {got!r} instead of {wanted!r}")


def run(folder, *words, given=""):
    done = subprocess.run([scmc, "format", *words], cwd=folder, input=given, capture_output=True, text=True, timeout=60)
    return done.returncode, done.stdout, done.stderr


with tempfile.TemporaryDirectory() as name:
    folder = pathlib.Path(name)

    def write(file, text):
        (folder / file).write_text(text)

    for file, text in (("rough.scm", ROUGH), ("tidy.scm", TIDY), ("wrong.scm", WRONG), ("rough2.scm", ROUGH)):
        write(file, text)
    os.chmod(folder / "rough.scm", 0o640)
    (folder / "link.scm").symlink_to("rough2.scm")

    expect("standard input", run(folder, "-", given=ROUGH), (0, TIDY, ""))
    expect("nothing on standard input", run(folder, "-"), (0, "", ""))
    expect("two files", run(folder, "rough.scm", "tidy.scm"), (0, TIDY + TIDY, ""))
    expect("a list", run(folder, "--check", "rough.scm", "tidy.scm", "rough2.scm"), (1, "rough.scm\nrough2.scm\n", ""))
    expect("an empty list", run(folder, "--check", "tidy.scm"), (0, "", ""))
    expect("a list with standard input", run(folder, "--check", "-", given=ROUGH), (1, "-\n", ""))
    expect("a file that was only looked at", (folder / "rough.scm").read_text(), ROUGH)

    before = (folder / "tidy.scm").stat()
    code, out, err = run(folder, "-i", "wrong.scm", "rough.scm", "tidy.scm", "link.scm", "missing.scm")
    expect("exit code with a mistake", (code, out), (1, ""))
    expect("diagnostics", (err.count("\nerror[") + err.startswith("error["), "wrong.scm:" in err, "missing.scm" in err), (2, True, True))
    expect("a file with a mistake", (folder / "wrong.scm").read_text(), WRONG)
    expect("the others", ((folder / "rough.scm").read_text(), (folder / "rough2.scm").read_text()), (TIDY, TIDY))
    expect("permissions", oct((folder / "rough.scm").stat().st_mode & 0o777), "0o640")
    expect("the link", (folder / "link.scm").is_symlink(), True)
    after = (folder / "tidy.scm").stat()
    expect("a tidy file is not written", (after.st_ino, after.st_mtime_ns), (before.st_ino, before.st_mtime_ns))
    expect("what is left", sorted(path.name for path in folder.iterdir()), ["link.scm", "rough.scm", "rough2.scm", "tidy.scm", "wrong.scm"])

    write("old.scm", ROUGH)
    os.chmod(folder / "old.scm", 0o444)
    expect("a read-only file in a writable folder", run(folder, "--in-place", "old.scm")[0], 0)
    expect("stays read-only", oct((folder / "old.scm").stat().st_mode & 0o777), "0o444")

    write("windows.scm", "x=1\r\n")
    expect("line ends", run(folder, "windows.scm"), (0, "x = 1\n", ""))
    code, out, err = run(folder, "--format", "json", "wrong.scm")
    expect("diagnostics as JSON", (code, out, err.startswith('{"')), (1, "", True))

if failures:
    sys.exit("\n".join(failures))
