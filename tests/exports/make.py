#!/usr/bin/env python3
"""Makes the exports of this folder, and the table of them in README.md.

    python3 make.py            all files
    python3 make.py NAME …     those whose name starts so

Needs openpyxl, xlsxwriter, xlwt and odfpy from PyPI and LibreOffice (`soffice`, with its Python bindings for the files with a
password). The two .xlsb files need Node.js with SheetJS (`npm install xlsx@0.18.5`, its folder node_modules in NODE_PATH); where
that is missing, they are left as they are.

The same versions of the writers make the same bytes: clocks are stopped in what they write. Exceptions: hidden-sheet.ods, whose
page styles LibreOffice puts in any order; and files with a password, which have a random salt and are only made where they are
missing.

Everything is invented. Each row's Deltagere is another power of two, so a wrong sum tells which rows are missing or too many.
"""

import csv
import io
import json
import os
import re
import struct
import subprocess
import sys
import tempfile
import zipfile
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from unittest import mock

import openpyxl
import xlsxwriter
import xlwt
from odf import number as odf_number
from odf import style as odf_style
from odf import table as odf_table
from odf import text as odf_text
from odf.opendocument import OpenDocumentSpreadsheet
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Alignment, Font
from openpyxl.workbook.workbook import Workbook

HERE = Path(__file__).parent
CLOCK = datetime(2025, 1, 3, 9, 0)

# The log that all files have, where their case does not say otherwise: 6 rows, sum 63; Besøg 4 rows (60), Møde 2 rows (3).
HEADER = ["Dato", "Slags", "Deltagere", "Note"]
LOG = [
    [date(2024, 1, 8), "Besøg", 4, "Første besøg"],
    [date(2024, 2, 14), "Møde", 1, None],
    [date(2024, 3, 21), "Besøg", 16, "Årsmøde på Ærø"],
    [date(2024, 5, 2), "Mødet", 2, "Små grupper, store mål; se bilag"],
    [date(2024, 9, 17), "Besøg", 32, None],
    [date(2024, 12, 31), "Besøg", 8, "Tak for i år"],
]

# How a Danish Excel formats a date. LibreOffice takes a format of digits only for its own system's.
DANISH_DATE = r"[$-406]dd\-mm\-yyyy"


# --- The cases' register ----------------------------------------------------------------------------------------------------


@dataclass
class Case:
    """A case: one or more files, and what is true of each of them."""

    name: str
    writers: dict[str, str]  # extension: writer
    quirk: str
    rows: str
    total: str
    report: str
    make: object
    csv_filter: str  # LibreOffice's: delimiter, quotation mark, encoding


CASES: list[Case] = []

HAND = "by hand"
LIBREOFFICE = "LibreOffice"
OPENPYXL = "openpyxl"


def case(name, writers, quirk, rows=6, total=63, report="nothing", csv_filter="59,34,76"):
    """Registers the function, which gives a workbook of openpyxl, or the bytes of the file.

    A workbook is saved by openpyxl, or converted by LibreOffice, as the writers say.
    """

    def register(make):
        CASES.append(Case(name, writers, quirk, str(rows), str(total), report, make, csv_filter))
        return make

    return register


# --- Helpers ----------------------------------------------------------------------------------------------------------------


def danish(day):
    """31-12-2024"""
    return day.strftime("%d-%m-%Y")


def texts(rows=None, header=None):
    """The log as texts, with its header."""
    rows = LOG if rows is None else rows
    cell = lambda value: "" if value is None else danish(value) if isinstance(value, date) else str(value)
    return [list(header or HEADER)] + [[cell(value) for value in row] for row in rows]


def delimited(rows, delimiter=";", end="\r\n"):
    """The rows as CSV, with quotation marks where they must be."""
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter, lineterminator=end).writerows(rows)
    return out.getvalue()


def workbook(rows=None, header=None, above=(), sheet="Log"):
    """A workbook with the log, below the rows in `above`."""
    book = Workbook()
    page = book.active
    page.title = sheet
    fill(page, rows, header, above)
    return book


def fill(page, rows=None, header=None, above=()):
    """Writes the log onto the sheet as a person has it: bold header, dates formatted, columns wide enough."""
    for row in [*above, header or HEADER, *(LOG if rows is None else rows)]:
        # Not append, which takes an empty list for no row.
        at = 1 if not page._cells else page.max_row + 1
        for column, value in enumerate(row or [None], start=1):
            cell = page.cell(at, column, value)
            if isinstance(value, date):
                cell.number_format = DANISH_DATE
            if value is not None and at == len(above) + 1:
                cell.font = Font(bold=True)
    for letter, width in zip("ABCDEF", (12, 10, 11, 32, 12, 12)):
        page.column_dimensions[letter].width = width


def with_column(values, header, at=None):
    """The log with a column more; its rows and its header."""
    place = len(HEADER) if at is None else at
    put = lambda row, value: [*row[:place], value, *row[place:]]
    return [put(row, value) for row, value in zip(LOG, values, strict=True)], put(HEADER, header)


def replaced(column, values):
    """The log with other values in a column: {row from 0: value}, or all of them."""
    place = HEADER.index(column)
    values = values if isinstance(values, dict) else dict(enumerate(values))
    return [[*row[:place], values.get(i, row[place]), *row[place + 1 :]] for i, row in enumerate(LOG)]


def log_with(numbers):
    """Header and log with other values as the numbers of these rows, from 1."""
    return [HEADER, *([*row[:2], numbers.get(at, row[2]), row[3]] for at, row in enumerate(LOG, start=1))]


def saved(book):
    """The workbook's bytes, with openpyxl's clock stopped."""
    book.properties.created = CLOCK
    out = io.BytesIO()
    with mock.patch("openpyxl.writer.excel.datetime") as clock:
        clock.datetime.now.return_value = CLOCK
        book.save(out)
    return still(out.getvalue())


def still(data):
    """The bytes of a ZIP archive with its members' times set to 1980-01-01, and nothing else touched."""
    data = bytearray(data)
    end = data.rfind(b"PK\x05\x06")
    count, _, at = struct.unpack_from("<HII", data, end + 10)
    for _ in range(count):
        name, extra, comment = struct.unpack_from("<HHH", data, at + 28)
        (local,) = struct.unpack_from("<I", data, at + 42)
        for place in (at + 12, local + 10):
            struct.pack_into("<HH", data, place, 0, 0x21)
        at += 46 + name + extra + comment
    return bytes(data)


