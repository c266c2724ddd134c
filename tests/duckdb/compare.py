"""Compares the figures of random reports with what DuckDB makes of the same statements. See `run`."""

import argparse
import json
import math
import pathlib
import random
import subprocess
import sys
import tempfile
import time
from datetime import date, timedelta
from decimal import Decimal

import duckdb

from expressions import Expressions

FIGURES = 60
NOTES = ["abe", "Æble på bord", "Besøg", "Møde", "a.c", "(x)", "ÅÅ", "blå", "A b  c", "e"]
ITEMS = ["a", "b", "c"]

DATASETS = """[log]
label = "Log"
source = "Tilfældige rækker"
files = ["log.csv"]
period = "dato"

[log.columns]
dato = { header = "Dato", type = "date" }
slut = { header = "Slut", type = "date", empty = true }
slags = { header = "Slags", type = "category", values = ["Besøg", "Møde", "Brev"] }
antal = { header = "Antal", type = "integer", empty = true }
ottendedele = { header = "Ottendedele", type = "decimal", decimals = ".", empty = true }
pris = { header = "Pris", type = "decimal", decimals = ".", empty = true }
betalt = { header = "Betalt", type = "boolean", empty = true }
note = { header = "Note", type = "text", empty = true }
emner = { header = "Emner", type = "list", empty = true, separator = "," }

[klinikker]
label = "Klinikker"
source = "Tilfældige rækker"
files = ["klinikker.csv"]

[klinikker.columns]
note = { header = "Note", type = "text" }
laeger = { header = "Læger", type = "integer" }

[kaedet]
label = "Log og klinikker"
join = ["log", "klinikker"]
on = "note"
"""
REPORT = """title = "Tilfældig"
author = "Ingen"
publisher = "Ingen"
description = "Tilfældige udtryk"
chapters = ["k"]
"""
TABLE = """CREATE TABLE log (dato DATE, slut DATE, slags VARCHAR, antal BIGINT, ottendedele DOUBLE, pris DECIMAL(18, 4),
betalt BOOLEAN, note VARCHAR, emner VARCHAR[])"""


def rows(chance: random.Random) -> list[tuple]:
    def day() -> date:
        return date(2024, 1, 1) + timedelta(days=chance.randrange(-20, 390))

    def empty(value, share=0.2):
        return None if chance.random() < share else value

    made = []
    for _ in range(chance.choice([0, 1, 3, 40, 200, 1500])):
        price = Decimal(chance.randrange(-200, 2_000_000)).scaleb(-chance.choice([1, 2, 2, 2, 3]))
        made.append((
            # An export without a row in the period is an error.
            day() if made else date(2024, 6, 5),
            empty(day()),
            chance.choice(["Besøg", "Møde", "Brev"]),
            empty(chance.randrange(-3, 12)),
            empty(chance.randrange(-80, 800) / 8),
            empty(chance.choice([price, Decimal("0.1"), Decimal("0.3"), Decimal("12.34")])),
            empty(chance.random() < 0.5),
            empty(chance.choice(NOTES)),
            sorted({chance.choice(ITEMS) for _ in range(chance.randrange(3))}),
        ))
    return made


def as_csv(header: list[str], lines: list[tuple]) -> str:
    def text(value) -> str:
        if value is None:
            return ""
        if isinstance(value, bool):
            return "ja" if value else "nej"
        if isinstance(value, list):
            return ",".join(value)
        if isinstance(value, float | Decimal):
            return f"{value:f}"
        return str(value)

    return "\n".join([";".join(header), *(";".join(map(text, line)) for line in lines)]) + "\n"


def figures(chance: random.Random) -> str:
    make = Expressions(chance)
    chapter = ['title = "K"']
    for i in range(FIGURES):
        chapter.append(f'\n[figures.f{i}]\nlabel = "F{i}"\nnegative = true\nformat = "decimal"\ndecimals = 6')
        kind = chance.choice(["plain", "plain", "plain", "series", "series", "list", "once", "time", "join"])
        where, value, by = make.condition(chance.randrange(4)), make.value(), make.grouping()
        if kind == "list":
            chapter.append('from = "log.emner"')
            by = "emner"
        elif kind == "join":
            chapter.append('from = "kaedet"')
            value = "SUM(laeger)"
        else:
            chapter.append('from = "log"')
        if kind == "time":
            chapter.append('time = "all"')
        if kind == "once":
            # Which of equal rows counts differs between engines, so only what is the same in all of them is asked for.
            chapter.append('once = ["note", "slags"]')
            value, where = "COUNT(*)", "TRUE" if chance.random() < 0.3 else make.condition(1)
        if chance.random() < 0.85:
            chapter.append(f"where = {json.dumps(where, ensure_ascii=False)}")
        chapter.append(f"value = {json.dumps(value, ensure_ascii=False)}")
        if kind in ("series", "list"):
            chapter.append(f"by = {json.dumps(by, ensure_ascii=False)}")
    return "\n".join(chapter) + "\n"


