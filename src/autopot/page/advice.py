"""What barriers cost and what may be done, in every form people read."""

from __future__ import annotations

from collections.abc import Sequence

from autopot.messages import told
from autopot.tables import Table, shown_table


def advice_page(lines: Sequence[str], tables: Sequence[Table]) -> bytes:
    """The content of an .html file.

    Parameters
    ----------
    lines : what to read first.
    tables : one after the other.
    """
    from autopot.page.page import render

    context = {
        "title": told("Barriers, advice and readiness"),
        "lines": list(lines),
        "tables": [shown_table(table) for table in tables],
    }
    return render("advice.html", context, {"charts": {}})