def still_pdf(data):
    """The bytes of a PDF with its day set to 2025-01-03, and the identifiers that LibreOffice derives from the day set to zeros."""
    data = re.sub(rb"CreationDate\(D:\d{14}", b"CreationDate(D:20250103090000", data)
    return re.sub(rb"(?<=[</])[0-9A-F]{32}\b", b"0" * 32, data)


def xlsxwriter_book(rows, header=HEADER, date_format="dd-mm-yyyy", more=None, **options):
    """A workbook by xlsxwriter; `more(book, page)` adds to it."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True, **options}) as book:
        book.set_properties({"created": CLOCK})
        page = book.add_worksheet("Log")
        dates = book.add_format({"num_format": date_format})
        page.write_row(0, 0, header, book.add_format({"bold": True}))
        for at, row in enumerate(rows, start=1):
            for column, value in enumerate(row):
                if isinstance(value, date):
                    page.write_datetime(at, column, datetime(value.year, value.month, value.day), dates)
                elif value is not None:
                    page.write(at, column, value)
        page.set_column(0, 3, 14)
        if more:
            more(book, page)
    return out.getvalue()


# --- CSV: delimiters --------------------------------------------------------------------------------------------------------


@case("semicolon", {"csv": LIBREOFFICE}, "`;`, UTF-8 without a mark, LF")
def semicolon():
    """LibreOffice's export as CSV, as most of the unit's registers are handed on."""
    return workbook()


@case("comma", {"csv": LIBREOFFICE}, "`,`; a quoted note has commas", csv_filter="44,34,76")
def comma():
    """A system that was made abroad: commas between fields."""
    return workbook()


@case("tab", {"csv": LIBREOFFICE}, "tab; a note has `,` and `;`", csv_filter="9,34,76")
def tab():
    """Copied out of a sheet into a text file."""
    return workbook()


@case("pipe", {"csv": LIBREOFFICE}, r"`\|`; a note has `,` and `;`", csv_filter="124,34,76")
def pipe():
    """A database's own export, which takes a sign that hardly occurs in text."""
    return workbook()


# --- CSV: quotation marks and lines -----------------------------------------------------------------------------------------


@case("quoted-line-breaks", {"csv": LIBREOFFICE}, "quoted notes over several lines, with doubled quotation marks")
def quoted_line_breaks():
    """Notes typed with Alt+Enter in Excel."""
    notes = {0: "Første linje\nAnden; linje\n\nEfter en tom", 3: 'Om "små grupper"\nSe bilag; side 2'}
    return workbook(replaced("Note", notes))


@case(
    "stray-quote",
    {"csv": HAND},
    "a note starts with a quotation mark that never ends; it swallows rows 4–6",
    "–",
    "–",
    "error `stray-quote` at line 4",
)
def stray_quote():
    """A system that writes fields as they are, and a note that starts with a quotation."""
    text = "\r\n".join(";".join(row) for row in texts(replaced("Note", {2: '"Årsmøde" på Ærø', 3: ""})))
    return (text.replace('"Årsmøde" på', '"Årsmøde på') + "\r\n").encode()


@case("inch-mark", {"csv": HAND}, "a quotation mark inside a field that has none around it")
def inch_mark():
    """Inches and nicknames: harmless where the field does not start with the mark."""
    text = "\r\n".join(";".join(row) for row in texts(replaced("Note", {0: 'Skærm på 24" sat op', 3: 'Mødte "Bo" der'})))
    return f"{text}\r\n".encode()


@case("sep-line", {"csv": HAND}, "first line `sep=;`; Windows-1252, CRLF")
def sep_line():
    """Made for Excel, which takes the delimiter from this line."""
    return ("sep=;\r\n" + delimited(texts())).encode("cp1252")


@case("mixed-line-endings", {"csv": HAND}, "CRLF, LF and one lone CR between rows")
def mixed_line_endings():
    """Put together from files of several machines, an old Mac among them."""
    lines = delimited(texts()).split("\r\n")[:-1]
    ends = ["\r\n", "\n", "\r\n", "\r", "\n", "\r\n", "\n"]
    return "".join(line + end for line, end in zip(lines, ends, strict=True)).encode()


@case("trailing-delimiters", {"csv": HAND}, "every line ends with `;`, the header too")
def trailing_delimiters():
    """A system that ends each field rather than parts it."""
    return delimited([[*row, ""] for row in texts()]).encode()


# --- CSV: encodings ---------------------------------------------------------------------------------------------------------


@case("semicolon-windows-1252", {"csv": LIBREOFFICE}, "`;`, Windows-1252", csv_filter="59,34,1")
def semicolon_windows_1252():
    """Excel's "CSV (semikolonsepareret)" on a Danish Windows."""
    return workbook()


@case("utf-8-bom", {"csv": HAND}, "UTF-8 with a byte order mark, CRLF")
def utf_8_bom():
    """Excel's "CSV UTF-8"."""
    return delimited(texts()).encode("utf-8-sig")


@case("utf-16-le", {"txt": HAND}, "UTF-16 LE with a byte order mark, tab, CRLF")
def utf_16_le():
    """Excel's "Unicode-tekst"."""
    return b"\xff\xfe" + delimited(texts(), "\t").encode("utf-16-le")


@case("utf-16-be", {"csv": HAND}, "UTF-16 BE with a byte order mark, `;`")
def utf_16_be():
    """An older system on a big-endian machine."""
    return b"\xfe\xff" + delimited(texts()).encode("utf-16-be")


# --- CSV: rows that are no data ---------------------------------------------------------------------------------------------


@case(
    "footers",
    {"csv": HAND},
    "`I alt;;63;` and `Udtrukket den 03-01-2025` below the data",
    report="that the two rows below the data are no data",
)
def footers():
    """A report with its sum and the day it was drawn."""
    return (delimited([*texts(), ["I alt", "", "63", ""]]) + "Udtrukket den 03-01-2025\r\n").encode()


@case("title-rows", {"csv": HAND}, "two rows with a title above the header")
def title_rows():
    """A report that says first what it is."""
    return ("Besøg og møder 2024\r\nUdtrukket den 03-01-2025\r\n" + delimited(texts())).encode()


@case(
    "repeated-header",
    {"csv": HAND},
    "the header again after row 3, with an empty line before it",
    report="that a row repeats the header and is no data",
)
def repeated_header():
    """A printed report's pages, saved as text."""
    rows = texts()
    return (delimited(rows[:4]) + "\r\n" + delimited([rows[0], *rows[4:]])).encode()


