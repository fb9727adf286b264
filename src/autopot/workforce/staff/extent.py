"""How much a workbook holds, counted without unpacking it into memory."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from openpyxl.utils import column_index_from_string

from autopot.errors import InputError, Problem
from autopot.messages import say

MAX_UNPACKED = 200_000_000
"""Bytes that a workbook may hold when it is unpacked; 60,000 rows of staff have a third of it."""

MAX_ROWS, MAX_COLUMNS = 1_048_576, 16_384
"""What Excel itself holds."""

MAX_AREA = 20_000_000
"""Cells from A1 to the last row and column: readers make room for all of them, 32 bytes each."""

PIECE = 1 << 20
OVERLAP = 200
"""Bytes of a piece that are looked at again with the next, so that no tag is cut in two."""

ROW = re.compile(rb"<(?:\w+:)?row\b[^<>]*?\br=\"(\d+)\"")
CELL = re.compile(rb"<(?:\w+:)?c\b[^<>]*?\br=\"([A-Za-z]{1,9})(\d{1,12})\"")


@dataclass(frozen=True)
class Extent:
    """What one sheet reaches.

    Parameters
    ----------
    rows, columns : number of the last row and column that the file names, from 1; 0 for none.
    """

    rows: int
    columns: int


def check_extent(path: Path) -> int:
    """Refuse a zipped workbook that is too large, before anything makes room for it.

    Parameters
    ----------
    path : the file; one that is no zip file is not looked at.

    Returns
    -------
    Bytes it holds when it is unpacked, 0 if it is no zip file.

    Raises
    ------
    InputError
        It is damaged, larger than 200 MB unpacked, or a cell stands further out than any sheet goes
        or so far from the table that the room between would fill the memory.
    """
    if not zipfile.is_zipfile(path):
        return 0
    with zipfile.ZipFile(path) as archive:
        size = sum(member.file_size for member in archive.infolist())
        if size > MAX_UNPACKED:
            raise InputError(_too_large(path, size))
        counted = 0
        for member in archive.infolist():
            if member.filename.startswith("xl/worksheets/") and member.filename.endswith(".xml"):
                with archive.open(member) as file:
                    extent, read = _extent(file, MAX_UNPACKED - counted)
                counted += read
                if counted >= MAX_UNPACKED:
                    raise InputError(_too_large(path, counted))
                _check(path, extent)
    return size


def _extent(file: IO[bytes], most: int) -> tuple[Extent, int]:
    """The extent of a sheet, and the bytes that came out, whatever the archive says of them."""
    rows, letters, read = 0, set[bytes](), 0
    for piece in _pieces(file):
        read += len(piece)
        if read > most:
            break
        rows = max([rows, *(int(number[:12]) for number in ROW.findall(piece))])
        for column, number in CELL.findall(piece):
            letters.add(column)
            rows = max(rows, int(number))
    columns = max((_column(name.decode("ascii")) for name in letters), default=0)
    return Extent(rows, columns), read


def _pieces(file: IO[bytes]) -> Iterator[bytes]:
    tail = b""
    while piece := file.read(PIECE):
        yield tail + piece
        tail = piece[-OVERLAP:]


def _column(letters: str) -> int:
    """Number of a column; past the last that Excel has, whatever the letters.

    >>> _column("A"), _column("XFD"), _column("ZZZZ") > MAX_COLUMNS
    (1, 16384, True)
    """
    return column_index_from_string(letters) if len(letters) <= 3 else MAX_COLUMNS + 1


def _check(path: Path, extent: Extent) -> None:
    if extent.rows > MAX_ROWS or extent.columns > MAX_COLUMNS:
        found = say(
            "a cell outside every sheet (row {row}, column {column})",
            row=extent.rows,
            column=extent.columns,
        )
        allowed = say(
            "at most {rows:,} rows and {columns:,} columns", rows=MAX_ROWS, columns=MAX_COLUMNS
        )
        remedy = say("the file is damaged: open it in the program it was made in, and save it anew")
        raise InputError(Problem(str(path), found, allowed, remedy))
    if extent.rows * extent.columns > MAX_AREA:
        found = say(
            "something stands far outside the table: row {row}, column {column}",
            row=extent.rows,
            column=extent.columns,
        )
        most = MAX_AREA // 1_000_000
        allowed = say("rows times columns at most {most} million", most=most)
        remedy = say(
            "go to the last cell (Ctrl+End), delete the rows and columns outside the table, and "
            "save"
        )
        raise InputError(Problem(str(path), found, allowed, remedy))


def _too_large(path: Path, size: int) -> Problem:
    found = say("the file is {size:,.0f} MB when unpacked", size=size / 1e6)
    allowed = say("at most {size} MB", size=MAX_UNPACKED // 1_000_000)
    remedy = say("save the staff list alone, or sum it up with autopot aggregate first")
    return Problem(str(path), found, allowed, remedy)
