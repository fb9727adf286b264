"""The workbook in which an expert group corrects tasks, and its reading back."""

from __future__ import annotations

import io
from collections.abc import Sequence

import pandas as pd
from openpyxl import load_workbook
from openpyxl.styles import Protection
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from autopot.report.tables import names
from autopot.report.workbook import TablesWorkbook, saved

SHEET = "Oppgaver"
FIXED = ["Kode", "Yrke", "Nr"]
TEXTS = {"label_nb": "Oppgave", "label_en": "Oppgave på engelsk"}
SHARES = {"time_share": "Tid", "time_share_low": "Tid, lav", "time_share_high": "Tid, høy"}
CHOICES = {"activity": "Slag arbeid", "human_required": "Menneske påkrevd"}
REASON = "Begrunnelse"

INSTRUCTIONS = (
    "Rett oppgavene i yrkene dere kjenner",
    "Arket «Oppgaver» har én rad for hver oppgave. Rett det som ikke stemmer hos dere: teksten, "
    "tiden, slag arbeid, om et menneske er påkrevd, og hvilken teknologi som ville gjort arbeidet.",
    "Tiden er andel av arbeidstiden i et år. Den skal summere til 100 % for hvert yrke. Lav og høy "
    "er et spenn som ni av ti kommuner ligger innenfor.",
    "Teknologi er andeler som summerer til 100 % for hver oppgave: hva ville gjort den delen som "
    "kan automatiseres i det hele tatt?",
    "Ikke endre kode, yrke og nummer, og ikke slett rader. Skriv gjerne en kort begrunnelse.",
    "Les inn igjen med: autopot tasks import FIL.xlsx --out rettelser.csv. Da vises hva som endrer "
    "seg i resultatet. Dataene som følger med autopot, blir ikke rørt.",
    "Slag arbeid er forklart i docs/task-coding.md.",
)


def headings(technologies: Sequence[str]) -> list[str]:
    """The headings of the sheet, in order."""
    technology = names()["technology"]
    return [
        *FIXED,
        *TEXTS.values(),
        *SHARES.values(),
        *CHOICES.values(),
        *[technology[name] for name in technologies],
        REASON,
    ]


def expert_workbook(tasks: pd.DataFrame, technologies: pd.DataFrame) -> bytes:
    """A workbook with the tasks to be corrected.

    Parameters
    ----------
    tasks : rows of the catalogue.
    technologies : one row per task in the same order, one column per technology, shares.

    Returns
    -------
    The content of an .xlsx file: instructions first, then the tasks with drop-down lists.
    """
    mapping = names()
    frame = pd.DataFrame(
        {
            "Kode": tasks["occupation"],
            "Yrke": tasks["occupation"].map(mapping["occupation"]),
            "Nr": tasks["task"],
            **{heading: tasks[name] for name, heading in TEXTS.items()},
            **{heading: tasks[name] for name, heading in SHARES.items()},
            **{
                heading: tasks[name].map(lambda v, m=mapping[name]: m.get(str(v), m["none"]))
                if name == "human_required"
                else tasks[name].map(mapping[name])
                for name, heading in CHOICES.items()
            },
        }
    ).reset_index(drop=True)
    for name in technologies.columns:
        frame[mapping["technology"][str(name)]] = technologies[name].to_numpy()
    frame[REASON] = ""
    book = TablesWorkbook()
    book.add_text("Les dette først", list(INSTRUCTIONS))
    book.add_table(SHEET, headings([str(c) for c in technologies.columns]), frame)
    return _with_lists(book.to_bytes(), len(frame), len(technologies.columns))


def _with_lists(content: bytes, rows: int, technologies: int) -> bytes:
    """Drop-down lists, per cent formats and open cells; keys stay locked."""
    book = load_workbook(io.BytesIO(content))
    sheet = book[SHEET]
    order = [cell.value for cell in sheet[1]]
    mapping = names()
    for name, heading in CHOICES.items():
        letter = get_column_letter(order.index(heading) + 1)
        allowed = ",".join(v.replace(",", " ") for v in dict.fromkeys(mapping[name].values()))
        rule = DataValidation(type="list", formula1=f'"{allowed}"', allow_blank=False)
        rule.error = f"Velg en av: {allowed}"
        rule.add(f"{letter}2:{letter}{rows + 1}")
        sheet.add_data_validation(rule)
    first = len(FIXED) + len(TEXTS)
    percent = [*range(first, first + len(SHARES))]
    start = first + len(SHARES) + len(CHOICES)
    percent += list(range(start, start + technologies))
    for row in sheet.iter_rows(min_row=2):
        for number, cell in enumerate(row):
            if number in percent:
                cell.number_format = "0%"
            cell.protection = Protection(locked=number < len(FIXED))
    sheet.protection.sheet = True
    sheet.protection.formatColumns = False
    return saved(book)