@case("short-row-note", {"csv": HAND}, "rows 2 and 5 end before the empty note: 3 fields of 4")
def short_row_note():
    """A system that leaves off empty fields at the end."""
    return delimited([row if row[-1] else row[:-1] for row in texts()]).encode()


@case(
    "short-row-deltagere",
    {"csv": HAND},
    "row 5 has only date and category",
    5,
    31,
    "error `empty-cell` (Deltagere, line 6)",
)
def short_row_deltagere():
    """A line that was cut off, or typed by hand."""
    rows = texts()
    rows[5] = rows[5][:2]
    return delimited(rows).encode()


@case(
    "long-row",
    {"csv": HAND},
    "row 3's note has a `;` without quotation marks: 5 fields of 4",
    report="that line 4 has a field too many, so that its note is cut",
)
def long_row():
    """A system that writes fields as they are, and a note with the delimiter."""
    text = "\r\n".join(";".join(row) for row in texts(replaced("Note", {2: "Årsmøde; på Ærø", 3: "Små grupper"})))
    return f"{text}\r\n".encode()


# --- Workbooks: the tidy log by each writer ---------------------------------------------------------------------------------


@case("tidy", {"xlsx": "xlsxwriter"}, "none; the date format is Excel's own short date (14)")
def tidy():
    """The log as somebody keeps it in Excel."""
    return xlsxwriter_book(LOG, date_format=14)


@case(
    "tidy-libreoffice",
    {"xlsx": LIBREOFFICE, "xlsm": LIBREOFFICE, "xls": LIBREOFFICE, "ods": LIBREOFFICE},
    "none",
)
def tidy_libreoffice():
    """The same kept in LibreOffice, saved as each kind. The .xlsm has the macro-enabled content type and no macros."""
    return workbook()


@case("tidy-xlwt", {"xls": "xlwt"}, "none")
def tidy_xlwt():
    """An older web system that makes .xls itself."""
    return xlwt_book([HEADER, *LOG])


def xlwt_book(rows):
    """A workbook by xlwt, which computes no formulas."""
    book = xlwt.Workbook(encoding="utf-8")
    page = book.add_sheet("Log")
    dates = xlwt.easyxf(num_format_str="DD-MM-YYYY")
    for at, row in enumerate(rows):
        for column, value in enumerate(row):
            if isinstance(value, date):
                page.write(at, column, value, dates)
            elif isinstance(value, str) and value.startswith("="):
                page.write(at, column, xlwt.Formula(value[1:]))
            elif isinstance(value, list):
                page.write_rich_text(at, column, value)
            elif value is not None:
                page.write(at, column, value)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


@case("tidy-odfpy", {"ods": "odfpy"}, "none")
def tidy_odfpy():
    """A web system that makes .ods itself."""
    return odfpy_book([HEADER, *LOG])


def odfpy_book(rows):
    """A workbook by odfpy, which computes no formulas."""
    document = OpenDocumentSpreadsheet()
    days = odf_number.DateStyle(name="day")
    for part in (odf_number.Day, odf_number.Month, odf_number.Year):
        days.addElement(part(style="long"))
        if part is not odf_number.Year:
            days.addElement(odf_number.Text(text="-"))
    document.automaticstyles.addElement(days)
    style = odf_style.Style(name="dates", family="table-cell", datastylename="day")
    document.automaticstyles.addElement(style)
    if any(isinstance(value, list) for row in rows for value in row):
        for name, look in (("raised", {"textposition": "super 58%"}), ("struck", {"textlinethroughstyle": "solid"})):
            style_of_letters = odf_style.Style(name=name, family="text")
            style_of_letters.addElement(odf_style.TextProperties(**look))
            document.automaticstyles.addElement(style_of_letters)
    page = odf_table.Table(name="Log")
    for row in rows:
        line = odf_table.TableRow()
        for value in row:
            if isinstance(value, str) and value.startswith("="):
                line.addElement(odf_table.TableCell(formula=re.sub(r"\b([A-Z]\d+)", r"[.\1]", f"of:{value}")))
                continue
            if isinstance(value, date):
                cell = odf_table.TableCell(valuetype="date", datevalue=value.isoformat(), stylename=style)
            elif isinstance(value, int):
                cell = odf_table.TableCell(valuetype="float", value=value)
            else:
                cell = odf_table.TableCell(**({} if value is None else {"valuetype": "string"}))
            if isinstance(value, list):
                paragraph = odf_text.P()
                for letters, look in value:
                    paragraph.addElement(odf_text.Span(text=letters, **({"stylename": look} if look else {})))
                cell.addElement(paragraph)
            elif value is not None:
                cell.addElement(odf_text.P(text=danish(value) if isinstance(value, date) else str(value)))
            line.addElement(cell)
        page.addElement(line)
    document.spreadsheet.addElement(page)
    out = io.BytesIO()
    document.write(out)
    return still(out.getvalue())


@case("tidy-sheetjs", {"xlsb": "SheetJS"}, "cells in short records (BrtShortRk and its like), which not every reader knows")
def tidy_sheetjs():
    """A web page that makes its download in the browser."""
    return sheetjs([HEADER, *LOG])


@case("tidy-long-records", {"xlsb": "SheetJS, " + HAND}, "the same with the usual cell records (BrtCellRk and its like)")
def tidy_long_records():
    """A binary workbook with the cell records that Excel writes: SheetJS's file, its short records made long."""
    data = sheetjs([HEADER, *LOG])
    return data and rezipped(data, {"xl/worksheets/sheet1.bin": long_records})


SHEETJS = r"""
const X = require("xlsx"), [rows, formats, out] = JSON.parse(require("fs").readFileSync(0));
const page = X.utils.aoa_to_sheet(rows);
for (const [at, format] of formats) page[at].z = format;
const book = X.utils.book_new();
X.utils.book_append_sheet(book, page, "Log");
require("fs").writeFileSync(out, X.write(book, {type: "buffer", bookType: "xlsb", compression: true, bookSST: true}));
"""


