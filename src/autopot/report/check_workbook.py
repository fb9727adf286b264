"""The workbook of `autopot check`: summary, findings, and a marked copy of what was used."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from autopot import catalogue
from autopot.messages import told
from autopot.report.tables import names
from autopot.report.workbook import Mark, TablesWorkbook
from autopot.workforce.staff import Finding, Language, StaffFile
from autopot.workforce.staff.cells import Sheet
from autopot.workforce.staff.headings import Header
from autopot.workforce.staff.ledger import ledger_table

SEVERITY = {
    "nb": {"error": "Feil", "warning": "Advarsel", "note": "Merknad"},
    "en": {"error": "Error", "warning": "Warning", "note": "Note"},
}
FILL = {"error": "F8C9C4", "warning": "FCE8B2", "note": "DCE6F1"}
MOST_ROWS = 20_000
"""Rows of a sheet that are copied; in longer sheets only those with a finding."""

MOST_COMMENTS = 2_000
MOST_TOWNS = 5
TITLES = {
    "nb": ("Oppsummering", "Funn", "Kopi"),
    "en": ("Summary", "Findings", "Copy"),
}
ROW = {"nb": "Rad", "en": "Row"}
FINDING_HEADINGS = {
    "nb": [
        "Alvor",
        "Sted",
        "Rader",
        "Årsverk",
        "Funn",
        "Tillatt eller forslag",
        "Hva du kan gjøre",
    ],
    "en": ["Severity", "Place", "Rows", "FTE", "Found", "Allowed or suggested", "What to do"],
}
LEDGER = {"nb": "Regnskap", "en": "Ledger"}
LEDGER_HEADINGS = {"nb": ["Rader som er", "Rader", "Årsverk"], "en": ["Rows", "Count", "FTE"]}


def build_check_workbook(
    staff: StaffFile,
    findings: Sequence[Finding],
    totals: Mapping[str, float],
    language: Language,
) -> bytes:
    """The workbook.

    Parameters
    ----------
    staff : the staff file, personal data already taken out.
    findings : everything found, errors first.
    totals : rows and FTE before and after.
    language : of all words.

    Returns
    -------
    The content of the .xlsx file.
    """
    summary, list_, copy = TITLES[language]
    book = TablesWorkbook()
    book.add_text(summary, summary_lines(staff, findings, totals, language))
    book.add_table(LEDGER[language], LEDGER_HEADINGS[language], ledger_frame(staff, language))
    rows = [
        (
            SEVERITY[language][f.severity],
            f.place(staff.name, language),
            f.count,
            round(f.fte, 2),
            *f.text(language),
        )
        for f in findings
    ]
    book.add_table(
        list_,
        FINDING_HEADINGS[language],
        pd.DataFrame(rows, columns=FINDING_HEADINGS[language]),
    )
    for number, sheet in enumerate(staff.sheets):
        if sheet.counts is not None:  # of a register, whose rows stand for many
            continue
        title = copy if len(staff.sheets) == 1 else f"{copy} {number + 1}"
        cells, places = _used(sheet, staff.headers[number], ROW[language])
        marks = _marks(findings, staff, number, language, places)
        book.add_marked(title, cells, marks, MOST_ROWS)
    return book.to_bytes()


def ledger_frame(staff: StaffFile, language: Language) -> pd.DataFrame:
    """Name, rows and FTE of each bucket of a staff file that holds anything, and of all."""
    rows = ledger_table(staff.ledger, language)
    return pd.DataFrame(rows, columns=LEDGER_HEADINGS[language])


def _used(
    sheet: Sheet, header: Header, row_word: str
) -> tuple[NDArray[np.object_], dict[int, int]]:
    """The columns that were used, with the numbers of the rows, from the headings down.

    Returns
    -------
    The cells of the copy, and column of the sheet -> column of the copy.
    """
    used = sorted(set(header.columns.values()))
    rows = range(header.row, len(sheet.cells))
    numbers = np.array([row_word, *(str(sheet.number(row)) for row in rows[1:])], dtype=object)
    cells = np.column_stack([numbers, sheet.cells[header.row :, used]])
    return cells, {column: place for place, column in enumerate(used, start=1)}


def summary_lines(
    staff: StaffFile, findings: Sequence[Finding], totals: Mapping[str, float], language: Language
) -> list[str]:
    """What was read, what is used, and what to do next."""
    counts = {s: sum(f.severity == s for f in findings) for s in ("error", "warning", "note")}
    figures = {
        "name": staff.name,
        **{key: number(value, language) for key, value in totals.items()},
        **{key: str(value) for key, value in counts.items()},
    }
    lines = {
        "nb": [
            "Kontroll av {name}",
            "Rader lest: {rows_read}, til sammen {fte_read} årsverk.",
            "Rader brukt: {rows_used}, til sammen {fte_used} årsverk. Holdt utenfor: "
            "{rows_no_staff} (se regnskapet) og {rows_refused} med feil.",
            "Feil: {error}. Advarsler: {warning}. Merknader: {note}. "
            + (
                "Filen kan ikke kjøres før feilene er rettet."
                if counts["error"]
                else "Filen kan kjøres med autopot run, eller i et scenario som workforce.file."
            ),
            "Arket «Funn» har alle funn, de største først. Kopien har bare kolonnene som er brukt, "
            "uten personopplysninger, og viser cellene med funn: rødt er feil, gult er advarsel, "
            "blått er merknad. Koder skriver du ikke her, men i koblingsfilen ved siden av filen "
            "din (-koblinger.xlsx).",
        ],
        "en": [
            "Check of {name}",
            "Rows read: {rows_read}, in all {fte_read} FTE.",
            "Rows used: {rows_used}, in all {fte_used} FTE. Left out: {rows_no_staff} "
            "(see the ledger) and {rows_refused} with errors.",
            "Errors: {error}. Warnings: {warning}. Notes: {note}. "
            + (
                "Mend the errors first."
                if counts["error"]
                else "The file can be run: autopot run, or workforce.file in a scenario."
            ),
            "The sheet Findings has all findings, largest first. The copy has only the columns "
            "that were used, without personal data, and shows the cells with findings: red error, "
            "yellow warning, blue note. Codes are not typed here, but in the mapping file beside "
            "your file (-koblinger.xlsx).",
        ],
    }
    return [line.format_map(figures) for line in lines[language]]


def exact(value: float, language: Language) -> str:
    """A number with two decimals, more where it has them, as the language writes it.

    >>> exact(1234.5, "en"), exact(0.125, "en")
    ('1,234.50', '0.125')
    """
    short, long = f"{value:,.2f}", f"{value:,.9f}".rstrip("0")
    text = long if len(long) > len(short) else short
    return text if language == "en" else text.replace(",", "\u00a0").replace(".", ",")


def number(value: float, language: Language) -> str:
    """A number with one decimal, whole where it counts, as the language writes it."""
    text = f"{value:,.1f}" if isinstance(value, float) else f"{value:,}"
    if language == "en":
        return text
    return text.replace(",", "\u00a0").replace(".", ",")


def _marks(
    findings: Sequence[Finding],
    staff: StaffFile,
    number: int,
    language: Language,
    places: Mapping[int, int],
) -> dict[tuple[int, int], Mark]:
    """Cell of the copy -> its colour and comment, the most severe finding last."""
    marks: dict[tuple[int, int], Mark] = {}
    comments, top = 0, staff.headers[number].row
    for finding in reversed(findings):
        if finding.sheet is None or finding.sheet.name != staff.sheets[number].name:
            continue
        parts = [part for part in finding.text(language) if part]
        place = 0 if finding.column is None else places.get(finding.column, 0)
        for row in (row - top for row in finding.rows if row >= top):
            comments += 1
            comment = "\n".join(parts) if comments <= MOST_COMMENTS else ""
            marks[row, place] = Mark(FILL[finding.severity], comment)
    return marks


def staff_table(cells: pd.DataFrame, language: Language) -> tuple[list[str], list[list[str]]]:
    """FTE by sector and municipality, for the terminal.

    Parameters
    ----------
    cells : municipality, sector, occupation, fte.
    language : of the headings.

    Returns
    -------
    Headings and rows; no rows where there are no cells. Many municipalities are summed.
    """
    if cells.empty:
        return [], []
    label = names()
    by = cells.pivot_table(index="sector", columns="municipality", values="fte", aggfunc="sum")
    by = by.reindex([s for s in catalogue.sectors()["sector"] if s in by.index])
    total = by.sum(axis=1)
    columns = list(by.columns) if 1 < by.shape[1] <= MOST_TOWNS else []
    headings = [told("Sector"), *(label["municipality"][c] for c in columns)]
    headings.append(told("FTE"))
    rows = [
        [
            label["sector"][str(s)],
            *(number(float(v), language) for v in by.loc[s, columns].fillna(0.0)),
            number(float(total[s]), language),
        ]
        for s in by.index
    ]
    sums = [number(float(by[c].sum()), language) for c in columns]
    rows.append([told("Total"), *sums, number(float(total.sum()), language)])
    return headings, rows
