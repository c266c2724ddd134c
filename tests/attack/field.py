"""What all attacks share: a small report in a temporary folder, runs of the program with time and memory measured, and a count of what
held. Python's standard library only."""

import argparse, json, os, pathlib, random, shutil, subprocess, sys, tempfile, time

ROOT = pathlib.Path(__file__).resolve().parents[2]
PROGRAM = pathlib.Path(os.environ.get("KAPREPORT") or ROOT / os.environ.get("CARGO_TARGET_DIR", "target") / "debug/kapreport").absolute()

CONFIG = 'report = "lille"\ndata = "data"\nout = "ud/{period}"\ntemplates = "skabeloner"\n'
REPORT = 'title = "Rapport {{ periode }}"\nsubtitle = "Et lille"\nauthor = "Enheden"\npublisher = "Regionen"\ndescription = "Til angreb"\nchapters = ["besoeg"]\n'
DATASETS = """[log]
label = "Besøgslog"
source = "Et regneark"
files = ["log*"]
key = "nr"
period = "dato"

[log.columns]
nr = { header = "Nr", type = "integer" }
dato = { header = "Dato", type = "date" }
slags = { header = "Slags", type = "category", values = ["Besøg", "Møde"] }
antal = { header = "Deltagere", type = "integer" }
belob = { header = "Beløb", type = "decimal", empty = true }
note = { header = "Note", type = "text", empty = true }
"""
CHAPTER = """title = "Besøg"

[figures.besoeg]
label = "Besøg"
unit = "et besøg|besøg"
from = "log"
where = "slags = 'Besøg'"

[figures.deltagere]
label = "Deltagere"
unit = "en deltager|deltagere"
from = "log"
value = "SUM(antal)"

[figures.belob]
label = "Beløb"
format = "decimal"
from = "log"
value = "SUM(belob)"

[figures.slags]
label = "Efter slags"
unit = "en hændelse|hændelser"
from = "log"
by = "slags"

[figures.noter]
label = "Efter note"
unit = "en note|noter"
from = "log"
where = "note IS NOT NULL"
by = "note"

[tables.slags]
caption = "Efter slags"
summary = "Antal hændelser efter slags."
header = ["Slags", "Antal"]
rows = [{ series = "besoeg.slags" }]

[tables.noter]
caption = "Noter"
summary = "Antal hændelser med hver note."
header = ["Note", "Antal"]
rows = [{ series = "besoeg.noter" }]
"""
PROSE = 'Der var {{ antal(id="besoeg.besoeg") }}.\n\n#tabel("besoeg.slags")\n\n#tabel("besoeg.noter")\n'
HEADER = ["Nr", "Dato", "Slags", "Deltagere", "Beløb", "Note"]


def rows(count, chance):
    """Random rows in order: whole numbers, dates of the year, two categories."""
    made = []
    for number in range(1, count + 1):
        date = f"{chance.randint(1, 28):02}-{chance.randint(1, 12):02}-2024"
        amount = f"{chance.randint(0, 9999)},{chance.randint(0, 99):02}"
        note = chance.choice(["", "almindelig", "ny aftale", "opfølgning"])
        made.append([str(number), date, chance.choice(["Besøg", "Møde"]), str(chance.randint(0, 40)), amount, note])
    return made


def csv(table, delimiter=";", end="\n", header=HEADER):
    return end.join(delimiter.join(row) for row in [header, *table]) + end


class Field:
    """A folder with the small report; deleted afterwards."""

    def __init__(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="kapreport-attack-"))
        for name, text in [
            ("kapreport.toml", CONFIG), ("skabeloner/lille/report.toml", REPORT), ("skabeloner/lille/datasets.toml", DATASETS),
            ("skabeloner/lille/besoeg.toml", CHAPTER), ("skabeloner/lille/besoeg.typ", PROSE),
        ]:
            self.write(name, text)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        shutil.rmtree(self.folder, ignore_errors=True)

    def write(self, name, content):
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    def export(self, content, name="log.csv"):
        """Makes this the only export."""
        shutil.rmtree(self.folder / "data", ignore_errors=True)
        return self.write(f"data/{name}", content)

    def run(self, *arguments, limit=300):
        return Run(self.folder, arguments, limit)


class Run:
    """A run of the program: exit code (negative for a signal), output, seconds of processor time and peak memory in MB."""

    def __init__(self, folder, arguments, limit):
        start = time.monotonic()
        with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
            process = subprocess.Popen([PROGRAM, *arguments], cwd=folder, stdout=out, stderr=err, stdin=subprocess.DEVNULL)
            end = start + limit
            while True:
                pid, status, usage = os.wait4(process.pid, os.WNOHANG)
                if pid:
                    break
                if time.monotonic() > end:
                    process.kill()
                    _, status, usage = os.wait4(process.pid, 0)
                    break
                time.sleep(0.002)
            process.returncode = os.waitstatus_to_exitcode(status)
            out.seek(0), err.seek(0)
            self.out, self.err = (file.read().decode(errors="replace") for file in (out, err))
        # Processor time: others may use the machine. Whatever sleeps is killed at the limit.
        self.code, self.seconds, self.memory = process.returncode, usage.ru_utime + usage.ru_stime, usage.ru_maxrss // 1024

    def figures(self):
        """The values of the figures that `figures --format json` printed."""
        figures = json.loads(self.out)["figures"].items()
        return {name: figure.get("value", figure.get("members")) for name, figure in figures}

    @property
    def is_broken(self):
        """Whether it ended in a way that no person should see."""
        return self.code not in (0, 1, 2) or "panicked" in self.err or "RUST_BACKTRACE" in self.err or "fejl i kapreport" in self.err


class Tally:
    """Counts what was tried, and says what did not hold."""

    def __init__(self, name):
        self.name, self.tried, self.failed = name, 0, []

    def hold(self, holds, what):
        self.tried += 1
        if self.tried % 500 == 0:
            print(f"  {self.name} {self.tried}", flush=True)
        if not holds:
            self.failed.append(what)
            print(f"  DOES NOT HOLD  {what}", flush=True)

    def end(self, more=""):
        print(f"{self.name}: {self.tried} tried, {len(self.failed)} did not hold{more}", flush=True)
        sys.exit(1 if self.failed else 0)


def arguments(name, short, long):
    """The number of attempts and the random numbers of an attack."""
    parser = argparse.ArgumentParser(description=sys.modules["__main__"].__doc__)
    parser.add_argument("--long", action="store_true", help=f"{long} attempts instead of {short}")
    parser.add_argument("--count", type=int)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    count = given.count or (long if given.long else short)
    return Tally(name), count, random.Random(given.seed)
