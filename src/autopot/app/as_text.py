"""Tables and findings as plain data, which goes between processes and is kept."""

from __future__ import annotations

from typing import Any

from autopot.errors import Problem
from autopot.messages import shown
from autopot.tables import Shown, Table, shown_table

Found = tuple[str, str, str, str]
"""Place, found, allowed and remedy of something that is wrong."""


def as_found(problem: Problem) -> Found:
    """What is wrong, in the language that is spoken.

    Parameters
    ----------
    problem : of what was typed.
    """
    return (
        shown(problem.place),
        shown(problem.found),
        shown(problem.allowed),
        shown(problem.remedy),
    )


def as_text(table: Table | Shown) -> dict[str, Any]:
    """A table in the language that is spoken.

    Parameters
    ----------
    table : of an answer, with its narrow columns; or the text of one already.

    Returns
    -------
    title, headings, kinds (a letter a column, f for figures), rows and notes, all of it text.
    """
    found = table if isinstance(table, Shown) else shown_table(table)
    return {
        "title": str(found.title),
        "headings": [str(one) for one in found.headings],
        "kinds": found.kinds,
        "rows": [[str(cell) for cell in row] for row in found.rows],
        "notes": [str(note) for note in found.notes],
    }
