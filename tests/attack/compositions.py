#!/usr/bin/env python3
"""Harmless changes: an export that says the same in another way gives the same figures."""

from field import Field, arguments, csv, rows, HEADER


def order_of_columns(table, header, chance):
    order = list(range(len(header)))
    chance.shuffle(order)
    return [[row[i] for i in order] for row in table], [header[i] for i in order]


def order_of_rows(table, header, chance):
    table = table[:]
    chance.shuffle(table)
    return table, header


def another_column(table, header, chance):
    at = chance.randint(0, len(header))
    return [row[:at] + [chance.choice(["", "x", "7"])] + row[at:] for row in table], header[:at] + ["Bruges ikke"] + header[at:]


def spaces(table, header, chance):
    spaced = lambda text: chance.choice(["", " ", "  "]) + text + chance.choice(["", " ", "\u00a0"])
    return [[spaced(cell) for cell in row] for row in table], [spaced(cell) for cell in header]


def letters(table, header, chance):
    """Letters of headers and categories do not count; those of notes do."""
    case = chance.choice([str.upper, str.lower])
    at = next(i for i, cell in enumerate(header) if cell.strip().lower() == "slags")
    return [row[:at] + [case(row[at])] + row[at + 1 :] for row in table], [case(cell) for cell in header]


def dates(table, header, chance):
    form = chance.choice(["{0}.{1}.{2}", "{0}/{1}/{2}", "{2}-{1}-{0}", "{0}-{1}-{2} 00:00:00"])
    return [[row[0], form.format(*row[1].split("-")), *row[2:]] for row in table], header


TABLES = [order_of_columns, order_of_rows, another_column, spaces, letters]


def written(table, header, chance):
    """The text and its bytes, in one of the ways that programs write them."""
    delimiter, end = chance.choice(";\t|"), chance.choice(["\n", "\r\n"])
    if chance.random() < 0.4:
        quoted = lambda text: '"' + text.replace('"', '""') + '"'
        table, header = [[quoted(cell) for cell in row] for row in table], [quoted(cell) for cell in header]
    text = csv(table, delimiter, end, header)
    if chance.random() < 0.3:
        text = chance.choice(["\n", "\r\n"]) * chance.randint(1, 2) + text
    if chance.random() < 0.3:
        text = text.rstrip("\r\n")
    if chance.random() < 0.3:
        text += delimiter * (len(header) - 1) + end
    encoding = chance.choice(["utf-8", "utf-8-sig", "utf-16", "cp1252"])
    return text.encode(encoding, errors="replace")


def main():
    tally, count, chance = arguments("harmless compositions", 25, 2000)
    with Field() as field:
        while tally.tried < count:
            table = rows(chance.randint(3, 40), chance)
            field.export(csv(table))
            plain = field.run("figures", "2024", "--format", "json").figures()
            for _ in range(min(9, count - tally.tried)):
                changed, header, kinds = table, HEADER, chance.sample(TABLES, chance.randint(0, 3))
                if chance.random() < 0.3:
                    changed, header = dates(changed, header, chance)
                for kind in kinds:
                    changed, header = kind(changed, header, chance)
                field.export(content := written(changed, header, chance))
                run = field.run("figures", "2024", "--format", "json")
                same = run.code == 0 and run.figures() == plain
                tally.hold(same, f"{[kind.__name__ for kind in kinds]} {content[:200]!r}: {run.code} {run.err[:300]}")
    tally.end()


main()
