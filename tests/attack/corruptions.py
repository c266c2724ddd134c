#!/usr/bin/env python3
"""Planted corruptions: damage of the kinds that transfers, people and programs do is reported; no other figures are computed without
a word."""

from field import Field, arguments, csv, rows


def cut(lines, chance):
    """The transfer was broken off within a row."""
    text = "\n".join(lines) + "\n"
    last = lines[-1]
    return text[: len(text) - len(last) - 1 + chance.randint(3, max(4, len(last) - 12))]


def a_delimiter_less(lines, chance):
    at = chance.randrange(1, len(lines))
    cells = lines[at].split(";")
    join = chance.randrange(len(cells) - 2)
    lines[at] = ";".join(cells[:join] + [cells[join] + cells[join + 1]] + cells[join + 2 :])
    return "\n".join(lines) + "\n"


def a_delimiter_more(lines, chance):
    at = chance.randrange(1, len(lines))
    cells = lines[at].split(";")
    split = chance.randrange(len(cells) - 2)
    lines[at] = ";".join(cells[:split] + ["x"] + cells[split:])
    return "\n".join(lines) + "\n"


def a_cell(lines, chance):
    """A cell that is not of its column's type."""
    at = chance.randrange(1, len(lines))
    cells = lines[at].split(";")
    place = chance.randrange(5)
    wrong = [["x1", "1o", ""], ["31-02-2024", "2024-13-01", "i går", ""], ["Besøk", "Mødet?", ""], ["4O", "tre", "1,5", ""], ["1O,5", "ti kr.", "1..2"]]
    cells[place] = chance.choice(wrong[place])
    lines[at] = ";".join(cells)
    return "\n".join(lines) + "\n"


def a_quote(lines, chance):
    at = chance.randrange(1, len(lines) - 1)
    cells = lines[at].split(";")
    cells[5] = '"' + cells[5]
    lines[at] = ";".join(cells)
    return "\n".join(lines) + "\n"


def a_row_twice(lines, chance):
    lines.insert(chance.randrange(1, len(lines)), chance.choice(lines[1:]))
    return "\n".join(lines) + "\n"


def a_header(lines, chance):
    cells = lines[0].split(";")
    place = chance.randrange(4)
    cells[place] = chance.choice(["", "Kolonne1", cells[(place + 1) % 4]])
    lines[0] = ";".join(cells)
    return "\n".join(lines) + "\n"


KINDS = [cut, a_delimiter_less, a_delimiter_more, a_cell, a_quote, a_row_twice, a_header]


def main():
    tally, count, chance = arguments("planted corruptions", 35, 3000)
    with Field() as field:
        while tally.tried < count:
            table = rows(chance.randint(4, 40), chance)
            plain = csv(table)
            field.export(plain)
            right = field.run("figures", "2024", "--format", "json").figures()
            for kind in KINDS:
                damaged = kind(plain.rstrip("\n").split("\n"), chance)
                if damaged == plain:
                    continue
                field.export(damaged)
                run = field.run("figures", "2024", "--format", "json")
                is_told = "fejl[" in run.err or "advarsel[" in run.err
                is_same = run.code == 0 and run.figures() == right
                tally.hold(not run.is_broken and (is_told or is_same), f"{kind.__name__}: {run.code}\n{damaged}\n{run.err[:300]}")
    tally.end()


main()