def sheetjs(rows, formats=()):
    """The rows as .xlsb by SheetJS, with the formats of some cells; None where it is not installed."""
    serial = lambda value: (value - date(1899, 12, 30)).days if isinstance(value, date) else value
    rows = [[serial(value) for value in row] for row in rows]
    formats = [*((f"A{i}", r"dd\-mm\-yyyy") for i in range(2, len(rows) + 1)), *formats]
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder, "log.xlsb")
        job = json.dumps([rows, formats, str(out)])
        try:
            subprocess.run(["node", "-e", SHEETJS], input=job, text=True, check=True, capture_output=True)
        except (OSError, subprocess.CalledProcessError):
            return None
        return still(out.read_bytes())


def rezipped(data, changes):
    """The ZIP archive with some members changed."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for info in old.infolist():
            content = old.read(info)
            new.writestr(zipfile.ZipInfo(info.filename), changes.get(info.filename, bytes)(content), zipfile.ZIP_DEFLATED)
    return out.getvalue()


def long_records(data):
    """A sheet's records with each short cell record (12–18), which has no column, made the long one (1–7) with its column."""
    # MS-XLSB 2.5: BrtShortBlank, Rk, Error, Bool, Real, St, Isst are BrtCellBlank, Rk, Error, Bool, Real, St, Isst.
    out, at, column = bytearray(), 0, 0
    while at < len(data):
        kind, shift = 0, 0
        for _ in range(2):
            byte = data[at]
            kind, shift, at = kind | (byte & 0x7F) << shift, shift + 7, at + 1
            if byte < 0x80:
                break
        size, shift = 0, 0
        while True:
            byte = data[at]
            size, shift, at = size | (byte & 0x7F) << shift, shift + 7, at + 1
            if byte < 0x80:
                break
        body = data[at : at + size]
        at += size
        if 1 <= kind <= 11:
            (column,) = struct.unpack_from("<I", body)
        elif 12 <= kind <= 18:
            column += 1
            kind, body = kind - 11, struct.pack("<I", column) + body
        out += bytes([kind]) if kind < 0x80 else bytes([kind & 0x7F | 0x80, kind >> 7])
        rest = len(body)
        while rest >= 0x80:
            out.append(rest & 0x7F | 0x80)
            rest >>= 7
        out.append(rest)
        out += body
    return bytes(out)


# --- Workbooks: headers and merged cells ------------------------------------------------------------------------------------


@case("header-at-row-4", {"xlsx": OPENPYXL}, "title, date and an empty row above the header")
def header_at_row_4():
    """A report that says first what it is."""
    book = workbook(above=[["Besøg og møder 2024"], ["Udtrukket den", date(2025, 1, 3)], []])
    book.active.merge_cells("A1:D1")
    book.active["A1"].font = Font(bold=True, size=14)
    return book


@case(
    "merged-header",
    {"xlsx": OPENPYXL},
    "Dato and Note merged down over rows 1–2; »Aktivitet« over B1:C1 has Slags and Deltagere below it",
)
def merged_header():
    """A sheet that was made to be printed."""
    book = workbook(header=[None, "Slags", "Deltagere", None], above=[["Dato", "Aktivitet", None, "Note"]])
    page = book.active
    for area in ("A1:A2", "B1:C1", "D1:D2"):
        page.merge_cells(area)
    for cell in page[1]:
        cell.font, cell.alignment = Font(bold=True), Alignment(horizontal="center", vertical="center")
    return book


@case(
    "merged-labels",
    {"xlsx": OPENPYXL, "xls": LIBREOFFICE, "ods": LIBREOFFICE},
    "Slags merged down over rows 1–3 (Besøg, 52) and 4–5 (Møde, 3); row 6 Besøg (8)",
    report="that Slags was filled in from merged cells",
)
def merged_labels():
    """A sheet that groups its rows for the eye."""
    rows = [LOG[i] for i in (0, 2, 4, 1, 3, 5)]
    rows = [[row[0], None if i in (1, 2, 4) else row[1], *row[2:]] for i, row in enumerate(rows)]
    book = workbook(rows)
    for area in ("B2:B4", "B5:B6"):
        book.active.merge_cells(area)
        book.active[area.split(":")[0]].alignment = Alignment(vertical="center")
    return book


# --- Workbooks: what is hidden ----------------------------------------------------------------------------------------------


@case(
    "hidden-sheet",
    {"xlsx": OPENPYXL, "xls": LIBREOFFICE, "ods": LIBREOFFICE},
    "»Kladde«, hidden, stands first with the same header and two more rows of 2024 (64 and 128)",
    report="that »Kladde« is not read (`unread-sheet`)",
)
def hidden_sheet():
    """A draft that somebody hid instead of deleting it."""
    book = workbook()
    draft = book.create_sheet("Kladde", 0)
    fill(draft, [[date(2024, 6, 3), "Besøg", 64, "Kladde"], [date(2024, 6, 4), "Møde", 128, "Kladde"]])
    draft.sheet_state = "hidden"
    book.active = 1
    return book


@case(
    "hidden-rows",
    {"xlsx": OPENPYXL, "ods": LIBREOFFICE, "xls": LIBREOFFICE},
    "rows 2 and 5 (1 and 32) are hidden; they count",
    report="that two rows are hidden (sheet rows 3 and 6)",
)
def hidden_rows():
    """Rows that somebody hid before a meeting."""
    book = workbook()
    for at in (3, 6):
        book.active.row_dimensions[at].hidden = True
    return book


@case(
    "struck-rows",
    {"xlsx": OPENPYXL, "ods": LIBREOFFICE, "xls": LIBREOFFICE},
    "rows 2 and 5 (1 and 32) are struck through, one of them but for its note; so is the note of row 3; they count",
    report="that two rows are struck through (sheet rows 3 and 6)",
)
def struck_rows():
    """Visits that were cancelled, and a remark that was withdrawn."""
    book = workbook()
    for at, columns in ((3, "ABCD"), (4, "D"), (6, "ABC")):
        for column in columns:
            book.active[f"{column}{at}"].font = Font(strike=True)
    return book


RAISED = "row 3's number has a raised 1 behind it, and row 5's stands behind another that is struck through"
RAISED_REPORT = "errors `bad-cell` (Deltagere, sheet rows 4 and 6): 16¹ is not 161, nor is ~~23~~32 2332"


@case("raised", {"xlsx": OPENPYXL}, RAISED, 4, 15, RAISED_REPORT)
def raised():
    """The sign of a footnote, and a correction in the same cell."""
    book = workbook()
    book.active["C4"] = CellRichText("16", TextBlock(InlineFont(vertAlign="superscript"), "1"))
    book.active["C6"] = CellRichText(TextBlock(InlineFont(strike=True), "23"), "32")
    return book


