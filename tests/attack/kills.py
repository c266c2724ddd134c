#!/usr/bin/env python3
"""Kills and failed system calls: whatever ends a build, the folder has the old report or the new one, whole, and files of others are in it
still. A kill in the moment in which they move along, a millisecond after the folders are exchanged, leaves them to the next build.

Failed system calls need strace and are left out without it."""

import hashlib, json, shutil, signal, subprocess, time

from field import PROGRAM, Field, arguments, csv, rows

CALLS = ["openat", "write", "rename", "renameat2", "fsync", "unlinkat", "mkdir", "fchmodat", "close"]
ERRORS = ["ENOSPC", "EIO", "EACCES"]
FOREIGN = {"noter.docx": "mine noter", "sider/ferie.jpg": "strand", "arkiv/2019.pdf": "gammel"}


def state(folder):
    """The report in the folder: its hash, if its files belong together and the list of files says so; None if not."""
    manifest = json.loads((folder / ".kapreport.json").read_text())
    for name, hashes in manifest["files"].items():
        if hashlib.sha256((folder / name).read_bytes()).hexdigest() not in hashes:
            return None
    return hashlib.sha256((folder / "figures.json").read_bytes() + (folder / "lille-2024.pdf").read_bytes()).hexdigest()


def has_report(field, known):
    try:
        return state(field.folder / "ud/2024") in known
    except (OSError, ValueError, KeyError):
        return False


def has_foreign(field):
    folder = field.folder / "ud/2024"
    return all((folder / name).exists() and (folder / name).read_text() == text for name, text in FOREIGN.items())


def is_whole(field, known):
    return has_report(field, known) and has_foreign(field)


def build(field):
    start = time.monotonic()
    assert field.run("build", "2024").code == 0
    return time.monotonic() - start


def faults(field, tally, count, known, chance):
    if not shutil.which("strace"):
        print("  strace is not there: no failed system calls")
        return
    for _ in range(count):
        fault = f"{chance.choice(CALLS)}:error={chance.choice(ERRORS)}:when={chance.randint(1, 60)}+"
        trace = ["strace", "-f", "-qq", "-o", "/dev/null", "-e", f"inject={fault}", PROGRAM, "build", "2024"]
        run = subprocess.run(trace, cwd=field.folder, capture_output=True, timeout=300)
        said = (run.stdout + run.stderr).decode(errors="replace")
        # Where a half is left, the program says so.
        holds = is_whole(field, known) or "delvis" in said or "ligger" in said
        tally.hold(holds and "panicked" not in said, f"{fault}: {run.returncode} {said[:300]}")
        build(field)


def main():
    tally, count, chance = arguments("kills and failed system calls", 12, 1000)
    with Field() as field:
        tables = [csv(rows(30, chance)) for _ in range(2)]
        known = set()
        for table in tables:
            field.export(table)
            seconds = build(field)
            known.add(state(field.folder / "ud/2024"))
        for name, text in FOREIGN.items():
            field.write(f"ud/2024/{name}", text)
        while tally.tried < count:
            field.export(tables[tally.tried % 2])
            process = subprocess.Popen([PROGRAM, "build", "2024"], cwd=field.folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            # Most of what can go wrong is in the last third, where files are exchanged.
            time.sleep(seconds * (chance.uniform(0, 1) if chance.random() < 0.4 else chance.uniform(0.6, 1.1)))
            process.send_signal(signal.SIGKILL)
            process.wait()
            holds = has_report(field, known)
            if not has_foreign(field):
                build(field)
            tally.hold(holds and has_foreign(field), f"kill {tally.tried}")
        build(field)
        beside = [path.name for path in (field.folder / "ud").iterdir() if path.name != "2024"]
        tally.hold(is_whole(field, known) and not beside, f"the build after the kills leaves {beside}")
        faults(field, tally, max(3, count // 20), known, chance)
    tally.end()


main()
