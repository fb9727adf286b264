"""Bytes as text, in every encoding that Norwegian systems have written."""

from __future__ import annotations

import codecs

import numpy as np

from autopot.errors import InputError, Problem
from autopot.messages import say, say_many

MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
OLD = ("cp1252", "cp865", "cp850", "mac_roman")
"""Windows, DOS (Nordic; cp437 has the same æ and å), DOS (Western), old Macintosh."""

LETTERS, OTHER_LETTERS, SIGNS = "æøåÆØÅ", "éèêëóòôöäüÉÖÄÜñçášžčŋđŧ", "«»–—’‘“”•…§°½²³€£ \u00a0´·×"
POINTS = ((LETTERS, 1.0), (OTHER_LETTERS, 0.4), (SIGNS, 0.2))
"""How well a sign fits in a Norwegian staff list; any other sign takes a point away."""

LEAST = 0.0
"""Points a sign, below which the bytes are no text."""


def decode(raw: bytes, place: str) -> tuple[str, str]:
    """Bytes as text: by byte-order mark, else UTF-8 if it is that, else an old encoding.

    Parameters
    ----------
    raw : content of a file.
    place : for messages.

    Returns
    -------
    The text and the name of its encoding.

    Raises
    ------
    InputError
        The bytes are no text.

    >>> decode("Bærum".encode("cp1252"), "x.csv"), decode("Rådgiver".encode("cp850"), "x.csv")[0]
    (('Bærum', 'cp1252'), 'Rådgiver')
    >>> decode("Bærum".encode("utf-16"), "x.csv")
    ('Bærum', 'utf-16')
    """
    for mark, encoding in MARKS:
        if raw.startswith(mark):
            return _decoded(raw, encoding, place), encoding
    encoding = _utf_16_without_mark(raw)
    if encoding:
        return _decoded(raw, encoding, place), encoding
    try:
        return raw.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        return _decode_old(raw, place)


def _utf_16_without_mark(raw: bytes) -> str:
    """Which UTF-16 it is, if every second byte is nearly always zero."""
    start = np.frombuffer(raw[:2000], dtype=np.uint8)
    half = len(start) // 2
    even, odd = (int((start[side : 2 * half : 2] == 0).sum()) for side in (0, 1))
    if max(even, odd) <= half // 2 or half < 2:
        return ""
    return "utf-16-le" if odd > even else "utf-16-be"


def _decode_old(raw: bytes, place: str) -> tuple[str, str]:
    counts = np.bincount(np.frombuffer(raw, dtype=np.uint8), minlength=256)[128:]
    points = {name: _points(counts, name) for name in OLD}
    best = max(OLD, key=points.__getitem__)
    if points[best] < LEAST:
        _raise_where_mixed(raw, place)
        allowed = say("a text file in UTF-8, UTF-16 or Windows-1252")
        remedy = say("save it as CSV UTF-8 in Excel")
        raise InputError(Problem(place, say("the content is not text"), allowed, remedy))
    return raw.decode(best), best


def _raise_where_mixed(raw: bytes, place: str) -> None:
    """Name the lines, where some are UTF-8 and others not: two files were put together."""
    lines = raw.splitlines()
    other = [number for number, line in enumerate(lines, start=1) if not _is_utf_8(line)]
    if sum(not line.isascii() for line in lines) == len(other):
        return
    shown = ", ".join(map(str, other[:10])) + (" …" if len(other) > 10 else "")
    found = say_many(
        "line {lines} is in another encoding than the rest of the file (UTF-8)",
        "lines {lines} are in another encoding than the rest of the file (UTF-8)",
        count=len(other),
        lines=shown,
    )
    remedy = say("were two files put together? Export it anew, or save both as CSV UTF-8 first")
    raise InputError(Problem(place, found, say("one encoding in the whole file"), remedy))


def _is_utf_8(line: bytes) -> bool:
    try:
        line.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _points(counts: np.ndarray, encoding: str) -> float:
    """How well the bytes above 127 read in an encoding, in points a sign."""
    weights = []
    for byte, count in enumerate(counts, start=128):
        try:
            sign = bytes([byte]).decode(encoding)
        except UnicodeDecodeError:
            weights.append(-np.inf if count else 0.0)
            continue
        weights.append(next((points for signs, points in POINTS if sign in signs), -1.0))
    used = counts > 0
    return float(counts[used] @ np.array(weights)[used] / counts.sum())


def _decoded(raw: bytes, encoding: str, place: str) -> str:
    try:
        return raw.decode(encoding)
    except UnicodeDecodeError as error:
        found = say(
            "the text is not valid {encoding} at byte {byte}", encoding=encoding, byte=error.start
        )
        raise InputError(Problem(place, found, remedy=say("save the file anew"))) from error