@case("raised-xlwt", {"xls": "xlwt"}, RAISED, 4, 15, RAISED_REPORT)
def raised_xlwt():
    """The same in .xls."""
    plain, footnote, struck = xlwt.Font(), xlwt.Font(), xlwt.Font()
    footnote.escapement = xlwt.Font.ESCAPEMENT_SUPERSCRIPT
    struck.struck_out = True
    return xlwt_book(log_with({3: [("16", plain), ("1", footnote)], 5: [("23", struck), ("32", plain)]}))


@case("raised-odfpy", {"ods": "odfpy"}, RAISED, 4, 15, RAISED_REPORT)
def raised_odfpy():
    """The same in .ods."""
    return odfpy_book(log_with({3: [("16", None), ("1", "raised")], 5: [("23", "struck"), ("32", None)]}))


@case(
    "hidden-column",
    {"xlsx": OPENPYXL},
    "the column Deltagere is hidden; it counts",
    report="that the column is hidden",
)
def hidden_column():
    """A column that somebody hid before printing."""
    book = workbook()
    book.active.column_dimensions["C"].hidden = True
    return book


@case(
    "filtered",
    {"xlsx": OPENPYXL, "ods": LIBREOFFICE, "xls": LIBREOFFICE},
    "a filter shows Besøg only, so rows 2 and 4 (1 and 2) are hidden; they count",
    report="that two rows are hidden by a filter (sheet rows 3 and 5)",
)
def filtered():
    """A filter that was on when the file was saved."""
    book = workbook()
    page = book.active
    page.auto_filter.ref = f"A1:D{page.max_row}"
    page.auto_filter.add_filter_column(1, ["Besøg"])
    for at in range(2, page.max_row + 1):
        page.row_dimensions[at].hidden = page.cell(at, 2).value != "Besøg"
    return book


# --- Workbooks: numbers, texts and dates ------------------------------------------------------------------------------------


@case(
    "numbers-as-text",
    {"xlsx": OPENPYXL},
    "Deltagere and Beløb are texts (`4`, `1.299,99`); sum of Beløb 1013625.74",
)
def numbers_as_text():
    """A system that writes every cell as text."""
    rows, header = with_column(["1.299,99", "250", "0,5", "12.000", "1.000.000,00", "75,25"], "Beløb")
    return workbook([[row[0], row[1], str(row[2]), *row[3:]] for row in rows], header)


@case(
    "ydernr-as-number",
    {"xlsx": OPENPYXL},
    "Ydernr. is text in rows 1, 3, 5; a number in 2 and 6 (12345 and 12346, the leading zero lost) and 4 (990002, whole)",
    4,
    54,
    "error `bad-cell` at rows 2 and 6, never 12345 as it stands; row 4 has all its digits",
)
def ydernr_as_number():
    """Excel made numbers of some of the codes when they were typed."""
    rows, header = with_column(["012345", 12345, "990001", 990002, "990003", 12346], "Ydernr.")
    return workbook(rows, header)


@case(
    "serial-dates",
    {"xlsx": OPENPYXL},
    "Dato has numbers (45299 …) without a date format",
    report="that dates were read from numbers, or an error for each; not 45299 as a date in silence",
)
def serial_dates():
    """Pasted as values, so the date format was lost."""
    return workbook(replaced("Dato", [(row[0] - date(1899, 12, 30)).days for row in LOG]))


@case("epoch-1904", {"xlsx": "xlsxwriter"}, "days are counted from 1904; read from 1900 they fall in 2020")
def epoch_1904():
    """A workbook from an old Excel for Mac."""
    return xlsxwriter_book(LOG, date_1904=True)


DATE_SPELLINGS = ["08-01-2024", "14.02.24", "21/3-2024", "2/5-24", "2024-09-17T10:00", "31. december 2024"]


@case(
    "date-spellings",
    {"csv": HAND},
    "each row's date is spelt in another way; the days are those of the log",
)
def date_spellings_csv():
    """Dates typed by several people."""
    return delimited(texts(replaced("Dato", DATE_SPELLINGS))).encode()


@case("date-spellings", {"xlsx": OPENPYXL}, "the same, as texts")
def date_spellings():
    """Dates typed by several people."""
    return workbook(replaced("Dato", DATE_SPELLINGS))


MONTH_FIRST = [row[0].strftime("%m/%d/%Y") for row in LOG]
NOT_SOME = "that the dates have the month first; all six read so or all refused, never 01/08 as 1 August"


@case("month-first-dates", {"csv": HAND}, "`01/08/2024` … `12/31/2024`", "–", "–", NOT_SOME)
def month_first_dates_csv():
    """A system with American settings."""
    return delimited(texts(replaced("Dato", MONTH_FIRST))).encode()


@case("month-first-dates", {"xlsx": OPENPYXL}, "the same, as texts", "–", "–", NOT_SOME)
def month_first_dates():
    """A system with American settings."""
    return workbook(replaced("Dato", MONTH_FIRST))


@case(
    "ambiguous-decimals",
    {"xlsx": OPENPYXL},
    "Beløb has texts like `1.299` and `2.500` only: sum 21199 with points between thousands, 21.199 with decimal points",
    report="that Beløb can be read in two ways",
)
def ambiguous_decimals():
    """A system of which nobody knows whether its point is a decimal point."""
    return workbook(*with_column(["1.299", "2.500", "1.750", "3.400", "2.250", "10.000"], "Beløb"))


@case(
    "unambiguous-decimals",
    {"xlsx": OPENPYXL},
    "Beløb has `1.299`, `1.250` …, but also `2.500,50` and `12,5`, so its points stand between thousands; sum of Beløb 18712.0",
)
def unambiguous_decimals():
    """A Danish system: some amounts have a decimal comma."""
    return workbook(*with_column(["1.299", "2.500,50", "1.250", "3.400", "12,5", "10.250"], "Beløb"))


@case(
    "percent",
    {"xlsx": OPENPYXL, "ods": LIBREOFFICE, "xls": LIBREOFFICE},
    "Andel is `58,4 %`, `0 %` and `4,1 %` (with a no-break space) as texts in rows 1, 4, 5, and numbers with a percent format"
    " in the others; as shares 0.584, 0.25, 0.075, 0, 0.041, 1",
)
def percent():
    """Shares computed in the sheet, and others typed."""
    book = workbook(*with_column(["58,4 %", 0.25, 0.075, "0 %", "4,1\u00a0%", 1], "Andel"))
    for at, form in ((3, "0%"), (4, "0.0%"), (7, "0%")):
        book.active.cell(at, 5).number_format = form
    return book


