"""Sets the sources of each folder to a PDF, one after the other, as a script with Python's typst does. Prints the seconds for each, and those of
processor time."""

import sys
import time
from pathlib import Path

import typst

fonts, folders = sys.argv[1], sys.argv[2:]
standards = ["ua-1", "a-3a"]
for folder in folders:
    started, used = time.perf_counter(), time.process_time()
    pdf = typst.compile(
        str(Path(folder) / "shared" / "main.typ"),
        root=folder,
        font_paths=[fonts],
        ignore_system_fonts=True,
        pdf_standards=standards,
    )
    Path(folder).with_suffix(".pdf").write_bytes(pdf)
    print(time.perf_counter() - started, time.process_time() - used, flush=True)
