#!/usr/bin/env python3
"""Makes the workbooks `lag-*` in this folder with programs and libraries that exports are really written with.

    python3 tests/exports/lag.py

needs LibreOffice, and Python's openpyxl, xlsxwriter, xlwt and odfpy. What they hold is said in `src/ingest/workbook/tests/written.rs`.
"""

import datetime
import pathlib
import subprocess
import tempfile

import odf.opendocument
import odf.style
import odf.table
import odf.text
import openpyxl
import xlsxwriter
import xlwt

HERE = pathlib.Path(__file__).parent
DAY = datetime.date(2024, 12, 31)


def with_openpyxl():
    """Everything that a workbook can hold: LibreOffice computes it and writes it in its own formats."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Besøg & møder"
    sheet.append(["Nr.", "Dato", "Kommune", "Beløb", "Deltog", "Formel", "Tid"])
    sheet.append([1, DAY, "Ærø <3>", 1250.5, True, "=A2+1", datetime.time(14, 30)])
    sheet.append([2, datetime.datetime(2024, 1, 1, 8, 15), "  to\nlinjer", -0.25, False, "=1/0", None])
    sheet.append([3, None, "skjult", None, None, '=IF(A4=3,"","x")', None])
    sheet.append([4, None, "flettet", None, None, '="a"&"b"', None])
    sheet.merge_cells("C5:D6")
    sheet.row_dimensions[4].hidden = True
    sheet.column_dimensions["E"].hidden = True
    book.create_sheet("Gemt").append(["skjult ark"])
    book["Gemt"].sheet_state = "hidden"
    filtered = book.create_sheet("Filter")
    for row in [["Kommune"], ["Hjørring"], ["Aalborg"], ["Thisted"]]:
        filtered.append(row)
    filtered.auto_filter.ref = "A1:A4"
    filtered.auto_filter.add_filter_column(0, ["Aalborg"])
    filtered.row_dimensions[2].hidden = True
    filtered.row_dimensions[4].hidden = True
    book.save(HERE / "lag-openpyxl.xlsx")


def with_libreoffice():
    with tempfile.TemporaryDirectory() as folder:
        for format in ["xlsx", "ods", "xls"]:
            subprocess.run(
                ["soffice", "--headless", f"-env:UserInstallation=file://{folder}/profile", "--convert-to", format]
                + ["--outdir", folder, HERE / "lag-openpyxl.xlsx"],
                check=True,
                stdout=subprocess.DEVNULL,
            )
            (HERE / f"lag-libreoffice.{format}").write_bytes(pathlib.Path(folder, f"lag-openpyxl.{format}").read_bytes())


def with_xlsxwriter():
    """Dates from 1904, a rich text, inline texts, a filtered table."""
    for name, options in [("lag-xlsxwriter.xlsx", {"date_1904": True}), ("lag-inline.xlsx", {"constant_memory": True})]:
        book = xlsxwriter.Workbook(str(HERE / name), options)
        sheet = book.add_worksheet("Data")
        sheet.write_row(0, 0, ["Dato", "Tekst"])
        sheet.write_datetime(1, 0, datetime.datetime(2024, 12, 31), book.add_format({"num_format": "dd-mm-yyyy"}))
        if "date_1904" in options:
            sheet.write_rich_string(1, 1, "halvt ", book.add_format({"bold": True}), "fed")
        else:
            sheet.write_string(1, 1, "halvt fed")
        sheet.write_number(2, 0, 45657)
        sheet.write_string(2, 1, "uden format")
        book.close()


def with_xlwt():
    book = xlwt.Workbook()
    sheet = book.add_sheet("Data")
    for column, header in enumerate(["Dato", "Kommune", "Antal", "Ja"]):
        sheet.write(0, column, header)
    sheet.write(1, 0, DAY, xlwt.easyxf(num_format_str="DD-MM-YYYY"))
    sheet.write(1, 1, "Læsø")
    sheet.write(1, 2, 7)
    sheet.write(1, 3, True)
    sheet.write(2, 1, "€ ☃")
    sheet.write(2, 2, 0.1)
    sheet.write_merge(3, 3, 0, 1, "flettet")
    sheet.row(2).hidden = True
    # More texts than one record holds.
    for row in range(4, 700):
        sheet.write(row, 1, f"{row} " + "æøå " * 10)
    book.save(str(HERE / "lag-xlwt.xls"))


def with_odfpy():
    book = odf.opendocument.OpenDocumentSpreadsheet()
    table = odf.table.Table(name="Data")
    for cells in [["Nr.", "Kommune"], [1, "Læsø"]]:
        row = odf.table.TableRow()
        for value in cells:
            kind = {"valuetype": "float", "value": value} if isinstance(value, int) else {"valuetype": "string"}
            cell = odf.table.TableCell(**kind)
            cell.addElement(odf.text.P(text=str(value)))
            row.addElement(cell)
        table.addElement(row)
    book.spreadsheet.addElement(table)
    book.save(str(HERE / "lag-odfpy.ods"))


if __name__ == "__main__":
    with_openpyxl()
    with_libreoffice()
    with_xlsxwriter()
    with_xlwt()
    with_odfpy()
