"""Tables as plain data for JSON."""

from __future__ import annotations

import json
from typing import Any

import pandas as pd

DECIMALS = 6
"""Far below the model's precision."""


def plain_rows(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """Rows as column -> value, numbers rounded to `DECIMALS`; what is missing is None.

    >>> plain_rows(pd.DataFrame({"sector": ["school"], "fte": [1 / 3], "share": [float("nan")]}))
    [{'sector': 'school', 'fte': 0.333333, 'share': None}]
    """
    rows: list[dict[str, Any]] = json.loads(frame.round(DECIMALS).to_json(orient="records"))
    return rows