@case("percent-sheetjs", {"xlsb": "SheetJS"}, "Andel is the same six shares, all numbers with a percent format")
def percent_sheetjs():
    """The same from a web page."""
    rows, header = with_column([0.584, 0.25, 0.075, 0, 0.041, 1], "Andel")
    return sheetjs([header, *rows], [(f"E{at}", "0.0%") for at in range(2, 8)])


@case(
    "amounts",
    {"xlsx": OPENPYXL},
    "Beløb is `kr. 1.250,-`, `1.250,50 kr.`, 300 with the format `kr.`, `500,-`, `75 kr`, `12.000 kr.`; sum 15375.5",
)
def amounts():
    """Amounts typed as people write them."""
    values = ["kr. 1.250,-", "1.250,50 kr.", 300, "500,-", "75 kr", "12.000\u00a0kr."]
    book = workbook(*with_column(values, "Beløb"))
    book.active["E4"].number_format = '#,##0.00\\ "kr."'
    return book


@case(
    "yes-no",
    {"xlsx": OPENPYXL},
    "Deltaget is Ja, Nej, x, ✓, nej, JA: four yes (rows 1, 3, 4, 6), two no",
)
def yes_no():
    """Ticked off by several people."""
    return workbook(*with_column(["Ja", "Nej", "x", "✓", "nej", "JA"], "Deltaget"))


# --- Workbooks: formulas ----------------------------------------------------------------------------------------------------


def with_formulas(broken=False):
    """The log with Deltagere as a sum of two columns; or with a division by zero, and a look-up that found nothing."""
    rows = []
    for i, (day, kind, number, note) in enumerate(LOG):
        at = i + 2
        formula = f"=E{at}+F{at}"
        if broken and i == 1:
            formula = f"=F{at}/E{at}"
        if broken and i == 4:
            note = "=NA()"
        doctors = 0 if i == 1 else number // 2
        rows.append([day, kind, formula, note, doctors, number - doctors])
    return workbook(rows, [*HEADER, "Læger", "Personale"])


@case(
    "formulas-uncomputed",
    {"xlsx": OPENPYXL},
    "Deltagere has formulas without values",
    0,
    0,
    "an error for each of the six cells: nobody has computed the formula; open and save in Excel. Not 0, not empty",
)
def formulas_uncomputed():
    """A file that a script made and no spreadsheet program has opened since."""
    return with_formulas()


UNCOMPUTED = "an error for each of the six cells: nobody has computed the formula"


@case("formulas-uncomputed-xlwt", {"xls": "xlwt"}, "Deltagere has formulas with empty texts as their values", 0, 0, UNCOMPUTED)
def formulas_uncomputed_xlwt():
    """The same by a library for .xls."""
    return xlwt_book(list(with_formulas().active.values))


@case("formulas-uncomputed-odfpy", {"ods": "odfpy"}, "Deltagere has formulas without values", 0, 0, UNCOMPUTED)
def formulas_uncomputed_odfpy():
    """The same by a library for .ods."""
    return odfpy_book(list(with_formulas().active.values))


@case(
    "formulas-zero",
    {"xlsx": "xlsxwriter"},
    "Deltagere has formulas with the value 0, which xlsxwriter writes where it knows none; true sum 63",
    "–",
    "–",
    "that the formulas were never computed (`fullCalcOnLoad` in xl/workbook.xml); six zeros are not the true values",
)
def formulas_zero():
    """The same by a library that writes 0 for every formula."""
    rows = [[day, kind, f"=E{at}+F{at}", note, number, 0] for at, (day, kind, number, note) in enumerate(LOG, start=2)]
    return xlsxwriter_book(rows, [*HEADER, "Læger", "Personale"])


@case("formulas-computed", {"xlsx": LIBREOFFICE, "ods": LIBREOFFICE, "xls": LIBREOFFICE}, "Deltagere has formulas with values")
def formulas_computed():
    """A sheet with formulas, saved by the program that computed them."""
    return with_formulas()


@case(
    "error-cells",
    {"xlsx": LIBREOFFICE, "ods": LIBREOFFICE, "xls": LIBREOFFICE},
    "#DIV/0! in Deltagere (sheet row 3) and #N/A in Note (sheet row 6)",
    4,
    30,
    "error `bad-cell` for both cells, with what stands in them",
)
def error_cells():
    """Formulas that went wrong."""
    return with_formulas(broken=True)


# --- Workbooks: size and sheets ---------------------------------------------------------------------------------------------


@case(
    "trailing-rows",
    {"xlsx": "xlsxwriter", "ods": LIBREOFFICE},
    "5000 empty rows below the data, each with a formatted cell; in the .ods they are one repeated row",
)
def trailing_rows():
    """Somebody gave the first column borders far down below the data."""

    def borders(book, page):
        form = book.add_format({"border": 1})
        for at in range(len(LOG) + 1, len(LOG) + 5001):
            page.write_blank(at, 0, None, form)

    return xlsxwriter_book(LOG, more=borders)


@case(
    "year-sheets",
    {"xlsx": OPENPYXL},
    "sheets »2022« (64 + 128), »2023« (256 + 512 + 1024) and »2024« with the same header; 11 rows, sum 2047 in all",
    report="which sheets are read and which are not",
)
def year_sheets():
    """One sheet for each year, the oldest first."""
    row = lambda kind, number, *day: [date(*day), kind, number, None]
    book = workbook([row("Besøg", 64, 2022, 3, 1), row("Møde", 128, 2022, 12, 31)], sheet="2022")
    year = [row("Besøg", 256, 2023, 1, 1), row("Møde", 512, 2023, 6, 1), row("Besøg", 1024, 2023, 12, 31)]
    fill(book.create_sheet("2023"), year)
    fill(book.create_sheet("2024"))
    return book


# --- Workbooks: signs that cannot be seen -----------------------------------------------------------------------------------


