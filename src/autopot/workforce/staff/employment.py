"""Kinds of employment that change what is counted: leave, substitutes, staff paid by the hour."""

from __future__ import annotations

import re

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from autopot.workforce.staff.cells import Sheet
from autopot.workforce.staff.dates import found_date
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
VACANT = re.compile(r"\b(?:vakan(?:t|te|s|ser|se)|ubesatt|ikke besatt|ledig stilling)\b", re.I)
STARTS = re.compile(
    r"(fra|start|fom|tiltr\w*|ansatt|tilsatt|gyldigfra|ansattfra)(dato)?|dato(fra|start)"
)
ENDS = re.compile(r"(til|slutt|tom|fratr\w*|sluttet|gyldigtil|ansatttil)(dato)?|dato(til|slutt)")
"""Headings of the first and the last day of a post, without signs."""

LETTERS = {"V": "substitute", "T": "hourly", "P": "leave"}
"""What one letter means in a column in which F is a permanent post."""

NOTHING = {"", "0", "nei", "n", "no", "false", "usann", "ingen", "-", "0,00", "0.0"}


def employment(raw: Sheet, header: Header, rows: NDArray[np.int64]) -> dict[str, NDArray[np.bool_]]:
    """Rows of persons on leave, of substitutes, of staff paid by the hour, and of vacant posts.

    Parameters
    ----------
    raw : the sheet with all its columns; nothing of them is copied.
    header : where its columns are.
    rows : (n,) rows of staff.

    Returns
    -------
    leave, substitute, hourly and vacant -> (n,) rows.
    """
    names = ("leave", "substitute", "hourly", "vacant")
    found = {name: np.zeros(len(rows), dtype=bool) for name in names}
    title = [header.columns[name] for name in ("title",) if name in header.columns]
    for column in [*header.ignored, *header.personal, *title]:
        if column >= raw.cells.shape[1]:
            continue
        which, distinct = pd.factorize(raw.cells[rows, column])
        vacant = np.array([bool(VACANT.search(text)) for text in distinct], dtype=bool)
        found["vacant"] |= vacant[which]
        if column in title:
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


def ended_posts(raw: Sheet, header: Header, rows: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Posts whose last day is before the first day of the newest post of the list.

    Parameters
    ----------
    raw, header, rows : as for `employment`.

    Returns
    -------
    (n,) rows; none where the list does not state both days.
    """
    days: dict[str, NDArray[np.int64]] = {}
    for column in [*header.ignored, *header.personal]:
        word = plain(str(raw.cells[header.row, column]))
        for name, words in (("start", STARTS), ("end", ENDS)):
            if name not in days and words.fullmatch(word):
                which, distinct = pd.factorize(raw.cells[rows, column])
                days[name] = np.array([_day(text) for text in distinct], dtype=np.int64)[which]
    if len(days) < 2 or not len(rows):
        return np.zeros(len(rows), dtype=bool)
    ended: NDArray[np.bool_] = (days["end"] > 0) & (days["end"] < days["start"].max())
    return ended


def _day(text: str) -> int:
    """A date as a number that grows with time, 0 where there is none.

    >>> _day("31.12.2015"), _day("2015-12-31"), _day("")
    (20151231, 20151231, 0)
    """
    found = found_date(text)
    parts = found.shown.split(".") if found else []
    whole = len(parts) == 3 and all(part.isdigit() for part in parts) and len(parts[2]) == 4
    return int(parts[2] + parts[1] + parts[0]) if whole else 0


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