class Report:
    """A random report in a folder, its rows in DuckDB, and what kapreport computes."""

    def __init__(self, program: str, folder: pathlib.Path, seed: int):
        chance = random.Random(seed)
        self.program, self.folder = program, folder
        log = rows(chance)
        clinics = [(note, chance.randrange(1, 9)) for note in NOTES if chance.random() < 0.6]
        clinics += [(chance.choice(NOTES), chance.randrange(1, 9))]
        headers = ["Dato", "Slut", "Slags", "Antal", "Ottendedele", "Pris", "Betalt", "Note", "Emner"]
        files = {
            "kapreport.toml": 'report = "r"\ndata = "data"\nout = "ud"\ntemplates = "skabeloner"\n',
            "skabeloner/r/report.toml": REPORT,
            "skabeloner/r/datasets.toml": DATASETS,
            "skabeloner/r/k.toml": figures(chance),
            "skabeloner/r/k.typ": "= K\n",
            "data/log.csv": as_csv(headers, log),
            "data/klinikker.csv": as_csv(["Note", "Læger"], clinics),
        }
        for name, text in files.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        self.database = duckdb.connect()
        self.database.execute(TABLE)
        self.database.execute("CREATE TABLE klinikker (note VARCHAR, laeger BIGINT)")
        for table, lines in (("log", log), ("klinikker", clinics)):
            if lines:
                marks = ", ".join("?" * len(lines[0]))
                self.database.executemany(f"INSERT INTO {table} VALUES ({marks})", lines)

    def run(self, *arguments: str) -> str:
        run = subprocess.run([self.program, "figures", "2024", *arguments], cwd=self.folder, capture_output=True, text=True)
        if not run.stdout:
            sys.exit(f"kapreport: {run.stderr}")
        return run.stdout

    def differences(self) -> tuple[int, list[str]]:
        computed = json.loads(self.run("--format", "json"))["figures"]
        wanted: dict[str, object] = {}
        compared, differences = 0, []
        for statement in self.run("--sql").split(";\n\n"):
            statement = "\n".join(line for line in statement.splitlines() if not line.startswith("--"))
            if not statement.strip():
                continue
            try:
                result = self.database.execute(statement)
            except duckdb.Error as error:
                differences.append(f"DuckDB: {error}\n{statement}")
                continue
            names = [column[0] for column in result.description]
            lines = [dict(zip(names, line)) for line in result.fetchall()]
            for name in names:
                if name.startswith("k."):
                    wanted[name] = lines
        for name in [name for name in wanted if not name.endswith((" (rows)", " (met)"))]:
            found = computed[name]
            # Rows that a figure meets make a member; its number of rows is of those with a value.
            met = f"{name} (met)" if f"{name} (met)" in wanted else f"{name} (rows)"
            for member, line in members(found, wanted[name], met):
                for key, alias in (("value", name), ("rows", f"{name} (rows)")):
                    compared += 1
                    if not equal(member.get(key), line.get(alias)):
                        differences.append(f"{name} {member.get('key', '')}: {key} is {member.get(key)}, in DuckDB {line.get(alias)}")
        if not wanted:
            differences.append("there are no statements")
        return compared, differences


def members(found: dict, lines: list[dict], met: str):
    """Each member of a figure with its line in DuckDB's result. A member that only one of them has is compared with nothing."""
    if "members" not in found:
        yield found, lines[0]
        return
    # A group without rows that count belongs to other figures of the statement.
    by_key = {str(line["_member"]): line for line in lines if line["_member"] is not None and line[met]}
    for member in found["members"]:
        key = member["key"][0]
        # A declared member without rows is no line; the program has 0 or unknown for it.
        if key in by_key or member.get("rows"):
            yield member, by_key.pop(key, {})
    for key, line in by_key.items():
        yield {"key": [key]}, line


def equal(found, wanted) -> bool:
    if wanted is None or found is None:
        return wanted is found
    wanted = float(wanted)
    return math.isclose(found, wanted, rel_tol=1e-12, abs_tol=1e-12)


def main() -> None:
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--program", required=True)
    arguments.add_argument("--seed", type=int, default=1)
    arguments.add_argument("--reports", type=int, default=40)
    chosen = arguments.parse_args()
    begun, compared, wrong = time.monotonic(), 0, 0
    for seed in range(chosen.seed, chosen.seed + chosen.reports):
        with tempfile.TemporaryDirectory() as folder:
            report = Report(str(pathlib.Path(chosen.program).resolve()), pathlib.Path(folder), seed)
            count, differences = report.differences()
            compared += count
            if differences:
                wrong += 1
                print(f"seed {seed}:")
                for difference in differences:
                    print(f"  {difference}")
                print((pathlib.Path(folder) / "skabeloner/r/k.toml").read_text(encoding="utf-8") if chosen.reports == 1 else "")
    print(f"{compared} numbers of {chosen.reports} reports compared with DuckDB in {time.monotonic() - begun:.0f} s")
    if wrong or compared < 100 * chosen.reports:
        sys.exit(f"{wrong} reports differ" if wrong else "too few numbers were compared")


main()