@case(
    "invisible-characters",
    {"xlsx": OPENPYXL},
    "no-break spaces, zero-width spaces and non-breaking hyphens (U+2011) in header, dates, categories and numbers",
)
def invisible_characters():
    """Copied out of a web page or a Word table."""
    rows = [
        ["\u00a008-01-2024", "Besøg\u00a0", "4\u00a0", "Første besøg"],
        ["14-02-2024\u200b", "Mø\u200bde", "\u200b1", None],
        ["21\u201103\u20112024", "Be\u2011søg", "16", "Årsmøde på Ærø"],
        ["02\u201105-2024", "\u200bMødet", "2", "Små\u00a0grupper"],
        ["17-09-2024", "\u00a0Besøg\u200b", 32, "\u00a0"],
        ["31.\u00a0december\u00a02024", "Besøg", "\u00a08\u200b", "Tak for i år"],
    ]
    return workbook(rows, ["\u200bDato", "Slags", "Deltagere\u00a0", "Note"])


@case(
    "decomposed",
    {"xlsx": OPENPYXL},
    "å as a + U+030A in the header Område and in its values in rows 1, 3, 5 (æ and ø have no such form): Småøer 4 rows, Ådal 2",
)
def decomposed():
    """Text from a Mac."""
    apart = lambda text: text.replace("å", "a\u030a").replace("Å", "A\u030a")
    values = [apart("Småøer"), "Småøer", apart("Ådal"), "Ådal", apart("Småøer"), "Småøer"]
    return workbook(*with_column(values, apart("Område")))


# --- Workbooks: values that do not fit --------------------------------------------------------------------------------------


@case(
    "markers-deltagere",
    {"xlsx": OPENPYXL},
    "Deltagere is `-`, `n/a`, `ukendt` and `*` in rows 2, 3, 5 and 6",
    2,
    6,
    "an error for each of the four cells, as the column is required; none is 0",
)
def markers_deltagere():
    """People's ways of saying that they do not know."""
    return workbook(replaced("Deltagere", {1: "-", 2: "n/a", 4: "ukendt", 5: "*"}))


@case("markers-note", {"xlsx": OPENPYXL}, "Note is `-`, `n/a`, `ukendt` and `*` in rows 2, 3, 5 and 6; it may be empty")
def markers_note():
    """The same where it does no harm."""
    return workbook(replaced("Note", {1: "-", 2: "n/a", 4: "ukendt", 5: "*"}))


@case(
    "near-miss",
    {"xlsx": OPENPYXL},
    "Slags is `Møder` in row 4",
    5,
    61,
    "error `bad-cell` with »Mente du …«; `Møder` is not taken for Møde in silence",
)
def near_miss():
    """A spelling that nobody has foreseen."""
    return workbook(replaced("Slags", {3: "Møder"}))


@case("category-spellings", {"xlsx": OPENPYXL}, "Slags is `BESØG`, `MØDE`, ` besøg `, `mødet`, `Be-søg`, `be søg`")
def category_spellings():
    """Typed by several people."""
    return workbook(replaced("Slags", ["BESØG", "MØDE", " besøg ", "mødet", "Be-søg", "be søg"]))


@case(
    "duplicate-key",
    {"xlsx": OPENPYXL},
    "Nr., the key, is 3 in both row 3 and row 4",
    5,
    61,
    "error `duplicate-row` at sheet row 5",
)
def duplicate_key():
    """A row that was copied and changed, but for its number."""
    return workbook(*with_column([1, 2, 3, 3, 5, 6], "Nr.", at=0))


# --- Copies -----------------------------------------------------------------------------------------------------------------


@case("copy-duplicate", {"csv": HAND}, "`copy-original.csv` byte by byte", report="the same")
@case("copy-original", {"csv": HAND}, "none", report="with its copy: error `duplicate-file`; the rows count once")
def copies():
    """"log.csv" and "log - Kopi.csv" in one folder."""
    return delimited(texts()).encode()


# --- Names that lie, files that are broken or locked ------------------------------------------------------------------------


@case("xlsx-named-csv", {"csv": OPENPYXL}, "a workbook", report="that its name does not fit its content, or nothing")
def xlsx_named_csv():
    """Renamed so that a system would take it."""
    return saved(workbook())


@case("csv-named-xlsx", {"xlsx": HAND}, "`;`, Windows-1252", report="that its name does not fit its content, or nothing")
def csv_named_xlsx():
    """Renamed so that Excel would open it."""
    return delimited(texts()).encode("cp1252")


@case(
    "html-named-xls",
    {"xls": HAND},
    "an HTML table, UTF-8 by its meta tag",
    report="that it is HTML; the rows where it can be read, else error `unreadable-file` with what to do",
)
def html_named_xls():
    """What many web systems call "Eksport til Excel"."""
    tags = {"&": "&amp;", "<": "&lt;", "ø": "&oslash;"}
    safe = lambda text: "".join(tags.get(sign, sign) for sign in text) or "&nbsp;"
    rows = texts()
    head = "".join(f"<th>{safe(text)}</th>" for text in rows[0])
    body = "\r\n".join("<tr>" + "".join(f"<td>{safe(text)}</td>" for text in row) + "</tr>" for row in rows[1:])
    return (
        '<html xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:x="urn:schemas-microsoft-com:office:excel"'
        ' xmlns="http://www.w3.org/TR/REC-html40">\r\n<head><meta http-equiv="Content-Type" content="text/html; charset=utf-8">'
        "<style>td { mso-number-format:\\@; }</style></head>\r\n"
        f'<body><table border="1">\r\n<tr>{head}</tr>\r\n{body}\r\n</table></body>\r\n</html>\r\n'
    ).encode()


@case("pdf-named-xlsx", {"xlsx": LIBREOFFICE}, "a PDF", "–", "–", "error `unreadable-file`: it is a PDF")
def pdf_named_xlsx():
    """A printed list that somebody renamed."""
    return workbook()


