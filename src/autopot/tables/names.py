"""The names of things, looked up by their codes."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

import pandas as pd

from autopot import catalogue
from autopot.messages import LANGUAGES, Text, language, name_in, say, speaking, told
from autopot.tables.table import TableColumn

GATES: dict[str, Text] = {
    "none": say("No, or unknown"),
    "partly": say("Partly"),
    "fully": say("Fully"),
}
"""Whether a law or duty keeps a person in a task -> its words."""


def names() -> Mapping[str, dict[str, str]]:
    """Key column -> code -> name in the language that is spoken."""
    return _names(language())


@cache
def _names(_: str) -> Mapping[str, dict[str, str]]:
    """The same, made once for each language."""
    styrk = catalogue.occupations()
    column = name_in(styrk.columns)
    return {
        "municipality": _mapping(catalogue.employers(), "municipality", "name"),
        "sector": _mapping(catalogue.sectors(), "sector", column),
        "occupation": {str(code): str(name) for code, name in styrk[column].items()},
        "technology": _mapping(catalogue.technologies(), "technology", column),
        "radar_class": _mapping(catalogue.radar_classes(), "radar_class", column),
        "human_required": {gate: str(text) for gate, text in GATES.items()},
        "activity": _mapping(catalogue.activities(), "activity", column),
        "category": _mapping(catalogue.table("technologies/categories"), "category", column),
    }


NAMELESS = TableColumn("", "what")
"""Names of things at the left of their figures, where the title says what they are."""


def thing_name(kind: str, key: str) -> str:
    """The name of a thing of a comparison or a sensitivity analysis.

    Parameters
    ----------
    kind : total, beside, or a key of `names`.
    key : code of the thing; "" for the total, and for what stands beside in all.

    >>> thing_name("sector", "school"), thing_name("total", "")
    ('School', 'Total')
    >>> thing_name("beside", ""), thing_name("beside", "school")
    ('Beside: the person is the service', 'School, beside')
    """
    if kind == "beside":
        beside = told("Beside")
        if key:
            return f"{names()['sector'][key]}, {beside.lower()}"
        name = told("The person is the service")
        return f"{beside}: {name[0].lower()}{name[1:]}"
    return names().get(kind, {}).get(key, told("Total"))


def codes_of(table: str, key: str) -> dict[str, str]:
    """Name in every language there is -> code; names of the language that is spoken first.

    Parameters
    ----------
    table : a packaged table with names.
    key : its column of codes.
    """
    frame = catalogue.table(table)
    columns = [name_in(frame.columns)]
    for spoken in LANGUAGES:
        with speaking(spoken):
            columns.append(name_in(frame.columns))
    codes = frame[key].astype(str)
    return {
        str(name): code
        for column in dict.fromkeys(columns)
        for name, code in zip(frame[column], codes, strict=True)
    }


def _mapping(frame: pd.DataFrame, key: str, value: str) -> dict[str, str]:
    return dict(zip(frame[key].astype(str), frame[value].astype(str), strict=True))


def named(frame: pd.DataFrame) -> pd.DataFrame:
    """The same table with names in place of codes, code columns kept for towns and occupations.

    Parameters
    ----------
    frame : any columns; those called as a key of `names` hold codes. A code without name stays.
    """
    result = frame.copy()
    for key, mapping in names().items():
        if key not in result:
            continue
        if key in ("municipality", "occupation"):
            position = int(list(result.columns).index(key))
            result.insert(position, f"{key}_code", result[key])
        result[key] = result[key].map(lambda code, m=mapping: m.get(str(code), str(code)))
    return result
