"""What a title, a code or both mean: occupations with shares, how sure, and why."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

import pandas as pd

from autopot import catalogue

SURE, LIKELY, MUST = "sure", "likely", "must"
CONFIDENCES = (SURE, LIKELY, MUST)
"""Used; used and to be looked at; not used."""


@dataclass(frozen=True)
class Service:
    """Where a job is.

    Parameters
    ----------
    sector : our sector; empty where unknown.
    function : KOSTRA function of three digits; empty where unknown.
    """

    sector: str = ""
    function: str = ""


@dataclass(frozen=True)
class Reading:
    """What something means.

    Parameters
    ----------
    shares : occupation -> share of the FTE, sums to 1; empty where nothing is known.
    confidence : sure, likely or must.
    general : the service decided, not the words.
    reason : kind of finding that says how it was read.
    values : what fills its words.
    """

    shares: Mapping[str, float] = field(default_factory=dict)
    confidence: str = MUST
    general: bool = False
    reason: str = ""
    values: Mapping[str, str] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.shares) and self.confidence != MUST

    def at_most(self, confidence: str) -> Reading:
        """The same, no surer than this.

        >>> Reading({"2223": 1.0}, "sure").at_most("likely").confidence
        'likely'
        """
        return replace(self, confidence=less_sure(self.confidence, confidence))


def less_sure(*confidences: str) -> str:
    """The least sure of several.

    >>> less_sure("sure", "must", "likely")
    'must'
    """
    return max(confidences, key=CONFIDENCES.index)


@dataclass(frozen=True)
class Row:
    """One meaning from a table, for one service.

    Parameters
    ----------
    sector : our sector; "" for any.
    functions : KOSTRA functions of three digits; none for any.
    shares : occupation -> share of the FTE, sums to 1.
    confidence : sure, likely or must.
    """

    sector: str
    functions: tuple[str, ...]
    shares: Mapping[str, float]
    confidence: str


def table_rows(records: Iterable[object]) -> list[Row]:
    """Rows of a table as meanings: shares of the same sector and functions are put together.

    Parameters
    ----------
    records : named tuples with sector, functions, occupation, share, confidence.

    Returns
    -------
    One row for each sector and functions.
    """
    shares: dict[tuple[str, str], dict[str, float]] = {}
    confidence: dict[tuple[str, str], str] = {}
    for record in records:
        key = (str(getattr(record, "sector", "")), str(getattr(record, "functions", "")))
        shares.setdefault(key, {})[str(getattr(record, "occupation", ""))] = float(
            getattr(record, "share", 0.0)
        )
        here = str(getattr(record, "confidence", MUST))
        confidence[key] = less_sure(confidence.get(key, here), here)
    return [Row(s, tuple(f.split()), shares[s, f], confidence[s, f]) for s, f in shares]


def by_key(table: pd.DataFrame, *columns: str) -> dict[tuple[str, ...], list[object]]:
    """Rows of a table, as named tuples, by the text in some of its columns."""
    result: dict[tuple[str, ...], list[object]] = {}
    for record in table.itertuples():
        key = tuple(str(getattr(record, column)) for column in columns)
        result.setdefault(key, []).append(record)
    return result


def best_row(rows: Iterable[Row], service: Service) -> Row | None:
    """The row for the function, else for the sector, else for the one like it, else for any.

    Parameters
    ----------
    rows : meanings of one thing.
    service : where the job is.

    Returns
    -------
    None where every row is for other services.

    >>> rows = [Row("", (), {"2422": 1.0}, "sure"), Row("school", ("215",), {"1341": 1.0}, "sure")]
    >>> best_row(rows, Service("school", "215")).shares, best_row(rows, Service("school")).shares
    ({'1341': 1.0}, {'2422': 1.0})
    """
    alike = catalogue.municipal_counterpart(service.sector)
    fitting = [
        row
        for row in rows
        if row.sector in ("", service.sector, alike)
        and (not row.functions or service.function in row.functions)
    ]
    nearest = {"": 0, alike: 1, service.sector: 2 if service.sector else 0}
    return max(fitting, key=lambda row: (bool(row.functions), nearest[row.sector]), default=None)
