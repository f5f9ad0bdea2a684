"""Every block of a document that begins with `$ scmc ...` shows what that prints: check_commands.py SCMC DOCUMENT [--update]

Commands run in the project's folder, as a reader's would.
"""
import pathlib
import re
import shlex
import subprocess
import sys

scmc, document = pathlib.Path(sys.argv[1]).resolve(), pathlib.Path(sys.argv[2]).resolve()
failed = []


def printed(block):
    command, shown = block[1], block[2]
    done = subprocess.run([scmc, *shlex.split(command)], cwd=document.parent.parent, capture_output=True, text=True, timeout=60)
    if done.returncode or done.stderr or done.stdout != shown: failed.append(f"$ scmc {command}\n{done.stdout}{done.stderr}")
    return f"```\n$ scmc {command}\n{done.stdout}```"


text, blocks = re.subn(r"^```\n\$ scmc (.*)\n((?:.*\n)*?)```", printed, document.read_text(), flags=re.M)
if "--update" in sys.argv: document.write_text(text)
elif failed: sys.exit("\n".join(failed))
if blocks == 0: sys.exit("no commands were found")
