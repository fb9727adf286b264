"""The workbook of `autopot check`: summary, findings, values to translate, and a marked copy."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd

from autopot import catalogue
from autopot.report.tables import names
from autopot.report.words import word
from autopot.report.workbook import Mark, TablesWorkbook
from autopot.workforce.staff import Finding, Language, StaffFile
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
    "nb": ("Oppsummering", "Funn", "Koblinger", "Kopi"),
    "en": ("Summary", "Findings", "Mapping", "Copy"),
}
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
MAPPING_HEADINGS = {
    "nb": ["Felt", "Verdi", "Rader", "Årsverk", "Forslag", "Kode"],
    "en": ["Field", "Value", "Rows", "FTE", "Suggestions", "Code"],
}


def build_check_workbook(
    staff: StaffFile,
    findings: Sequence[Finding],
    unmatched: pd.DataFrame,
    totals: Mapping[str, float],
    language: Language,
    typed: Mapping[tuple[str, str], str] | None = None,
) -> bytes:
    """The workbook.

    Parameters
    ----------
    staff : the staff file, personal data already taken out.
    findings : everything found, errors first.
    unmatched : values that need a code.
    totals : rows and FTE before and after.
    language : of all words.
    typed : (field, value) -> code that somebody has typed into an earlier one; carried over.

    Returns
    -------
    The content of the .xlsx file.
    """
    summary, list_, mapping, copy = TITLES[language]
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
    fields = catalogue.table("workforce/staff_columns").set_index("column")[f"heading_{language}"]
    values = _with_codes(unmatched, typed or {})
    values["field"] = values["field"].map(fields).fillna(values["field"])
    book.add_table(mapping, MAPPING_HEADINGS[language], values)
    for number, sheet in enumerate(staff.sheets):
        if sheet.counts is not None:  # of a register, whose rows stand for many
            continue
        title = f"{copy} {number + 1} {sheet.name}".strip()
        marks = _marks(findings, staff, number, language)
        book.add_marked(title, sheet.cells, marks, MOST_ROWS)
    return book.to_bytes()


def _with_codes(unmatched: pd.DataFrame, typed: Mapping[tuple[str, str], str]) -> pd.DataFrame:
    """Values that need a code, with what was typed; last, the values that have one already."""
    keys = list(zip(unmatched["field"], unmatched["value"], strict=True))
    needed = unmatched.assign(code=[typed.get(key, "") for key in keys])
    done = [(*key, code) for key, code in typed.items() if key not in set(keys)]
    if not done:
        return needed
    more = pd.DataFrame(done, columns=["field", "value", "code"]).reindex(columns=needed.columns)
    return pd.concat([needed.astype(object), more.astype(object)], ignore_index=True)


def ledger_frame(staff: StaffFile, language: Language) -> pd.DataFrame:
    """Name, rows and FTE of each bucket of a staff file that holds anything, and of all."""
    rows = ledger_table(staff.ledger, language)
    return pd.DataFrame(rows, columns=LEDGER_HEADINGS[language])


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
                else "Filen kan kjøres: oppgi den i et scenario som workforce.file. autopot init "
                "lager ett."
            ),
            "Arket «Funn» har alle funn, de største først. Arket «Koblinger» har verdiene som ikke "
            "er kjent: skriv koden i kolonnen Kode, lagre arbeidsboken, og oppgi den i scenarioet "
            "med workforce.mappings. Kopien viser cellene med funn: rødt er feil, gult er "
            "advarsel, blått er merknad.",
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
                else "The file can be run: name it in a scenario as workforce.file; autopot init "
                "makes one."
            ),
            "The sheet Findings has all findings, largest first. The sheet Mapping has the values "
            "that are not known: write the code, save the workbook and name it in the scenario "
            "with workforce.mappings. The copy shows the cells: red error, yellow warning, blue "
            "note.",
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
    findings: Sequence[Finding], staff: StaffFile, number: int, language: Language
) -> dict[tuple[int, int], Mark]:
    """Cell of the copy -> its colour and comment, the most severe finding last."""
    marks: dict[tuple[int, int], Mark] = {}
    comments = 0
    for finding in reversed(findings):
        if finding.sheet is None or finding.sheet.name != staff.sheets[number].name:
            continue
        parts = [part for part in finding.text(language) if part]
        for row in finding.rows:
            comments += 1
            comment = "\n".join(parts) if comments <= MOST_COMMENTS else ""
            marks[row, finding.column or 0] = Mark(FILL[finding.severity], comment)
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
    label = names(language)
    by = cells.pivot_table(index="sector", columns="municipality", values="fte", aggfunc="sum")
    by = by.reindex([s for s in catalogue.sectors()["sector"] if s in by.index])
    total = by.sum(axis=1)
    columns = list(by.columns) if 1 < by.shape[1] <= MOST_TOWNS else []
    headings = [word("sector", language), *(label["municipality"][c] for c in columns)]
    headings.append(word("fte_base", language))
    rows = [
        [
            label["sector"][str(s)],
            *(number(float(v), language) for v in by.loc[s, columns].fillna(0.0)),
            number(float(total[s]), language),
        ]
        for s in by.index
    ]
    sums = [number(float(by[c].sum()), language) for c in columns]
    rows.append([word("total", language), *sums, number(float(total.sum()), language)])
    return headings, rows
