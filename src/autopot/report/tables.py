"""The potential table in the forms people read: one row a thing, both units side by side."""

from __future__ import annotations

import pandas as pd

from autopot import catalogue
from autopot.analysis import KEYS, VALUES
from autopot.evidence import GATES
from autopot.report.column_words import COLUMN_WORDS
from autopot.report.numbers import percent
from autopot.report.words import word


def level_table(potential: pd.DataFrame, level: str) -> pd.DataFrame:
    """One level with the share and the FTE of each thing in one row.

    Parameters
    ----------
    potential : long form as in potential.parquet.
    level : one of its levels.

    Returns
    -------
    Key columns, fte_base, share_mean … share_p95, fte_mean … fte_p95, suppressed; the figures of a
    suppressed row are missing.
    """
    rows = potential[potential["level"] == level]
    keys = [key for key in KEYS if rows[key].notna().any()]
    units = {unit: rows[rows["unit"] == unit].reset_index(drop=True) for unit in ("share", "fte")}
    result = units["share"][[*keys, "fte_base"]].copy()
    for unit, frame in units.items():
        for value in VALUES:
            result[f"{unit}_{value}"] = frame[value]
    return result.assign(suppressed=units["share"]["suppressed"])


def error_note(quantile_error: float, language: str) -> list[str]:
    """How near the quantiles are, as one sentence; none where they are exact.

    Parameters
    ----------
    quantile_error : largest error as share of the quantile.
    language : nb or en.
    """
    if quantile_error == 0:
        return []
    error = percent(quantile_error, language, 1)
    return [word("sketched_note", language).format(error=error)]


def names(language: str) -> dict[str, dict[str, str]]:
    """Key column -> code -> name in a language."""
    column = f"name_{language}"
    styrk = catalogue.occupations()
    return {
        "municipality": _mapping(catalogue.municipalities(), "municipality", "name"),
        "sector": _mapping(catalogue.sectors(), "sector", column),
        "occupation": {str(code): str(name) for code, name in styrk[column].items()},
        "technology": _mapping(catalogue.technologies(), "technology", column),
        "radar_class": _mapping(catalogue.radar_classes(), "radar_class", column),
        "human_required": {gate: word(f"gate_{gate}", language) for gate in GATES},
        "activity": _mapping(catalogue.activities(), "activity", column),
        "category": _mapping(catalogue.table("technologies/categories"), "category", column),
    }


def _mapping(frame: pd.DataFrame, key: str, value: str) -> dict[str, str]:
    return dict(zip(frame[key].astype(str), frame[value].astype(str), strict=True))


def named(frame: pd.DataFrame, language: str) -> pd.DataFrame:
    """The same table with names in place of codes, code columns kept for towns and occupations."""
    result = frame.copy()
    for key, mapping in names(language).items():
        if key not in result:
            continue
        if key in ("municipality", "occupation"):
            position = int(list(result.columns).index(key))
            result.insert(position, f"{key}_code", result[key])
        result[key] = result[key].map(lambda code, m=mapping: m.get(str(code), str(code)))
    return result


def heading(column: str, language: str) -> str:
    """The heading of a column in a language."""
    if column.endswith("_code"):
        return word("code", language)
    return word(column, language)


def explanation(column: str, language: str) -> str:
    """What a column of the workbook holds.

    >>> explanation("occupation_code", "en") == explanation("municipality_code", "en")
    True
    """
    return COLUMN_WORDS["code" if column.endswith("_code") else column][language]
