"""Attacks what a batch publishes, without a line of kapreport: reads the numbers inside all PDFs of two periods, and solves for the least and
the greatest number that each cell can be.

A cell is the number of persons of one practice, drug, sex and age group in a year. A count of 1 to 4 that is certain is a person that
somebody can recognise.
"""

import argparse
import io
import json
import random
import subprocess
import sys
import tempfile
from pathlib import Path

import numpy as np
from pypdf import PdfReader
from scipy.optimize import linprog
from scipy.sparse import csr_array

DRUGS, SEXES, AGES, MONTHS = ["opioider", "statiner"], ["k", "m"], ["18-39", "40-64", "65+"], [2, 8]
YEARS = [2023, 2024]
FEW = range(1, 5)
CELLS = 'cells = ["praksis", "middel", "koen", "alder", "maaned"], persons = "personer"'
PROTECT = {
    "open": 'protect = { open = "Et angreb uden beskyttelse" }',
    "round": f"protect = {{ {CELLS} }}",
    "own": f'protect = {{ {CELLS}, own = "exact" }}',
}

REPORT = """title = "Pakke {{ periode }}"
subtitle = "Et angreb"
author = "Sekretariatet"
publisher = "Regionen"
description = "En rapport, der angribes"
chapters = ["recepter"]

[batch]
register = "praksis"

[batch.levels.praksis]
column = "praksis"
own = "Jeres praksis"

[batch.levels.klynge]
column = "klynge"
own = "Jeres klynge"
"""

DATASETS = """[udtraek]
label = "Recepter"
source = "Et udtræk"
files = ["recepter*.csv"]
period = "maaned"
%s

[udtraek.columns]
praksis = { header = "Praksis", type = "ydernummer" }
middel = { header = "Middel", type = "category", values = ["opioider", "statiner"] }
koen = { header = "Køn", type = "category", values = ["k", "m"] }
alder = { header = "Alder", type = "category", values = ["18-39", "40-64", "65+"] }
maaned = { header = "Måned", type = "date" }
personer = { header = "Personer", type = "integer" }

[praksis]
label = "Praksisregister"
source = "Et register"
files = ["praksis*.csv"]
valid = { from = "fra", last = "til" }

[praksis.columns]
praksis = { header = "Praksis", type = "ydernummer" }
klynge = { header = "Klynge", type = "text" }
fra = { header = "Fra", type = "date" }
til = { header = "Til", type = "date", empty = true }

[i_klynger]
label = "Recepter i klynger"
join = ["udtraek", "praksis"]
on = "praksis"
"""

# What each figure is grouped by, and whose rows it counts.
FIGURES = {
    "i_alt": ([], "all"),
    "land": (["middel", "koen"], "all"),
    "klynge": (["middel", "alder"], "klynge"),
    "kolleger": (["praksis", "koen"], "klynge"),
    "kolleger_middel": (["praksis", "middel"], "klynge"),
    "egne": (["middel", "koen", "alder"], "own"),
}


def chapter():
    text = 'title = "Recepter"\n'
    for name, (by, scope) in FIGURES.items():
        grouped = f"by = {json.dumps(by)}\n" if by else ""
        text += f'\n[figures.{name}]\nlabel = "{name}"\nfrom = "i_klynger"\nvalue = "COALESCE(SUM(personer), 0)"\n{grouped}scope = "{scope}"\n'
    return text


def cluster(practice):
    return f"Klynge {practice // 4 + 1}"


def key(practice):
    return f"{practice + 1000:06}"


def write_project(root, practices, protect, rng):
    """The definition and exports; returns the true number of each cell."""
    templates = root / "skabeloner" / "pakke"
    templates.mkdir(parents=True)
    (root / "data").mkdir()
    (root / "kapreport.toml").write_text('report = "pakke"\ndata = "data"\nout = "ud/{period}"\ntemplates = "skabeloner"\n')
    (templates / "report.toml").write_text(REPORT)
    (templates / "datasets.toml").write_text(DATASETS % PROTECT[protect])
    (templates / "recepter.toml").write_text(chapter())
    (templates / "recepter.typ").write_text('Der var {{ tal(id="recepter.i_alt") }} personer.\n')
    register = ["Praksis;Klynge;Fra;Til"] + [f"{key(p)};{cluster(p)};01-01-2010;" for p in range(practices)]
    (root / "data" / "praksis.csv").write_text("\n".join(register) + "\n")
    lines, truth = ["Praksis;Middel;Køn;Alder;Måned;Personer"], {}
    for cell in cells(practices):
        practice, drug, sex, age, year = cell
        for month in MONTHS:
            persons = rng.choice([0, 0, 0, 1, 1, 2, 3, 7, 12])
            truth[cell] = truth.get(cell, 0) + persons
            if persons:
                lines.append(f"{key(practice)};{drug};{sex};{age};01-{month:02}-{year};{persons}")
    (root / "data" / "recepter.csv").write_text("\n".join(lines) + "\n")
    return truth


