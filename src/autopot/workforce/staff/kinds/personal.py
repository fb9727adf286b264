"""Personal data in a staff file."""

from __future__ import annotations

from autopot.messages import say
from autopot.workforce.staff.kinds.forms import Kind, error, warning

PERSONAL: dict[str, Kind] = {
    "personal_column": error(
        say("the column {heading!q} holds personal data"),
        "",
        say(
            "delete it and save anew, or leave it unread: remove workforce.personal_columns: refuse"
        ),
    ),
    "personal_ignored": warning(
        say("columns that may hold personal data were not read: {columns}"),
        "",
        say("if you need one of them, give it another heading"),
    ),
    "personal_by_content": warning(
        say("the column seems to hold names or dates of birth, and was not read")
    ),
    "personal_in_used": error(
        say("the column {heading!q} seems to hold names of persons; its values were not read"),
        "",
        say("choose the column of titles: --set workforce.columns.title=…"),
    ),
    "personal_cells": warning(
        say(
            "the cell in {heading!q} holds what looks like personal data (a name, a birth "
            "number, e-mail, telephone or account number); it is not shown, and the rest of"
            " the cell was read"
        ),
        "",
        say("remove it from the file"),
    ),
}
