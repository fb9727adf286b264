"""Cells whose signs or values came to harm on their way: mended where that is sure, and told.

Text in UTF-8 that was once read as Windows-1252, Macintosh or DOS (Ã…rsverk for Årsverk) is read
back. Signs that nobody sees are taken away. Texts that are
errors of a workbook (#N/A, also in Norwegian) are such errors.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from autopot.workforce.staff.cells import Kind, Remark, Sheet


def _twice_coded_signs() -> dict[str, str]:
    """What a letter in UTF-8 looks like where its bytes were read one by one -> the letter."""
    result: dict[str, str] = {}
    for encoding, signs in (
        ("cp1252", [*map(chr, range(0xA0, 0x100)), *"–—‘’“”•…€œŒšŠžŽ"]),
        ("mac_roman", map(chr, range(0xC0, 0x100))),
        ("cp850", map(chr, range(0xC0, 0x100))),
    ):
        for sign in signs:
            read = "".join(_read(byte, encoding) for byte in sign.encode("utf-8"))
            result.setdefault(read, sign)
    return result


def _read(byte: int, encoding: str) -> str:
    """A byte as an encoding reads it; bytes it does not know become control characters."""
    return bytes([byte]).decode(encoding, "ignore") or chr(byte)


TWICE_CODED = _twice_coded_signs()
TWICE = re.compile("|".join(map(re.escape, TWICE_CODED)))
"""Letters above ASCII in UTF-8 that was read as Windows-1252, Macintosh or DOS; no word of any
Nordic language holds such signs side by side."""

CONTROL = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u0080-\u009f\u00ad\u200b-\u200f\u2060\ufeff\ufffe\uffff]"
)
"""Signs that nobody sees; most of them no workbook can hold."""

IN_NUMBER = re.compile(r"(?<=\d)[\x00-\x08\x0e-\x1f]+(?=\d)")
BREAKS = re.compile("[\x0b\x0c]+")
KEPT_ZERO = re.compile(r'="(.*)"|\'(?=\d+$)')
"""How Excel is told to keep the zeros of a code, as it stands where that was saved as text."""

LOST = "\ufffd"
ERRORS = re.compile(
    r"#(?:DIV/0!|N/A|I/T|NAME\?|NAVN\?|NULL!|NUM!|REF!|VALUE!|VERDI!|SPILL!|CALC!)|Err:5\d\d"
)


def mended(sheet: Sheet) -> Sheet:
    """The sheet with its texts put right, and remarks of what was done or cannot be.

    Parameters
    ----------
    sheet : as a reader gives it.
    """
    texts = sheet.kinds == Kind.TEXT
    index, distinct = pd.factorize(sheet.cells[texts])
    if not len(distinct):
        return sheet
    where = np.full(sheet.cells.shape, -1)
    where[texts] = index
    whole = "\n".join(distinct)
    if ERRORS.search(whole):
        sheet = _errors(sheet, where, distinct)
    if TWICE.search(whole):
        sheet, distinct = _changed(sheet, where, distinct, _coded_once, "coded_twice")
    if CONTROL.search(whole):
        sheet, distinct = _changed(sheet, where, distinct, _without_control, "control_characters")
    if KEPT_ZERO.search(whole) or "'" in whole:
        sheet, distinct = _changed(sheet, where, distinct, _kept_zero, "")
    if LOST in whole:
        sheet = _remarked(sheet, where, [LOST in text for text in distinct], "lost_letters", {})
    return sheet


def _errors(sheet: Sheet, where: NDArray[np.int64], distinct: NDArray[np.object_]) -> Sheet:
    wrong = [bool(ERRORS.fullmatch(text)) for text in distinct]
    if not any(wrong):
        return sheet
    at = _cells_of(where, wrong)
    faults = {
        **sheet.faults,
        **{(int(r), int(c)): str(sheet.cells[r, c]) for r, c in np.argwhere(at)},
    }
    covered = sheet.covered(at, "")
    covered.kinds[at] = Kind.ERROR
    return replace(covered, faults=faults)


def _coded_once(text: str) -> str:
    """A text with letters that were coded twice put back.

    >>> _coded_once("Ã…rsverk"), _coded_once("Årsverk"), _coded_once("ti√∏r pÃ¥ Å")
    ('Årsverk', 'Årsverk', 'tiør på Å')
    """
    return TWICE.sub(lambda found: TWICE_CODED[found[0]], text)


def _without_control(text: str) -> str:
    r"""A text without signs that nobody sees; between digits one is lost, and it is no number.

    >>> _without_control("Lærer\x07"), _without_control("1\x000")
    ('Lærer', '1�0')
    """
    text = IN_NUMBER.sub(LOST, text)
    return CONTROL.sub("", BREAKS.sub(" ", text)).strip()


def _kept_zero(text: str) -> str:
    """A code without what made Excel keep its zero.

    >>> [_kept_zero(text) for text in ('="0301"', "'0301", "'t", "=1+1")]
    ['0301', '0301', "'t", '=1+1']
    """
    found = KEPT_ZERO.match(text)
    return text if not found else found[1] if found[1] is not None else text[1:]


def _changed(
    sheet: Sheet,
    where: NDArray[np.int64],
    distinct: NDArray[np.object_],
    change: Callable[[str], str],
    kind: str,
) -> tuple[Sheet, NDArray[np.object_]]:
    """The sheet with texts changed, and a remark of it; none where `kind` is empty."""
    new = np.array([change(text) for text in distinct], dtype=object)
    differs = [after != before for after, before in zip(new, distinct, strict=True)]
    if not any(differs):
        return sheet, new
    at = _cells_of(where, differs)
    cells, kinds = sheet.cells.copy(), sheet.kinds.copy()
    cells[at] = new[where[at]]
    kinds[at & (cells == "")] = Kind.EMPTY
    values = _sample(str(distinct[differs.index(True)]))
    rows = tuple(np.flatnonzero(at.any(axis=1)).tolist())
    remarks = (*sheet.remarks, *([Remark(kind, values, rows)] if kind else []))
    return replace(sheet, cells=cells, kinds=kinds, remarks=remarks), new


def _remarked(
    sheet: Sheet, where: NDArray[np.int64], which: list[bool], kind: str, values: dict[str, str]
) -> Sheet:
    """The sheet with a remark for each column; no whole cell is shown, for it may name a person."""
    at = _cells_of(where, which)
    remarks = tuple(
        Remark(kind, values, tuple(np.flatnonzero(at[:, column]).tolist()), column)
        for column in np.flatnonzero(at.any(axis=0)).tolist()
    )
    return replace(sheet, remarks=(*sheet.remarks, *remarks))


def _cells_of(where: NDArray[np.int64], which: list[bool]) -> NDArray[np.bool_]:
    """Cells whose text is one of some."""
    result: NDArray[np.bool_] = np.append(np.array(which, dtype=bool), False)[where]
    return result


def _sample(text: str) -> dict[str, str]:
    """The first signs of a text that came to harm, and what they were."""
    twice, control = TWICE.search(text), CONTROL.search(text)
    if twice:
        return {"value": twice[0], "read": _coded_once(twice[0])}
    return {"value": f"\\x{ord(control[0]):02x}" if control else ""}
