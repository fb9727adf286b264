"""Tables of an answer as plain data, which goes between processes and is kept."""

from __future__ import annotations

from typing import Any

from autopot.tables import Shown, Table, shown_table


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
