"""Kinds of employment that change what is counted: leave, substitutes, vacant posts, who left."""

from __future__ import annotations

import re
from collections.abc import Collection

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from autopot.workforce.staff.cells import Sheet
from autopot.workforce.staff.dates import found_date
from autopot.workforce.staff.headings import Header

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
LEFT = re.compile(
    r"\b(?:(?:av)?slutt(?:et|a)|fratrådt|fråtredd|oppsagt|terminated|inactive|inaktiv|passiv)\b",
    re.I,
)
STAYED = re.compile(r"\b(?:ikke|ikkje|not)\b", re.I)
TELLING = re.compile("|".join(f"(?:{p.pattern})" for p in (HOURLY, SUBSTITUTE, LEAVE, LEFT)), re.I)
"""A text that tells a kind by its words."""

NAMES = ("leave", "substitute", "hourly", "vacant", "ended", "gone")
STARTS = re.compile(
    r"(fra|start|fom|tiltr\w*|ansatt|tilsatt|gyldigfra|ansattfra)(dato)?|dato(fra|start)"
)
ENDS = re.compile(r"(til|slutt|tom|fratr\w*|sluttet|gyldigtil|ansatttil)(dato)?|dato(til|slutt)")
"""Headings of the first and the last day of a post, without signs."""

KNOWN_DAY, YEAR = 20_260_101, 10_000
"""A list is taken to be of this day or newer; fixed, so that a file reads alike on every day."""

LETTERS = {"V": "substitute", "T": "hourly", "P": "leave"}
"""What one letter means in a column in which F is a permanent post."""

NOTHING = {"", "0", "nei", "n", "no", "false", "usann", "ingen", "-", "0,00", "0.0"}


def employment(raw: Sheet, header: Header, rows: NDArray[np.int64]) -> dict[str, NDArray[np.bool_]]:
    """Rows of persons on leave, of substitutes, paid by the hour, who left; posts vacant or ended.

    Parameters
    ----------
    raw : the sheet with all its columns; nothing of them is copied.
    header : where its columns are.
    rows : (n,) rows of staff.

    Returns
    -------
    leave, substitute, hourly, vacant, ended and gone -> (n,) rows.
    """
    found = {name: np.zeros(len(rows), dtype=bool) for name in NAMES}
    for column, word in employment_columns(raw, header):
        texts = pd.Series(raw.cells[rows, column], dtype="str")
        kinds = texts.map(kinds_of(word, set(texts))).to_numpy(object)
        for name, where in found.items():
            where |= kinds == name
    for column in columns_of_vacancies(raw, header):
        which, distinct = pd.factorize(raw.cells[rows, column])
        found["vacant"] |= np.array([bool(VACANT.search(t)) for t in distinct], dtype=bool)[which]
    days: dict[str, NDArray[np.int64]] = {}
    for name, column in day_columns(raw, header).items():
        which, distinct = pd.factorize(raw.cells[rows, column])
        days[name] = np.array([day_of(text) for text in distinct], dtype=np.int64)[which]
    if "end" in days and len(rows):
        newest = int(days["start"].max()) if "start" in days else 0
        kinds = np.array([kind_of_end(day, newest) for day in days["end"].tolist()], dtype=object)
        found["ended"] = kinds == "ended"
        found["gone"] |= kinds == "gone"
    return found


def employment_columns(sheet: Sheet, header: Header) -> list[tuple[int, str]]:
    """Columns that may tell the kind of employment, with their plain headings.

    Parameters
    ----------
    sheet : with all its columns.
    header : where they are.

    Returns
    -------
    (column of the sheet, plain heading) of each, personal ones among them.
    """
    words = header.words(sheet, [*header.ignored, *header.personal])
    known = (LEAVE_COLUMNS, COLUMNS)
    return [(n, word) for n, word in words.items() if any(p.fullmatch(word) for p in known)]


