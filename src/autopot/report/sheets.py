"""What stands in tables.xlsx."""

from __future__ import annotations

import pandas as pd

from autopot import catalogue
from autopot.report.answer import Answer
from autopot.report.settings import setting_table
from autopot.report.tables import heading, level_table, named, names
from autopot.report.words import word
from autopot.report.workbook import TablesWorkbook
from autopot.scenario import LoadedScenario

SHEETS = (
    "total",
    "sector",
    "municipality",
    "municipality_sector",
    "radar_class",
    "sector_radar_class",
    "municipality_radar_class",
    "sector_human_required",
    "technology",
    "occupation",
)


def build_workbook(
    potential: pd.DataFrame,
    answer: Answer,
    scenario: LoadedScenario,
    radar: pd.DataFrame,
    notes: list[str],
) -> bytes:
    """The workbook of a run.

    Parameters
    ----------
    potential : long form.
    answer : the answer in sentences.
    scenario : for title, reason and assumptions.
    radar : technologies with their class.
    notes : what the reader must know about the inputs.

    Returns
    -------
    The content of tables.xlsx.
    """
    language = scenario.scenario.report.language
    book = TablesWorkbook()
    calibrated = bool(answer.calibrated)
    title = getattr(scenario.scenario.title, language)
    reason = getattr(scenario.scenario.reason, language)
    book.add_text(
        word("sheet_read_me", language),
        [title, *answer.lines(), *notes, word("own_radar", language), reason],
    )
    for level in SHEETS:
        frame = named(level_table(potential, level), language)
        if level == "occupation":
            frame = frame.sort_values("fte_mean", ascending=False, ignore_index=True)
        headings = [heading(column, language) for column in frame.columns]
        if calibrated:
            mark = word("is_calibrated", language)
            headings = [
                f"{h} ({mark})" if c.startswith(("share_", "fte_")) and c != "fte_base" else h
                for c, h in zip(frame.columns, headings, strict=True)
            ]
        book.add_table(word(f"sheet_{level}", language), headings, frame)
    _add(book, "sheet_radar", _radar(radar, language), language)
    _add(book, "sheet_assumptions", setting_table(scenario), language)
    sources = catalogue.sources()[["source_id", "citation", "licence", "url", "note"]]
    _add(book, "sheet_sources", sources, language)
    return book.to_bytes()


def _add(book: TablesWorkbook, title: str, frame: pd.DataFrame, language: str) -> None:
    book.add_table(
        word(title, language), [heading(column, language) for column in frame.columns], frame
    )


def _radar(radar: pd.DataFrame, language: str) -> pd.DataFrame:
    name = names(language)
    return pd.DataFrame(
        {
            "technology": radar[f"name_{language}"],
            "category": radar["category"].map(name["category"]),
            "radar_class": radar["radar_class"].map(name["radar_class"]),
            "solution_maturity": radar["solution_maturity"],
            "use_understanding": radar["use_understanding"],
            "basis": radar["maturity_basis_nb"] + ". " + radar["understanding_basis_nb"],
            "source_id": radar["source_id"],
        }
    )
