"""What the municipality itself calls each occupation."""

from __future__ import annotations

import re

import pandas as pd

from autopot.workforce.staff.jobs import MISSING
from autopot.workforce.staff.personal import HIDDEN
from autopot.workforce.staff.personal_titles import hidden_title
from autopot.workforce.staff.spreading import (
    AMOUNTS,
    in_one_occupation,
    in_one_sector,
    summed_cells,
)

KEYS = ["sector", "occupation", "title"]
COLUMNS = ["occupation", "title", *AMOUNTS]
CODE = re.compile(r"\d{3,7}\s*[-–:]?\s+(?=\D)")
"""A code before the words, as in «7174 Sykepleier»."""


def own_titles(rows: pd.DataFrame) -> pd.DataFrame:
    """The titles of a staff file by the occupation that their rows were coded to.

    Parameters
    ----------
    rows : rows that are used: sector, occupation (one, several joined by |, or ?), title, fte,
        headcount (NaN where unknown). FTE of several occupations are divided as in the cells.

    Returns
    -------
    occupation, title, fte, headcount; most FTE first within each occupation. A title stands as most
    of its FTE write it, capital letters aside; one that holds personal data does not stand.

    >>> rows = pd.DataFrame({"sector": "school", "occupation": "2341", "headcount": 1.0,
    ...                      "title": ["Lærer", "LÆRER", "Adjunkt"], "fte": [1.0, 0.5, 2.0]})
    >>> own_titles(rows)[["title", "fte"]].to_numpy().tolist()
    [['Adjunkt', 2.0], ['Lærer', 1.5]]
    """
    titled = rows[(rows["title"] != "") & (rows["occupation"] != MISSING)]
    if titled.empty:
        return pd.DataFrame({name: pd.Series(dtype=object) for name in COLUMNS})
    cells = summed_cells(titled, KEYS)
    written = {title: _written(title) for title in set(cells["title"])}
    cells["title"] = cells["title"].map(written)
    divided = in_one_occupation(in_one_sector(cells[cells["title"] != ""]))
    together = summed_cells(divided, COLUMNS[:2])
    together = together.sort_values("fte", ascending=False, kind="stable")
    together["same"] = together["title"].str.casefold()
    first = together.groupby(["occupation", "same"], sort=False)["title"].first()
    result = summed_cells(together, ["occupation", "same"]).set_index(["occupation", "same"])
    result = result.join(first).reset_index()
    ordered = result.sort_values(["occupation", "fte", "title"], ascending=[True, False, True])
    return ordered[COLUMNS].reset_index(drop=True)


def _written(title: str) -> str:
    """A title on one line, without a code before it; "" where it may not or cannot be shown."""
    line = " ".join("".join(c if c.isprintable() else " " for c in title).split())
    words = CODE.sub("", line, count=1) if CODE.match(line) else line
    shown = HIDDEN not in words and hidden_title(words) == words and any(c.isalpha() for c in words)
    return words if shown else ""