def kinds_of(word: str, texts: Collection[str]) -> dict[str, str]:
    """Each of the different texts of such a column -> leave, substitute, hourly, gone or "".

    Parameters
    ----------
    word : the plain heading of the column.
    texts : all the different texts in it.

    >>> kinds_of("permisjon", {"", "Nei", "100"})["100"], kinds_of("vikarfor", {"", "1234"})["1234"]
    ('leave', 'substitute')
    """
    stated = {text: text.casefold() not in NOTHING for text in texts}
    if LEAVE_COLUMNS.fullmatch(word):
        return {text: "leave" if there else "" for text, there in stated.items()}
    by_text = {text: kind_of(text, texts) for text in texts}
    if word.startswith("vikar") and not any(by_text.values()):
        return {text: "substitute" if there else "" for text, there in stated.items()}
    return by_text


def columns_of_vacancies(sheet: Sheet, header: Header) -> list[int]:
    """Columns that may say that a post is vacant: titles, and what nothing reads.

    Parameters
    ----------
    sheet : with all its columns.
    header : where they are.

    Returns
    -------
    Columns of the sheet, from 0.
    """
    title = [header.columns["title"]] if "title" in header.columns else []
    every = [*header.ignored, *header.personal, *title]
    return [column for column in every if column < sheet.cells.shape[1]]


def day_columns(sheet: Sheet, header: Header) -> dict[str, int]:
    """Columns of the first ("start") and the last day ("end") of posts.

    Parameters
    ----------
    sheet : with all its columns.
    header : where they are.

    Returns
    -------
    "start" and "end" -> column of the sheet, from 0; the first that has such a heading.
    """
    found: dict[str, int] = {}
    columns = [n for n in columns_of_vacancies(sheet, header) if n != header.columns.get("title")]
    for column, word in header.words(sheet, columns).items():
        for name, words in (("start", STARTS), ("end", ENDS)):
            if words.fullmatch(word):
                found.setdefault(name, column)
    return found


def day_of(text: str) -> int:
    """A date as a number that grows with time, 0 where there is none.

    >>> day_of("31.12.2015"), day_of("2015-12-31"), day_of("")
    (20151231, 20151231, 0)
    """
    found = found_date(text)
    parts = found.shown.split(".") if found else []
    whole = len(parts) == 3 and all(part.isdigit() for part in parts) and len(parts[2]) == 4
    return int(parts[2] + parts[1] + parts[0]) if whole else 0


def kind_of_end(end: int, newest: int) -> str:
    """What the last day of a post says.

    Parameters
    ----------
    end : as `day_of` gives it.
    newest : the first day of the newest post of the list, 0 where none is known.

    Returns
    -------
    gone where it is more than a year before the list; ended where it is before `newest`; else "".

    >>> kind_of_end(20211231, 0), kind_of_end(20250630, 20250801), kind_of_end(0, 20250801)
    ('gone', 'ended', '')
    """
    if 0 < end < max(newest, KNOWN_DAY) - YEAR:
        return "gone"
    return "ended" if 0 < end < newest else ""


def kind_of(text: str, others: Collection[str]) -> str:
    """What a cell says of the employment.

    Parameters
    ----------
    text : of the cell.
    others : all the different texts of the column; a single letter has a meaning only beside an F.

    Returns
    -------
    gone, hourly, substitute or leave; "" where the cell says none of them.

    >>> [kind_of(t, {"F", "V"}) for t in ("Vikar", "Timelønn", "V", "Fast", "Permisjon u/lønn")]
    ['substitute', 'hourly', 'substitute', '', 'leave']
    """
    if text.strip().upper() in LETTERS and ("F" in others or "f" in others):
        return LETTERS[text.strip().upper()]
    if LEFT.search(text):
        return "" if STAYED.search(text) else "gone"
    for name, words in (("hourly", HOURLY), ("substitute", SUBSTITUTE), ("leave", LEAVE)):
        if words.search(text):
            return name
    return ""
