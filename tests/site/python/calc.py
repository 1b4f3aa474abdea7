"""In: the CSV files of built sites. Out: problems, (check, file, what), for each site. Never: a file in the folder of a site.

LibreOffice Calc opens all files in one run, as a person does who double-clicks them (UTF-8, comma, Japanese), and writes back what its
cells hold: texts in quotes, numbers without. Each cell must be what the file says; a number may lose its grouping commas and the zeros
at its end, which only `printed` has to keep.
"""

import csv
import re
import subprocess
import tempfile
from decimal import Decimal, InvalidOperation
from pathlib import Path

from tables import csv_files

# Comma, double quote, UTF-8 (76), from line 1; Japanese (1041), quoted texts stay as they are, no guessing of dates.
READ = "CSV:44,34,76,1,,1041,false,false"
# The same out of the program, with every text in quotes and numbers as they are held.
WRITE = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,true,false"
CELL = re.compile(r'(?:"((?:[^"]|"")*)"|([^,\r\n]*))(,|\r?\n|$)')


def cells(text):
    """Rows of (characters, whether they are a text)."""
    rows, at = [[]], 0
    while at < len(text):
        found = CELL.match(text, at)
        quoted, plain, end = found.groups()
        rows[-1].append((quoted.replace('""', '"'), True) if quoted is not None else (plain, False))
        at = found.end()
        if end != ",":
            rows.append([])
    return rows[:-1]


def same(source, held, text):
    if source == held:
        return True
    try:
        number = source.replace(",", "")
        return not text and Decimal(number) == Decimal(held) and not re.match(r"-?0\d", number)
    except InvalidOperation:
        return False


def compare(name, source, held):
    try:
        with source.open(encoding="utf-8-sig", newline="") as file:
            rows = list(csv.reader(file))
    except UnicodeDecodeError:
        return [("calc-encoding", name, "not UTF-8")]
    found = cells(held.read_text(encoding="utf-8"))
    if [len(row) for row in rows] != [len(row) for row in found]:
        return [("calc-rows", name, f"{len(rows)} rows in the file, {len(found)} in the sheet, or rows of other lengths")]
    return [
        ("calc-cell", name, f"row {number}, {column}: {wanted!r} is {cell!r}")
        for number, (row, sheet) in enumerate(zip(rows, found), 1)
        for column, wanted, (cell, text) in zip(rows[0], row, sheet)
        if not same(wanted, cell, text)
    ]


def convert(folder, files):
    command = ["soffice", f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless", "--norestore"]
    command += [f"--infilter={READ}", "--convert-to", WRITE, "--outdir", str(folder / "out"), *map(str, files)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)


def check_calc(roots):
    problems = {root: [] for root in roots}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "in").mkdir()
        copies = {}
        for at, root in enumerate(roots):
            for path in csv_files(root):
                copy = folder / "in" / f"{at}-{'.'.join(path.relative_to(root).parts)}"
                copy.write_bytes(path.read_bytes())
                copies[copy] = (root, path.relative_to(root).as_posix())
        convert(folder, copies)
        for copy, (root, path) in copies.items():
            held = folder / "out" / copy.name
            problems[root] += compare(path, copy, held) if held.exists() else [("calc-open", path, "not opened")]
    return problems
