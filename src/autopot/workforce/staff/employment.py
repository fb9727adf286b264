"""Kinds of employment that change what is counted: leave, substitutes, staff paid by the hour."""

from __future__ import annotations

import re

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from autopot.workforce.staff.cells import Sheet
from autopot.workforce.staff.headings import Header
from autopot.workforce.staff.words import plain

COLUMNS = re.compile(
    r"fastvikar|(ansettelses?|ansatt|tilsettings?|stillings?|st|arbeidsforholds?)"
    r"(form|type|kategori|status|forhold)|ansatttype|ansattgruppe|arbeidsforhold|status|"
    r"avlønning(sform|type)?|lønns(form|type)|vikar(for)?|fravær(skode|stype|sårsak)?"
)
LEAVE_COLUMNS = re.compile(r"(i|har|ute)?perm(isjon)?(skode|stype|sprosent|sårsak|art)?")
SUBSTITUTE = re.compile(r"(års|ferie|lang)?vikar(iat|er)?(\b|$)|substitut", re.I)
LEAVE = re.compile(r"perm\b|perm\.|permisjon|permittert|langtidsfravær|foreldrepenger", re.I)
HOURLY = re.compile(
    r"time ?(lønn|betal|ansatt)|timel|tilkalling|ringevikar|ekstrahjelp|hourly|variabel", re.I
)
LETTERS = {"V": "substitute", "T": "hourly", "P": "leave"}
"""What one letter means in a column in which F is a permanent post."""

NOTHING = {"", "0", "nei", "n", "no", "false", "usann", "ingen", "-", "0,00", "0.0"}


def employment(raw: Sheet, header: Header, rows: NDArray[np.int64]) -> dict[str, NDArray[np.bool_]]:
    """Rows of persons on leave, of substitutes, and of staff paid by the hour.

    Parameters
    ----------
    raw : the sheet with all its columns; nothing of them is copied.
    header : where its columns are.
    rows : (n,) rows of staff.

    Returns
    -------
    leave, substitute and hourly -> (n,) rows.
    """
    found = {name: np.zeros(len(rows), dtype=bool) for name in ("leave", "substitute", "hourly")}
    for column in [*header.ignored, *header.personal]:
        if column >= raw.cells.shape[1]:
            continue
        word = plain(str(raw.cells[header.row, column]))
        texts = pd.Series(raw.cells[rows, column], dtype="str")
        if LEAVE_COLUMNS.fullmatch(word):
            found["leave"] |= ~texts.str.casefold().isin(NOTHING).to_numpy(bool)
        elif COLUMNS.fullmatch(word):
            by_text = {text: _kind(text, set(texts)) for text in set(texts)}
            kinds = texts.map(by_text).to_numpy(object)
            if word.startswith("vikar") and not any(by_text.values()):
                kinds = np.where(texts.str.casefold().isin(NOTHING), "", "substitute")
            for name, where in found.items():
                where |= kinds == name
    return found


def _kind(text: str, others: set[str]) -> str:
    """What a cell says of the employment.

    >>> [_kind(t, {"F", "V"}) for t in ("Vikar", "Timelønn", "V", "Fast", "Permisjon u/lønn")]
    ['substitute', 'hourly', 'substitute', '', 'leave']
    """
    if text.strip().upper() in LETTERS and {"F", "f"} & others:
        return LETTERS[text.strip().upper()]
    for name, words in (("hourly", HOURLY), ("substitute", SUBSTITUTE), ("leave", LEAVE)):
        if words.search(text):
            return name
    return ""
