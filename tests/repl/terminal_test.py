"""What a person sees who types: prompts, lines that go on, Tab, history, Ctrl-C, carets: terminal_test.py SCMC EXAMPLE

Times are printed and not judged.
"""

import fcntl
import os
import pathlib
import pty
import re
import select
import signal
import struct
import sys
import tempfile
import termios
import time

scmc, example = str(pathlib.Path(sys.argv[1]).resolve()), pathlib.Path(sys.argv[2]).resolve()
failures = []
UP, CTRL_C, CTRL_D, TAB = "\x1b[A", "\x03", "\x04", "\t"


class Terminal:
    """The program on a terminal of its own, 100 columns wide."""

    def __init__(self, folder, *words, **environment):
        self.text = self.raw = ""
        self.pid, self.fd = pty.fork()
        if self.pid == 0:
            os.chdir(folder)
            os.environ.update({"TERM": "xterm", "LC_ALL": "C.UTF-8", **environment})
            os.execv(scmc, [scmc, "repl", *words])
        fcntl.ioctl(self.fd, termios.TIOCSWINSZ, struct.pack("HHHH", 40, 100, 0, 0))

    def send(self, keys):
        os.write(self.fd, keys.encode())

    def read(self, seconds):
        if not select.select([self.fd], [], [], seconds)[0]:
            return False
        try:
            block = os.read(self.fd, 65536)
        except OSError:  # the program has ended
            return False
        self.raw += block.decode(errors="replace")
        self.text = plain(self.raw)
        return bool(block)

    def wait(self, pattern, seconds=60):
        """What came before the pattern; it and that are then forgotten."""
        end = time.monotonic() + seconds
        while True:
            found = re.search(pattern, self.text)
            if found:
                before = self.text[: found.end()]
                self.raw = self.text = ""
                return before
            if time.monotonic() > end or not self.read(max(0.0, end - time.monotonic())):
                failures.append("no %r, but:\n%s" % (pattern, self.text))
                return ""

    def ask(self, line, pattern=r"\nscmc> $"):
        """A line, and what is said until the next prompt."""
        begin = time.monotonic()
        self.send(line + "\n")
        said = self.wait(pattern)
        return said.replace(line, "", 1).replace("scmc> ", ""), time.monotonic() - begin

    def end(self):
        """The exit code; that of a signal where it did not end by itself."""
        while self.read(20):
            pass
        for _ in range(100):
            pid, status = os.waitpid(self.pid, os.WNOHANG)
            if pid:
                return os.waitstatus_to_exitcode(status)
            time.sleep(0.1)
        os.kill(self.pid, signal.SIGKILL)
        return os.waitstatus_to_exitcode(os.waitpid(self.pid, 0)[1])


def plain(text):
    """Without colours and movements of the cursor: a screen is more, but what is looked for stands on one line."""
    text = re.sub(r"\x1b\[[0-9;?]*[A-Za-z]|\x1b[=>()][0-9A-B]?", "", text)
    return text.replace("\r", "")


def expect(condition, what):
    if not condition:
        failures.append(what)


def expect_in(part, said):
    expect(part in said, "no %r in:\n%s" % (part, said))


