"""The figures that the documents behind the commission print."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pandas as pd

from autopot.results.documents.tables import document_tables
from autopot.results.rows import plain_rows
from autopot.tables import Table


@dataclass(frozen=True)
class DocumentFigures:
    """What the documents print, and what of it is used where.

    Parameters
    ----------
    figures : rows of `autopot.evidence.document_figures.document_figures`.
    """

    figures: pd.DataFrame

    def tables(self) -> list[Table]:
        """A table for each document."""
        return document_tables(self.figures)

    def as_json(self) -> dict[str, Any]:
        """All rows as plain data."""
        return {"figures": plain_rows(self.figures)}
