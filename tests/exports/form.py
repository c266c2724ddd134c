#!/usr/bin/env python3
"""Fills in a form of `kapreport inputs` with LibreOffice, as a person would, and saves it there.

    /usr/bin/python3 form.py FORM.xlsx form-libreoffice.xlsx

FORM.xlsx is the one that `tests/suite/inputs.rs` makes of its datasets. Texts and numbers are typed into the cells (dates in the
Danish way, practice numbers with their leading zeros), the example of »Register« is deleted, and »Vejledning« is put first: all that
must make no difference. Needs LibreOffice with its Python bindings.
"""

import subprocess
import sys
import tempfile
import time
from pathlib import Path

import uno
from com.sun.star.beans import PropertyValue

LOG = [
    ["A-1", "08-01-2024", "Besøg", "4", "1250,5", "012345", "Ja", "Medicin; KOL", "2019", "", ""],
    ["A-2", "31-12-2024", "Møde, eller et andet slags møde", "12", "", "990002", "Nej", "", "", "uden emne", ""],
]
REGISTER = [["012345", "01-01-2019", ""]]


def connect(profile: str):
    """Starts LibreOffice with a profile of its own, and returns it and its desktop."""
    pipe = "pipe,name=kapreport-form;urp"
    office = subprocess.Popen(
        ["soffice", "--headless", "--norestore", f"-env:UserInstallation=file://{profile}", f"--accept={pipe}"]
    )
    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
    for _ in range(120):
        try:
            context = resolver.resolve(f"uno:{pipe};StarOffice.ComponentContext")
            return office, context.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", context)
        except Exception:  # It is not up yet.
            time.sleep(0.5)
    raise SystemExit("LibreOffice does not start")


def type_rows(book, sheet, rows, first):
    """Types rows into the sheet from row `first` (from 0). A cell with a text format takes what is typed as it stands."""
    for row, cells in enumerate(rows, first):
        for column, text in enumerate(cells):
            cell = sheet.getCellByPosition(column, row)
            if book.NumberFormats.getByKey(cell.NumberFormat).FormatString == "@":
                cell.setString(text)
            elif text:
                cell.setFormula(native(text))


def native(text):
    """What a Dane types, as the office's interface takes it."""
    parts = text.split("-")
    return f"{parts[2]}-{parts[1]}-{parts[0]}" if len(parts) == 3 else text.replace(",", ".")


def main(form: Path, filled: Path):
    with tempfile.TemporaryDirectory() as profile:
        office, desktop = connect(profile)
        book = desktop.loadComponentFromURL(form.resolve().as_uri(), "_blank", 0, (PropertyValue("Hidden", 0, True, 0),))
        type_rows(book, book.Sheets.getByName("Log"), LOG, 2)
        register = book.Sheets.getByName("Register")
        register.Rows.removeByIndex(1, 1)
        type_rows(book, register, REGISTER, 1)
        book.Sheets.moveByName("Vejledning", 0)
        book.storeToURL(filled.resolve().as_uri(), (PropertyValue("FilterName", 0, "Calc MS Excel 2007 XML", 0),))
        book.close(True)
        desktop.terminate()
        office.wait(60)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
