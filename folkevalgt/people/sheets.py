"""A table from a file as offices make them: CSV in any of the usual encodings and separators, or an Excel workbook."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

import openpyxl

from folkevalgt.errors import Refusal

ROWS, COLUMNS = 5_000, 60
UNPACKED = 30 << 20  # bytes of a whole workbook
XLSX, OLD_EXCEL = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
Line = tuple[int, list[str]]  # its number in the file, from 1


def tables(data: bytes) -> list[list[Line]]:
    """The file's lines as cells: one table, or one for each sheet of a workbook. Empty lines are left out.

    Raises Refusal("file_unreadable") for what is no table, "too_large" for more than 5,000 lines.
    """
    if data.startswith(OLD_EXCEL):
        raise Refusal("file_unreadable", 400, ".xls")
    found = list(_workbook(data)) if data.startswith(XLSX) else [_csv(_text(data))]
    return [[line for line in table if any(line[1])] for table in found]


def _text(data: bytes) -> str:
    """UTF-16 and UTF-8 by their marks, then by what they cannot be; what is left is Windows-1252, as Excel writes."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _decoded(data, "utf-16")
    if b"\0" in data[:400]:
        return _decoded(data, "utf-16-le" if data[1:2] == b"\0" else "utf-16-be")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")


def _decoded(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        raise Refusal("file_unreadable", 400, encoding) from None


def _csv(text: str) -> list[Line]:
    if "\0" in text:
        raise Refusal("file_unreadable", 400, "NUL")
    first, _, rest = text.partition("\n")
    given = first.strip().lower().removeprefix("sep=") if first.lower().startswith("sep=") else ""
    skipped = 1 if given or first.strip().lower() == "sep=" else 0
    body = rest if skipped else text
    reader = csv.reader(io.StringIO(body, newline=""), delimiter=(given or _separator(body))[0])
    lines: list[Line] = []
    try:
        begins = 1
        for cells in reader:
            lines.append((begins + skipped, [cell.strip() for cell in cells[:COLUMNS]]))
            begins = reader.line_num + 1
            _count(lines)
    except csv.Error as error:
        raise Refusal("file_unreadable", 400, str(error)) from None
    return lines


def _separator(text: str) -> str:
    """The one that cuts the first lines into the same number of cells, and into most."""
    lines = [line for line in text.splitlines()[:20] if line.strip()]
    return max(";\t,", key=lambda each: min((line.count(each) for line in lines[-5:]), default=0))


def _workbook(data: bytes) -> Iterator[list[Line]]:
    """What the cells show: numbers without a fraction as whole ones, days as ISO 8601."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            if sum(each.file_size for each in packed.infolist()) > UNPACKED:
                raise Refusal("too_large", 413)
        book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
        for sheet in book.worksheets:
            lines: list[Line] = []
            sheet.reset_dimensions()  # what a file says of its size may be wrong
            for number, cells in enumerate(sheet.iter_rows(max_col=COLUMNS, values_only=True), 1):
                lines.append((number, [_shown(cell) for cell in cells]))
                _count(lines)
            yield lines
    except Refusal:
        raise
    except Exception as error:  # whatever a broken workbook makes its reader say
        raise Refusal("file_unreadable", 400, type(error).__name__) from None


def _count(lines: list[Line]) -> None:
    if len(lines) > ROWS:
        raise Refusal("too_large", 413)


def _shown(cell: Any) -> str:
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return "" if cell is None else str(cell).strip()
