"""What an answer says in columns and rows, whoever shows it."""

from __future__ import annotations

from autopot.tables.columns import Column, column
from autopot.tables.shown import NONE, Shown, shown_table
from autopot.tables.table import INTERVAL, SUPPRESSED, Brief, Table, TableColumn, with_word

__all__ = [
    "INTERVAL",
    "NONE",
    "SUPPRESSED",
    "Brief",
    "Column",
    "Shown",
    "Table",
    "TableColumn",
    "column",
    "shown_table",
    "with_word",
]
