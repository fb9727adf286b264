"""The columns of every output, as data/outputs.csv describes them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from autopot import catalogue
from autopot.messages.language import language


@dataclass(frozen=True)
class Column:
    """One column of an output, in one language.

    Parameters
    ----------
    name : as in the frame, in the JSON and in the Parquet files.
    format : key of `formats.FORMATS`.
    unit : of the values; empty for text.
    heading : over the column.
    short : the same where there is little room.
    meaning : what the column holds; empty for one that stands in no workbook.
    """

    name: str
    format: str
    unit: str
    heading: str
    short: str
    meaning: str


@cache
def _columns(spoken: str) -> dict[str, Column]:
    frame = catalogue.table("outputs").fillna("")
    return {
        str(row["column"]): Column(
            name=str(row["column"]),
            format=str(row["format"]),
            unit=str(row["unit"]),
            heading=str(row[f"heading_{spoken}"]),
            short=str(row[f"short_{spoken}"] or row[f"heading_{spoken}"]),
            meaning=str(row[f"meaning_{spoken}"]),
        )
        for row in frame.to_dict("records")
    }


def is_column(name: str) -> bool:
    """Whether data/outputs.csv has a column.

    >>> is_column("fte_base"), is_column("fte_bas")
    (True, False)
    """
    return name in _columns("en")


def column(name: str) -> Column:
    """A column in the language that is spoken.

    Parameters
    ----------
    name : as in data/outputs.csv.

    Raises
    ------
    KeyError
        data/outputs.csv has no such column.

    >>> column("share_mean").short, column("share_mean").unit
    ('Share', 'share of FTE')
    """
    return _columns(language())[name]
