"""Data about persons in names of files, which are shown and travel with a result."""

from __future__ import annotations

import re

from autopot.workforce.staff.personal_text import hidden


def hidden_path(path: str) -> str:
    """The way to a file, or its name, with what looks personal replaced by a mark.

    Parameters
    ----------
    path : with / or \\ between its parts.

    >>> hidden_path("ut/Lønn_Kari_Nordmann.xlsx"), hidden_path("data/ansatte_2024.xlsx")
    ('ut/Lønn ▒▒▒.xlsx', 'data/ansatte_2024.xlsx')
    """
    return "".join(
        part if part in ("/", "\\") else _hidden_part(part) for part in re.split(r"([/\\])", path)
    )


def _hidden_part(part: str) -> str:
    name, dot, ending = part.rpartition(".")
    stem = name if name and re.fullmatch(r"[A-Za-z]\w{0,7}", ending) else part
    rest = f"{dot}{ending}" if stem != part else ""
    spaced = stem.replace("_", " ")
    masked = hidden(spaced)
    return f"{masked}{rest}" if masked != spaced else part