with tempfile.TemporaryDirectory() as folder:
    folder = pathlib.Path(folder)
    history = {"SCMC_HISTORY": str(folder / "history"), "HOME": str(folder)}
    for name in ("model.scm", "data.csv"):
        (folder / name).write_text((example / name).read_text())

    # ---------------------------------------------------------------- answers
    t = Terminal(folder, "model.scm", "--observe", "data.csv", "--seed", "1", **history)
    greeting = t.wait(r"scmc> $")
    expect_in("`help` lists these", greeting)
    expect_in("100 days; observed c, z, y", greeting)
    times = []
    said, _ = t.ask("E[y | do(z = 1)]")
    expect_in("fitted: 4 chains of 1000 draws, sound", said)
    expect(re.search(r"-0\.05\d* ± 0\.03\d*   94 % HDI -0\.1\d* \.\. 0\.0\d+ +\d\.\d\d s", said), "no answer in a line:\n" + said)
    for question in ("E[y | do(z = 0)]", "P(y > 0 | do(z = 1))", "beta_zy", "E[y | cf(z = 1), z == 1] - E[y | cf(z = 0), z == 1]"):
        said, seconds = t.ask(question)
        expect("fitted" not in said, "a second fit:\n" + said)
        times.append((question, seconds))
    t.ask("do z = 0")
    said, seconds = t.ask("do z = 1")
    times.append(("do z = 1", seconds))
    expect_in("z = 1 minus z = 0", said)
    said, seconds = t.ask("sigma_y ~ HalfNormal(2)")
    expect_in("replaced  sigma_y ~ HalfNormal(1)", said)
    said, seconds = t.ask("E[y | do(z = 1)]")
    expect_in("fitted", said)
    times.append(("a question after a change of the model", seconds))
    t.ask("undo")
    said, seconds = t.ask("E[y | do(z = 1)]")
    expect("fitted" not in said, "the fit before was lost:\n" + said)

    # ---------------------------------------------------------------- lines that go on
    t.send("query best = E[y | do(z = 1)] -\n")
    t.wait(r"\n  \.\.\. $")
    said, _ = t.ask("  E[y | do(z = 0)]")
    expect_in("P(>0)", said)
    t.send("fn twice(x) {\n")
    t.wait(r"  \.\.\. $")
    t.send("two = 2 * x\n")
    t.wait(r"  \.\.\. $")
    t.send("return two\n")
    t.wait(r"  \.\.\. $")
    t.ask("}")
    said, _ = t.ask("twice(beta_zy) - 2 * beta_zy")
    expect_in("0   in every draw", said)

    # ---------------------------------------------------------------- mistakes
    said, _ = t.ask("fti")
    expect_in("did you mean `fit`?", said)
    said, _ = t.ask("E[w | do(z = 1)]")
    expect_in("input:1:3", said)
    expect(re.search(r"\n   \|   \^", said), "no caret:\n" + said)
    t.send("x ~ Normal(0,\n")
    t.wait(r"  \.\.\. $")
    t.send(CTRL_D)
    said = t.wait(r"\nscmc> $")
    expect_in("error[E0753]: the input ends within a statement", said)

    # ---------------------------------------------------------------- Ctrl-C at the prompt drops the line
    t.send("beta_z")
    t.wait(r"beta_z$")
    t.send(CTRL_C)
    t.wait(r"\^C\nscmc> $")
    t.send("fn f(x) {\n")
    t.wait(r"  \.\.\. $")
    t.send(CTRL_C)
    t.wait(r"\^C\nscmc> $")
    said, _ = t.ask("1 + 1")
    expect_in("2   in every draw", said)

    # ---------------------------------------------------------------- Tab
    t.send("ident" + TAB)
    t.wait(r"identify $")
    t.send("z -> y")
    said, _ = t.ask("")
    expect_in("identified by adjusting for c", said)
    t.send("observe da" + TAB)
    t.wait(r"data\.csv$")
    t.ask("")
    t.send("beta_" + TAB)
    said = t.wait(r"scmc> beta_$")
    expect_in("beta_cy", said)
    expect_in("beta_z0", said)
    t.send("zy" + CTRL_C)
    t.wait(r"scmc> $")

    # ---------------------------------------------------------------- Ctrl-C during a fit keeps what was drawn
    t.send("fit --draws 100000000\n")
    t.wait(r"sampling")
    time.sleep(0.5)
    t.send(CTRL_C)
    said = t.wait(r"\nscmc> $")
    expect_in("! do not trust these draws yet: stopped by Ctrl-C", said)
    said, _ = t.ask("E[y | do(z = 1)]")
    expect(re.search(r"-0\.05\d* ± 0\.0[23]\d* .*provisional", said), "no answer from the draws that were kept:\n" + said)
    t.ask("undo")
    said, _ = t.ask("save kept.scm")
    expect_in("kept.scm: ", said)
    expect("sigma_y ~ HalfNormal(1)" in (folder / "kept.scm").read_text(), "another model was saved")
    t.send(CTRL_D)
    expect(t.end() == 0, "Ctrl-D does not leave with 0")

    # ---------------------------------------------------------------- what was typed before
    expect("fn twice(x) { two = 2 * x; return two }\n" in (folder / "history").read_text(), "no history:\n" + (folder / "history").read_text())
    t = Terminal(folder, "model.scm", **history)
    t.wait(r"scmc> $")
    t.send(UP)
    t.wait(r"save kept\.scm$")
    t.send(CTRL_C)
    t.wait(r"scmc> $")
    said, _ = t.ask("quit", pattern=r"quit\n")
    expect(t.end() == 0, "`quit` does not leave with 0")

    # A model that is wrong is told, and nothing begins.
    (folder / "wrong.scm").write_text("x ~ Nromal(0, 1)\n")
    t = Terminal(folder, "wrong.scm", **history)
    said = t.wait(r"hint.*\n")
    expect_in("`Nromal`", said)
    expect(t.end() == 1, "a wrong model does not end with 1")

for question, seconds in times:
    print("%6.0f ms  %s" % (1000 * seconds, question))
print("\n".join(failures) or "terminal: prompts, Tab, history and Ctrl-C are as they should be")
sys.exit(bool(failures))
