"""Kills a batch after its first reports are published, and resumes it: these reports stay, and the others are made."""

import json
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from attack import write_project

PRACTICES = 80


def main():
    program = str(Path(sys.argv[1]).resolve())
    with tempfile.TemporaryDirectory() as root:
        root = Path(root)
        write_project(root, PRACTICES, "round", random.Random(2))
        folder = root / "ud" / "2024" / "praksis"
        command = [program, "batch", "pakke", "2024"]
        running = subprocess.Popen(command, cwd=root, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        while not (folder / "batch.json").exists() and running.poll() is None:
            time.sleep(0.01)
        running.kill()
        running.wait()
        before = {path.name: path.read_bytes() for path in folder.glob("*.pdf")}
        if not 0 < len(before) < PRACTICES:
            sys.exit(f"the run was killed with {len(before)} of {PRACTICES} reports")
        done = subprocess.run([*command, "--resume"], cwd=root, capture_output=True, text=True)
        if done.returncode:
            sys.exit(done.stdout + done.stderr)
        after = {path.name: path.read_bytes() for path in folder.glob("*.pdf")}
        states = [entry["state"] for entry in json.loads((folder / "batch.json").read_text())["members"]]
        if len(after) != PRACTICES or any(after[name] != content for name, content in before.items()):
            sys.exit("the resumed run has other reports")
        if states.count("kept") != len(before):
            sys.exit(f"{states.count('kept')} reports were kept, {len(before)} were there")
        left = [path.name for path in folder.parent.iterdir() if path.name != "praksis"]
        if left:
            sys.exit(f"the killed run has left {left}")
        print(f"a run killed after {len(before)} of {PRACTICES} reports goes on with the others")


main()
