#!/usr/bin/env python3
"""Hostile files: small files that ask for much memory or time. Each ends with 0, 1 or 2 and words, within 5 seconds and 512 MB."""

import io, os, zipfile, zlib

from field import Field, arguments, csv, rows

# An unoptimised program is slower; the memory is the same.
SECONDS = 5 * int(os.environ.get("KAPREPORT_SLOW", "1"))
MEGABYTES = 512
MANY = 1_000_000


def workbook(**parts):
    """An XLSX whose parts are the given ones, most compressed."""
    whole = {
        "[Content_Types].xml": "<Types/>",
        "xl/workbook.xml": '<workbook xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="Log" sheetId="1" r:id="rId1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": '<Relationships><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
        "xl/worksheets/sheet1.xml": parts.get("sheet", "<worksheet><sheetData/></worksheet>"),
        "xl/sharedStrings.xml": parts.get("strings", "<sst/>"),
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as book:
        for name, text in whole.items():
            book.writestr(name, text)
    return out.getvalue()


def pdf(content, filters=1, extra="", objects=()):
    """A PDF with one page; its content is deflated as many times as there are filters."""
    for _ in range(filters):
        content = zlib.compress(content, 9)
    names = " ".join(["/FlateDecode"] * filters)
    bodies = [
        b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>/XObject<</X 6 0 R>>>>" + extra.encode() + b">>",
        f"<</Length {len(content)}/Filter[{names}]>>stream\n".encode() + content + b"\nendstream",
        b"<</Type/Font/Subtype/Type1/BaseFont/Courier>>", *objects,
    ]
    out, places = b"%PDF-1.7\n", []
    for number, body in enumerate(bodies, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n".encode() + body + b"\nendobj\n"
    table = len(out)
    out += f"xref\n0 {len(places) + 1}\n0000000000 65535 f \n".encode() + b"".join(f"{place:010} 00000 n \n".encode() for place in places)
    return out + f"trailer<</Root 1 0 R/Size {len(places) + 1}>>\nstartxref\n{table}\n%%EOF".encode()


HEADER = "Nr;Dato;Slags;Deltagere;Beløb;Note\n"
ROW = "1;02-01-2024;Besøg;4;1,00;x\n"
NESTED = b"<</Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X 6 0 R>>>>/Length 5>>stream\n/X Do\nendstream"

EXPORTS = {
    "delimiters in one row": ("log.csv", lambda: HEADER + ";" * (100 << 20)),
    "delimiters after a quote": ("log.csv", lambda: HEADER + '"a"' + ";" * (30 << 20)),
    "one field": ("log.csv", lambda: HEADER + "x" * (100 << 20)),
    "a quote above short lines": ("log.csv", lambda: HEADER + '"' + "\n" * 100_000_000),
    "quotes that swallow lines": ("log.csv", lambda: HEADER + '"a\nb"c\n' * MANY),
    "digits in one field": ("log.csv", lambda: HEADER + "1;02-01-2024;Besøg;4;1,00;" + "1 + " * MANY + "\n"),
    "columns in the header": ("log.csv", lambda: HEADER.strip() + ";x" * 200_000 + "\n" + ROW),
    "rows of one letter": ("log.csv", lambda: HEADER + "x\n" * 3_000_000),
    "every cell wrong in its own way": ("log.csv", lambda: HEADER + "".join(f"n{i};d{i};s{i};a{i};b{i};x\n" for i in range(200_000))),
    "keys twice": ("log.csv", lambda: HEADER + ROW * 500_000),
    "null bytes": ("log.csv", lambda: HEADER + "\0" * (50 << 20)),
    "carriage returns": ("log.csv", lambda: HEADER + "\r" * (50 << 20)),
    "UTF-16 of one letter": ("log.csv", lambda: ("\ufeff" + HEADER + "x" * (20 << 20)).encode("utf-16-le")),
    "spaces in a sheet": ("log.xlsx", lambda: workbook(sheet="<worksheet><sheetData>" + " " * (400 << 20))),
    "layers in a sheet": ("log.xlsx", lambda: workbook(sheet="<worksheet><sheetData><row><c>" + "<a>" * MANY)),
    "shared strings": ("log.xlsx", lambda: workbook(strings="<sst>" + "<si><t/></si>" * 5_000_000 + "</sst>")),
    "a far cell": ("log.xlsx", lambda: workbook(sheet='<worksheet><sheetData><row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData></worksheet>')),
    "attributes": ("log.xlsx", lambda: workbook(sheet="<worksheet><sheetData><row " + " ".join(f'a{i}="1"' for i in range(500_000)) + "/>")),
    "entities": ("log.xlsx", lambda: workbook(sheet='<!DOCTYPE a [<!ENTITY a "aaaaaaaaaa">' + "".join(f'<!ENTITY a{i} "{("&a" + str(i - 1) + ";") * 10}">' for i in range(1, 12)) + "]><worksheet><sheetData><row><c t=\"inlineStr\"><is><t>&a11;</t></is></c></row></sheetData></worksheet>")),
}

PDFS = {
    "spaces": lambda: pdf(b" " * (1 << 30)),
    "deflated three times": lambda: pdf(b" " * (1 << 30), filters=3),
    "arrays in arrays": lambda: pdf(b"[" * MANY),
    "dictionaries in dictionaries": lambda: pdf(b"/a<<" * MANY),
    "saved states": lambda: pdf(b"q " * 10 * MANY),
    "letters": lambda: pdf(b"BT /F 1 Tf (" + b"a" * 20 * MANY + b") Tj ET"),
    "letters on one line": lambda: pdf(b"BT /F 1 Tf (" + b"a" * 300_000 + b") Tj ET"),
    "a form that draws itself": lambda: pdf(b"/X Do", objects=[NESTED]),
    "a form drawn often": lambda: pdf(b"/X Do " * MANY, objects=[NESTED]),
    "pages in pages": lambda: pdf(b"").replace(b"/Kids[3 0 R]", b"/Kids[2 0 R]"),
    "layers of the trailer": lambda: b"%PDF-1.7\ntrailer<</Root " + b"[" * MANY + b"\n%%EOF",
    "an object stream": lambda: pdf(b"", objects=[b"<</Type/ObjStm/N 1000000/First 10/Length 4/Filter/FlateDecode>>stream\n" + zlib.compress(b"0 0 " * MANY) + b"\nendstream"]),
    "clips": lambda: pdf(b"0 0 9 9 re W n " * 3 * MANY),
}

DEEP = 1_000_000
PROSE = "skabeloner/lille/besoeg.typ"
CHAPTER = "skabeloner/lille/besoeg.toml"
WHERE = "\"slags = 'Besøg'\""


def prose(text):
    return lambda field: field.write(PROSE, (field.folder / PROSE).read_text() + text)


def sql(text):
    return lambda field: field.write(CHAPTER, (field.folder / CHAPTER).read_text().replace(WHERE, f'"{text}"'))


def toml(text):
    return lambda field: field.write(CHAPTER, (field.folder / CHAPTER).read_text() + text)


TEMPLATES = {
    "SQL: brackets": sql("(" * DEEP + "1" + ")" * DEEP), "SQL: NOT": sql("NOT " * DEEP + "TRUE"), "SQL: CASE": sql("CASE WHEN " * DEEP),
    "TOML: lists": toml("\nx = " + "[" * DEEP), "TOML: tables": toml("\nx = " + "{a=" * DEEP), "TOML: dots": toml("\n" + "a." * DEEP + "a = 1"),
    "Tera: brackets": prose("{{ " + "(" * 250_000 + " }}"), "Tera: if": prose("{% if true %}" * 50_000), "Tera: numbers": prose("{{ 1" + " + 1" * 120_000 + " }}"),
    "Tera: loops": prose("{% for a in range(end=99999) %}" * 3 + "x" + "{% endfor %}" * 3),
    "Typst: brackets": prose("#[" * 250_000), "Typst: strong": prose("*_" * 250_000), "Typst: text": prose('#("x" * 10000000000)'),
    "Typst: range": prose("#range(20000000000)"), "Typst: while": prose("#while true {}"), "Typst: function": prose("#let f(n) = f(n + 1)\n#f(1)"),
    "Typst: math": prose("$" + "(" * 300_000 + "$"), "braces": prose("{" * 500_000), "lists": prose("\n" + "\n".join(" " * i + "- a" for i in range(1000))),
}


def apart(make):
    """Makes a file in another process: the memory of this one would count as that of the programs it starts."""
    child = os.fork()
    if child == 0:
        make()
        os._exit(0)
    assert os.waitpid(child, 0)[1] == 0


def check(tally, name, run):
    what = f"{name}: exit {run.code}, {run.seconds:.1f} s, {run.memory} MB: {run.err.strip()[:160]!r}"
    print(f"  {run.seconds:6.1f} s {run.memory:6} MB  {name}", flush=True)
    tally.hold(not run.is_broken and run.seconds <= SECONDS and run.memory <= MEGABYTES and "allocation" not in run.err, what)


def main():
    tally, count, chance = arguments("hostile files", len(EXPORTS) // 3, 1000)
    every = max(1, len(EXPORTS) // count)
    for name, (file, content) in list(EXPORTS.items())[::every]:
        with Field() as field:
            apart(lambda: field.export(content(), file))
            check(tally, f"export: {name}", field.run("check", "2024", limit=60))
    for name, content in list(PDFS.items())[::every]:
        with Field() as field:
            apart(lambda: field.write("rapport.pdf", content()))
            check(tally, f"PDF: {name}", field.run("proofread", "rapport.pdf", limit=90))
    for name, change in list(TEMPLATES.items())[::every]:
        with Field() as field:
            field.export(csv(rows(5, chance)))
            apart(lambda: change(field))
            check(tally, f"template: {name}", field.run("build", "2024", limit=90))
    tally.end()


main()
