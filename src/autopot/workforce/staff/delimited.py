"""Delimited text as HR systems write it: any Norwegian encoding, comma, semicolon or tab."""

from __future__ import annotations

import codecs
import csv
import io
from pathlib import Path

from autopot.errors import InputError, Norwegian, Problem

DELIMITERS = (";", "\t", ",", "|")
MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
OLD_ENCODINGS = ["cp1252", "cp865", "mac_roman"]
"""Encodings with æ, ø and å that Norwegian systems have written: Windows, DOS, old Macintosh."""

LOOKED_AT = 200
"""Lines that decide the delimiter."""

CELL_LIMIT = 10_000_000


def read_delimited(path: Path) -> tuple[list[list[str]], str]:
    """The rows of a delimited text file.

    Parameters
    ----------
    path : the file.

    Returns
    -------
    Rows of cells as text, and how it was read: "cp1252, ;".

    Raises
    ------
    InputError
        The bytes are no text, or a quoted cell never ends.
    """
    text, encoding = decode(path.read_bytes(), str(path))
    delimiter = find_delimiter(text)
    csv.field_size_limit(CELL_LIMIT)
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True))
    except csv.Error:
        rows = [line.split(delimiter) for line in text.splitlines()]
    return rows, f"{encoding}, {'tab' if delimiter == chr(9) else delimiter}"


def decode(raw: bytes, place: str) -> tuple[str, str]:
    """Bytes as text: by byte-order mark, else UTF-8 if it is that, else an old encoding.

    >>> decode("Bærum".encode("cp1252"), "x.csv")
    ('Bærum', 'cp1252')
    >>> decode("Bærum".encode("utf-16"), "x.csv")
    ('Bærum', 'utf-16')
    """
    for mark, encoding in MARKS:
        if raw.startswith(mark):
            return _decoded(raw, encoding, place), encoding
    if raw[:200].count(0) > len(raw[:200]) // 4:
        encoding = "utf-16-le" if raw[1:2] == b"\0" else "utf-16-be"
        return _decoded(raw, encoding, place), encoding
    try:
        return raw.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        return _decode_old(raw, place)


def _decode_old(raw: bytes, place: str) -> tuple[str, str]:
    from charset_normalizer import from_bytes

    best = from_bytes(raw, cp_isolation=OLD_ENCODINGS).best()
    if best is None:
        allowed = "a text file in UTF-8, UTF-16 or Windows-1252"
        nb = Norwegian(
            "innholdet er ikke tekst",
            "en tekstfil i UTF-8, UTF-16 eller Windows-1252",
            "lagre som CSV UTF-8 i Excel",
        )
        remedy = "save it as CSV UTF-8 in Excel"
        raise InputError(Problem(place, "the bytes are not text", allowed, remedy, nb=nb))
    return str(best), best.encoding


def _decoded(raw: bytes, encoding: str, place: str) -> str:
    try:
        return raw.decode(encoding)
    except UnicodeDecodeError as error:
        found = f"broken {encoding} text at byte {error.start}"
        nb = Norwegian(
            f"teksten er ikke gyldig {encoding} ved byte {error.start}", "", "lagre filen på nytt"
        )
        raise InputError(Problem(place, found, "", "save it anew", nb=nb)) from error


def find_delimiter(text: str) -> str:
    """The delimiter that cuts most lines into the same number of cells, more than one.

    >>> find_delimiter("yrke;årsverk\\n2223;0,8\\n5321;1,0")
    ';'
    """
    lines = [line for line in text.splitlines()[:LOOKED_AT] if line.strip()]
    best, score = DELIMITERS[0], 0
    for delimiter in DELIMITERS:
        counts = [len(row) for row in csv.reader(lines, delimiter=delimiter)]
        common = max(set(counts), key=lambda n: (counts.count(n), n), default=1)
        agreement = counts.count(common) * (common > 1)
        if agreement > score:
            best, score = delimiter, agreement
    return best