def cells(practices):
    return [(p, d, s, a, y) for p in range(practices) for d in DRUGS for s in SEXES for a in AGES for y in YEARS]


def published(program, root):
    """Runs the batch for both levels and years, and reads the numbers that are attached to each PDF."""
    reports = []
    for year in YEARS:
        for level in ["praksis", "klynge"]:
            command = [program, "batch", "pakke", str(year), "--by", level]
            done = subprocess.run(command, cwd=root, capture_output=True, text=True)
            if done.returncode:
                sys.exit(done.stdout + done.stderr)
            folder = root / "ud" / str(year) / level
            manifest = json.loads((folder / "batch.json").read_text())
            for entry in manifest["members"]:
                attached = PdfReader(io.BytesIO((folder / entry["file"]).read_bytes())).attachments
                figures = next(content[0] for name, content in attached.items() if name.endswith("figures.json"))
                reports.append((year, level, json.loads(figures)))
    return reports


def knowledge(reports, practices, is_own_apart):
    """Every published number as a sum of cells. The attacker has the reports of all practices, so that it knows whose letter is whose.

    With `is_own_apart`, what practices see of themselves is left out: it is not a sum of the cells that all others are sums of.
    """
    names = {}
    for year, level, report in reports:
        if level == "praksis":
            own, at = report["member"]["key"], report["member"]["groups"]["klynge"]
            for figure, parts in report["member"]["own"].items():
                names[year, at, figure, parts[0]] = own
    number_of = {cell: i for i, cell in enumerate(cells(practices))}
    sums = []
    for year, level, report in reports:
        member = report["member"]
        at = member["key"] if level == "klynge" else member["groups"]["klynge"]
        for name, (by, scope) in FIGURES.items():
            if scope == "own" and is_own_apart and level == "praksis":
                continue
            figure = report["figures"][f"recepter.{name}"]
            numbers = figure.get("members", [{"key": [], "value": figure.get("value")}])
            for number in numbers:
                want = dict(zip(by, number["key"]))
                if "praksis" in want:
                    want["praksis"] = names[year, at, f"recepter.{name}", want["praksis"]]
                if scope == "own" and level == "praksis":
                    want["praksis"] = member["key"]

                def is_in(cell):
                    practice, drug, sex, age, of = cell
                    has = {"praksis": key(practice), "middel": drug, "koen": sex, "alder": age}
                    inside = scope == "all" or cluster(practice) == at
                    return of == year and inside and all(has[part] == value for part, value in want.items())

                sums.append(([i for cell, i in number_of.items() if is_in(cell)], number["value"]))
    return sums


def certain(sums, count):
    """The cells that can be one number only. Fails if the numbers contradict each other."""
    unique = {(tuple(of), value) for of, value in sums}
    rows = [(row, cell) for row, (of, _) in enumerate(unique) for cell in of]
    matrix = csr_array((np.ones(len(rows)), tuple(zip(*rows))), shape=(len(unique), count))
    values = np.array([value for _, value in unique], dtype=float)

    def end(cell, sign):
        cost = np.zeros(count)
        cost[cell] = sign
        found = linprog(cost, A_eq=matrix, b_eq=values, bounds=(0, None), method="highs")
        if found.status == 2:
            sys.exit("the published numbers contradict each other: they are not sums of the same cells")
        return sign * found.fun

    known = {}
    for cell in range(count):
        least, most = np.ceil(end(cell, 1) - 1e-6), np.floor(end(cell, -1) + 1e-6)
        if least == most:
            known[cell] = int(least)
    return known


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--program", required=True)
    parser.add_argument("--practices", type=int, default=8)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    program, practices = str(Path(arguments.program).resolve()), arguments.practices
    found = {}
    for protect in PROTECT:
        with tempfile.TemporaryDirectory() as root:
            truth = write_project(Path(root), practices, protect, random.Random(arguments.seed))
            reports = published(program, Path(root))
        known = certain(knowledge(reports, practices, protect == "own"), len(truth))
        found[protect] = sum(number in FEW for number in known.values())
        small = sum(number in FEW for number in truth.values())
        print(f"{protect:6} {len(reports)} reports, {len(known)} of {len(truth)} cells certain, {found[protect]} of {small} small counts")
        if protect == "own":
            check_own(reports, truth)
    if found["open"] < 20:
        sys.exit("the attack does not find what is published without protection")
    if found["round"] or found["own"]:
        sys.exit("the protection tells of few persons")


def check_own(reports, truth):
    """Each practice sees its own true numbers, and only there are they."""
    for year, level, report in reports:
        own = report["member"]["key"]
        for number in report["figures"]["recepter.egne"]["members"]:
            drug, sex, age = number["key"]
            is_few = number["value"] in FEW
            if level == "praksis" and number["value"] != truth[int(own) - 1000, drug, sex, age, year]:
                sys.exit(f"practice {own} does not see its own number")
            if level == "klynge" and is_few:
                sys.exit(f"the report of {own} tells of few persons")


if __name__ == "__main__":
    main()