@case(
    "truncated",
    {"xlsx": HAND},
    "the first two thirds of a workbook",
    "–",
    "–",
    "error `unreadable-file`: it is cut off",
)
def truncated():
    """A download that broke off."""
    data = saved(workbook())
    return data[: len(data) * 2 // 3]


@case(
    "password",
    {"xlsx": LIBREOFFICE, "xls": LIBREOFFICE, "ods": LIBREOFFICE},
    "protected by the password `hemmeligt`",
    "–",
    "–",
    "error `unreadable-file`: it has a password",
)
def password():
    """Sent by mail, so it was locked."""
    return workbook()


# --- CPR numbers ------------------------------------------------------------------------------------------------------------
# The 31st of February: nobody can have this number.


@case(
    "cpr-note",
    {"csv": HAND},
    "310299-0000 in Note in row 2",
    "–",
    "–",
    "error `cpr-number` at line 3, without the number",
)
def cpr_note():
    """A CPR number that somebody put into a note."""
    return delimited(texts(replaced("Note", {1: "Ang. 310299-0000, ring tilbage"}))).encode()


@case(
    "cpr-number",
    {"xlsx": OPENPYXL},
    "3102990000 as a number in row 2 of the column Kontakt, which no dataset declares",
    "–",
    "–",
    "error `cpr-number` at sheet row 3, without the number",
)
def cpr_number():
    """A column more than was asked for."""
    return workbook(*with_column([None, 3102990000, None, None, None, None], "Kontakt"))


# --- Running ----------------------------------------------------------------------------------------------------------------

FILTERS = {
    "xlsx": "xlsx:Calc MS Excel 2007 XML",
    "xlsm": "xlsm:Calc MS Excel 2007 VBA XML",
    "xls": "xls:MS Excel 97",
    "ods": "ods:calc8",
    "pdf": "pdf:calc_pdf_Export",
}

PROTECT = """
import subprocess, sys, time, uno
from com.sun.star.beans import NamedValue, PropertyValue
profile, source, *jobs = sys.argv[1:]
pipe = "pipe,name=exports;urp;"
office = subprocess.Popen(["soffice", "--headless", "--norestore", f"-env:UserInstallation={profile}", f"--accept={pipe}"])
context = uno.getComponentContext()
resolver = context.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", context)
for attempt in range(100):
    try:
        remote = resolver.resolve(f"uno:{pipe}StarOffice.ComponentContext")
        break
    except Exception:
        time.sleep(0.2)
desktop = remote.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", remote)
value = lambda name, content: PropertyValue(Name=name, Value=content)
document = desktop.loadComponentFromURL(source, "_blank", 0, (value("Hidden", True),))
ooxml = uno.Any("[]com.sun.star.beans.NamedValue", (NamedValue("CryptoType", "Standard"), NamedValue("OOXPassword", "hemmeligt")))
for target, kind in zip(jobs[::2], jobs[1::2]):
    lock = value("EncryptionData", ooxml) if target.endswith(".xlsx") else value("Password", "hemmeligt")
    document.storeToURL(target, (value("FilterName", kind), lock))
document.close(True)
try:
    desktop.terminate()
except Exception:
    pass
office.wait(30)
"""

ENVIRONMENT = {**os.environ, "TZ": "UTC", "LC_ALL": "C.UTF-8"}


class Office:
    """LibreOffice with a profile of its own."""

    def __init__(self, folder):
        self.folder = Path(folder)
        self.profile = (self.folder / "profile").as_uri()

    def convert(self, jobs):
        """Converts {name: (workbook's bytes, filter)}, with one run for each filter; gives {name: bytes}."""
        results = {}
        for at, kind in enumerate(sorted({kind for _, kind in jobs.values()})):
            source, target = self.folder / f"in{at}", self.folder / f"out{at}"
            source.mkdir()
            names = [name for name, (_, other) in jobs.items() if other == kind]
            for i, name in enumerate(names):
                (source / f"{i}.xlsx").write_bytes(jobs[name][0])
            command = ["soffice", "--headless", f"-env:UserInstallation={self.profile}", "--convert-to", kind]
            command += ["--outdir", str(target), *(str(source / f"{i}.xlsx") for i in range(len(names)))]
            subprocess.run(command, check=True, capture_output=True, env=ENVIRONMENT)
            for i, name in enumerate(names):
                data = (target / f"{i}.{kind.split(':')[0]}").read_bytes()
                results[name] = still(data) if data.startswith(b"PK") else still_pdf(data) if kind == FILTERS["pdf"] else data
        return results

    def protect(self, data, names):
        """Saves the workbook under each name with a password."""
        source = self.folder / "open.xlsx"
        source.write_bytes(data)
        jobs = []
        for name in names:
            jobs += [(self.folder / name).as_uri(), FILTERS[name.rsplit(".", 1)[1]].split(":")[1]]
        for python in (sys.executable, "/usr/bin/python3"):
            if subprocess.run([python, "-c", "import uno"], capture_output=True).returncode == 0:
                command = [python, "-c", PROTECT, self.profile, source.as_uri(), *jobs]
                subprocess.run(command, check=True, capture_output=True, env=ENVIRONMENT, timeout=120)
                return {name: (self.folder / name).read_bytes() for name in names}
        return {name: None for name in names}


def main(wanted):
    """Makes the files whose name starts with one of those wanted, or all."""
    made, conversions, locked = {}, {}, {}
    for one in CASES:
        for extension, writer in one.writers.items():
            name = f"{one.name}.{extension}"
            if wanted and not name.startswith(tuple(wanted)):
                continue
            content = one.make()
            data = saved(content) if isinstance(content, Workbook) else content
            if writer != LIBREOFFICE:
                made[name] = data
            elif one.name == "password":
                if not (HERE / name).exists():
                    locked[name] = data
            elif one.name == "pdf-named-xlsx":
                conversions[name] = (data, FILTERS["pdf"])
            elif extension == "csv":
                options = f"csv:Text - txt - csv (StarCalc):{one.csv_filter},1,,0,false,true,false"
                conversions[name] = (data, options)
            else:
                conversions[name] = (data, FILTERS[extension])
    with tempfile.TemporaryDirectory() as folder:
        office = Office(folder)
        made |= office.convert(conversions)
        if locked:
            made |= office.protect(next(iter(locked.values())), list(locked))
    for name, data in made.items():
        if data is None:
            print(f"{name}: left as it is, its writer is not installed", file=sys.stderr)
        else:
            (HERE / name).write_bytes(data)
    write_table()


def write_table():
    """Puts the table of all files into README.md."""
    titles = ["file", "writer", "quirk", "rows that count", "sum of Deltagere", "what must be reported"]
    lines = [f"| {' | '.join(titles)} |", "|---" * len(titles) + "|"]
    for one in CASES:
        for extension, writer in one.writers.items():
            cells = [f"`{one.name}.{extension}`", writer, one.quirk, one.rows, one.total, one.report]
            lines.append(f"| {' | '.join(cells)} |")
    readme = HERE / "README.md"
    table = "\n".join(lines) + "\n"
    readme.write_text(re.sub(r"(?m)(^\|.*\n)+\Z", lambda _: table, readme.read_text("utf-8")), "utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
