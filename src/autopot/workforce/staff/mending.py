"""Cells whose signs or values came to harm on their way: mended where that is sure, and told.

Text in UTF-8 that was once read as Windows-1252 (Ã…rsverk for Årsverk) is read back where every
sign of the cell fits. Control characters, which no workbook can hold, become spaces. Texts that are
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

READ_AS = "".join(
    bytes([byte]).decode("cp1252", "ignore") or chr(byte) for byte in range(0x80, 0xC0)
)
"""The second bytes of letters in UTF-8, as Windows-1252 shows them."""

TWICE = re.compile(f"[ÃÂ][{re.escape(READ_AS)}]")
"""A letter above ASCII, in UTF-8 that was read as Windows-1252."""

CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u0080-\u009f\ufffe\uffff]+")
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
    sheet = _errors(sheet, where, distinct)
    whole = "\n".join(distinct)
    if TWICE.search(whole):
        sheet, distinct = _twice_coded(sheet, where, distinct)
    if CONTROL.search(whole):
        sheet, distinct = _changed(sheet, where, distinct, _without_control, "control_characters")
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


def _twice_coded(
    sheet: Sheet, where: NDArray[np.int64], distinct: NDArray[np.object_]
) -> tuple[Sheet, NDArray[np.object_]]:
    sheet, mended_texts = _changed(sheet, where, distinct, _coded_once, "coded_twice")
    broken = [bool(TWICE.search(text)) for text in mended_texts]
    if any(broken):
        sample = _sample(str(mended_texts[broken.index(True)]))
        sheet = _remarked(sheet, where, broken, "coded_twice_unclear", sample)
    return sheet, mended_texts


def _coded_once(text: str) -> str:
    """A text that was coded twice as it was before; any other as it is.

    >>> _coded_once("Ã…rsverk"), _coded_once("Årsverk"), _coded_once("Ã…rsverk på")
    ('Årsverk', 'Årsverk', 'Ã…rsverk på')
    """
    if not TWICE.search(text):
        return text
    try:
        return b"".join(_byte(sign) for sign in text).decode("utf-8")
    except UnicodeError:
        return text


def _byte(sign: str) -> bytes:
    """The byte that Windows reads as a sign; it reads five bytes as control characters."""
    return sign.encode("latin-1") if "\u0080" <= sign <= "\u009f" else sign.encode("cp1252")


def _without_control(text: str) -> str:
    return CONTROL.sub(" ", text).strip()


def _changed(
    sheet: Sheet,
    where: NDArray[np.int64],
    distinct: NDArray[np.object_],
    change: Callable[[str], str],
    kind: str,
) -> tuple[Sheet, NDArray[np.object_]]:
    """The sheet with texts changed, and a remark that shows the first."""
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
    remarks = (*sheet.remarks, Remark(kind, values, rows))
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
    return {"value": "".join(f"\\x{ord(sign):02x}" for sign in control[0]) if control else ""}
