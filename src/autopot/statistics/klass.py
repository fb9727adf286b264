"""Code lists and correspondences from Klass, the classification server of Statistics Norway."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

import pandas as pd

from autopot.errors import InputError, Problem
from autopot.messages import Message, say
from autopot.statistics.cache import ServerAnswer
from autopot.statistics.client import Client

STYRK08 = 7
YRKESKATALOG_TO_STYRK08 = 426
"""Correspondence from the occupation catalogue (7 digits, STYRK-98) to STYRK-08."""

MUNICIPALITIES = 131
CODES_AT = "2024-01-01"
"""The structure that the packaged tables have."""

CHANGES_FROM = "2017-01-01"
"""Before the mergers of 2018 to 2020, so that older staff files can be read."""


def styrk08(client: Client) -> tuple[pd.DataFrame, ServerAnswer]:
    """STYRK-08 in four levels.

    Returns
    -------
    Columns code, level, parent, name; and the answer they came in.

    Raises
    ------
    InputError
        No answer, or one of another shape.
    """
    options = urlencode({"date": CODES_AT, "language": "nb"})
    path = f"/klass/v1/classifications/{STYRK08}/codesAt?{options}"
    columns = {"code": "code", "level": "level", "parentCode": "parent", "name": "name"}
    return client.read(path, _rows("codes", columns, optional=("parentCode",)))


def yrkeskatalog_to_styrk08(client: Client) -> tuple[pd.DataFrame, ServerAnswer]:
    """The occupation catalogue of the payroll systems to STYRK-08.

    Returns
    -------
    Columns source_code, source_name, styrk08, styrk08_name, sorted; and the answer.

    Raises
    ------
    InputError
        No answer, or one of another shape.
    """
    options = urlencode({"language": "nb"})
    path = f"/klass/v1/correspondencetables/{YRKESKATALOG_TO_STYRK08}?{options}"
    columns = {
        "sourceCode": "source_code",
        "sourceName": "source_name",
        "targetCode": "styrk08",
        "targetName": "styrk08_name",
    }
    return client.read(path, _rows("correspondenceMaps", columns))


def municipality_changes(client: Client) -> tuple[pd.DataFrame, ServerAnswer]:
    """Municipalities that changed number, name or borders since 2017.

    Returns
    -------
    Columns old_municipality, old_name, new_municipality, new_name, date; and the answer.

    Raises
    ------
    InputError
        No answer, or one of another shape.
    """
    options = urlencode({"from": CHANGES_FROM, "language": "nb"})
    path = f"/klass/v1/classifications/{MUNICIPALITIES}/changes?{options}"
    columns = {
        "oldCode": "old_municipality",
        "oldName": "old_name",
        "newCode": "new_municipality",
        "newName": "new_name",
        "changeOccurred": "date",
    }
    optional = ("oldCode", "oldName", "newCode", "newName")
    return client.read(path, _rows("codeChanges", columns, optional))


def _rows(
    name: str, columns: dict[str, str], optional: tuple[str, ...] = ()
) -> Callable[[Any, str], pd.DataFrame]:
    """A reader of one list of records; names in `columns` are Klass's own -> ours."""

    def parse(document: Any, place: str) -> pd.DataFrame:
        listed = document.get(name) if isinstance(document, dict) else None
        if not isinstance(listed, list) or not listed:
            raise _changed(place, say("no list {name!q}, or an empty one", name=name), [name])
        records = []
        for position, entry in enumerate(listed):
            given = entry if isinstance(entry, dict) else {}
            lacking = [k for k in columns if k not in optional and given.get(k) in (None, "")]
            if lacking:
                found = say(
                    "entry {number} of {name} lacks {keys}",
                    number=position + 1,
                    name=name,
                    keys=lacking,
                )
                raise _changed(place, found, list(columns))
            records.append({ours: _text(given.get(theirs)) for theirs, ours in columns.items()})
        frame = pd.DataFrame(records).drop_duplicates()
        return frame.sort_values(list(frame.columns), ignore_index=True)

    return parse


def _text(value: Any) -> str:
    return "" if value is None else str(value).strip()


def _changed(place: str, found: Message, allowed: list[str]) -> InputError:
    remedy = say("run again with --refresh; if it stays so, Klass has changed")
    return InputError(Problem(place, found, allowed, remedy))
