"""Cells of an .xls that hold an error: calamine reads them as empty.

An .xls is a container of streams (OLE) with one stream of records (BIFF). The container's chains of
sectors are followed, and of the records only those that name sheets and hold errors are looked at.

Source
------
[MS-CFB] 2.2-2.6 (header, sectors, directory), [MS-XLS] 2.4.28 BoundSheet8, 2.4.24 BoolErr, 2.4.127
Formula, 2.5.10 Bes (error codes).
"""

from __future__ import annotations

import struct
from collections.abc import Sequence
from pathlib import Path

Faults = dict[tuple[int, int], str]
ERRORS = {
    0x00: "#NULL!", 0x07: "#DIV/0!", 0x0F: "#VALUE!", 0x17: "#REF!",
    0x1D: "#NAME?", 0x24: "#NUM!", 0x2A: "#N/A",
}  # fmt: skip
BOUND_SHEET, BOOL_ERROR, FORMULA, START, END = 0x85, 0x205, (0x06, 0x206, 0x406), 0x809, 0x0A
END_OF_CHAIN = 0xFFFFFFFA
"""Sector numbers from here on are marks."""


def xls_faults(path: Path) -> dict[str, Faults]:
    """Errors in every sheet of an .xls of Excel 97 and later.

    Parameters
    ----------
    path : the file.

    Returns
    -------
    Name of the sheet -> row and column from 0 -> the error, such as "#DIV/0!". What cannot be
    followed gives none: calamine has read the values and said so if the file is broken.
    """
    try:
        stream = _workbook_stream(path.read_bytes())
        return errors_of(stream)
    except (struct.error, IndexError, ValueError):
        return {}


def _workbook_stream(content: bytes) -> bytes:
    """The stream of records, empty where there is none."""
    size = 1 << struct.unpack_from("<H", content, 30)[0]
    small_size = 1 << struct.unpack_from("<H", content, 32)[0]
    directory_at, limit, small_table_at = struct.unpack_from("<I4x2I", content, 48)
    table = _sector_table(content, size)
    sectors = content[size:]
    directory = _chain(sectors, table, size, directory_at)
    root = struct.unpack_from("<I", directory, 116)[0]
    for at in range(0, len(directory), 128):
        length = struct.unpack_from("<H", directory, at + 64)[0]
        name = directory[at : at + max(length - 2, 0)].decode("utf-16-le", "replace")
        if name != "Workbook":
            continue
        start, stream_size = struct.unpack_from("<2I", directory, at + 116)
        if stream_size >= limit:
            return _chain(sectors, table, size, start)[:stream_size]
        raw = _chain(sectors, table, size, small_table_at)
        small_table = struct.unpack(f"<{len(raw) // 4}I", raw)
        small = _chain(sectors, table, size, root)
        return _chain(small, small_table, small_size, start)[:stream_size]
    return b""


def _sector_table(content: bytes, size: int) -> list[int]:
    """The sector after each sector."""
    places = list(struct.unpack_from("<109I", content, 76))
    more, count = struct.unpack_from("<2I", content, 68)
    for _ in range(min(count, len(content) // size)):
        part = struct.unpack_from(f"<{size // 4}I", content, (more + 1) * size)
        places += part[:-1]
        more = part[-1]
    table: list[int] = []
    for sector in places:
        if sector < END_OF_CHAIN:
            table += struct.unpack_from(f"<{size // 4}I", content, (sector + 1) * size)
    return table


def _chain(sectors: bytes, table: Sequence[int], size: int, sector: int) -> bytes:
    """The content of a chain of sectors; a chain in a circle ends after the last sector."""
    parts: list[bytes] = []
    while sector < END_OF_CHAIN and len(parts) <= len(table):
        parts.append(sectors[sector * size : (sector + 1) * size])
        sector = table[sector]
    return b"".join(parts)


def errors_of(stream: bytes) -> dict[str, Faults]:
    """Errors in every sheet of a stream of records."""
    sheets = _sheet_starts(stream)
    return {name: _sheet_errors(stream, at) for name, at in sheets.items()}


def _sheet_starts(stream: bytes) -> dict[str, int]:
    result: dict[str, int] = {}
    for kind, at, length in _records(stream, 0):
        if kind == BOUND_SHEET:
            start, count, wide = struct.unpack_from("<IxxBB", stream, at)
            raw = stream[at + 8 : at + length]
            name = (
                raw[: 2 * count].decode("utf-16-le") if wide & 1 else raw[:count].decode("latin-1")
            )
            result[name] = start
    return result


def _sheet_errors(stream: bytes, start: int) -> Faults:
    result: Faults = {}
    for kind, at, length in _records(stream, start):
        code = None
        if kind == BOOL_ERROR and length >= 8 and stream[at + 7] == 1:
            code = stream[at + 6]
        elif kind in FORMULA and stream[at + 6] == 2 and stream[at + 12 : at + 14] == b"\xff\xff":
            code = stream[at + 8]
        if code is not None:
            row, column = struct.unpack_from("<2H", stream, at)
            result[row, column] = ERRORS.get(code, "#?")
    return result


def _records(stream: bytes, at: int) -> list[tuple[int, int, int]]:
    """Kind, place and length of each record up to the end of the part that begins here."""
    result, depth = [], 0
    while at + 4 <= len(stream):
        kind, length = struct.unpack_from("<2H", stream, at)
        depth += (kind == START) - (kind == END)
        result.append((kind, at + 4, length))
        at += 4 + length
        if kind == END and depth <= 0:
            break
    return result
