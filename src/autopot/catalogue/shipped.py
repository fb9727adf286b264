"""Tables that are to the byte as they were when all checks passed: they are not checked again."""

from __future__ import annotations

import hashlib
import io
import json
from collections.abc import Sequence
from functools import cache
from pathlib import Path

import pandas as pd

from autopot.catalogue.columns import Column, data_directory

LIST = "shipped.json"
"""In data/: table -> SHA-256, written by `.ci/shipped.py` once every check has passed."""

COLUMNS = "columns"
"""The table that says what the columns of all others are."""

WHOLE = ("integer", "flag")
"""Types of columns that pandas may read as numbers: all its readers read whole ones alike."""


@cache
def _shipped() -> dict[str, str]:
    """Table -> SHA-256 that it was checked with; nothing where the list is not there."""
    try:
        return dict(json.loads((data_directory() / LIST).read_text("utf-8")))
    except (OSError, ValueError, TypeError):
        return {}


def checksums(folder: Path) -> dict[str, str]:
    """What the list says of the tables of a folder.

    Parameters
    ----------
    folder : with the tables, and those that describe columns, as .csv files.

    Returns
    -------
    Name of each table, without its ending -> SHA-256.
    """
    return {
        file.relative_to(folder).with_suffix("").as_posix(): hashlib.sha256(
            file.read_bytes()
        ).hexdigest()
        for file in sorted(folder.rglob("*.csv"))
    }


@cache
def _columns_as_shipped(folder: Path) -> bool:
    content = (folder / f"{COLUMNS}.csv").read_bytes()
    return hashlib.sha256(content).hexdigest() == _shipped().get(COLUMNS)


def shipped_table(name: str, columns: Sequence[Column]) -> pd.DataFrame | None:
    """A packaged table that is as it was shipped; None where it is not, and must be checked.

    Parameters
    ----------
    name : as in columns.csv.
    columns : what its columns are.

    Returns
    -------
    As `autopot.catalogue.reading.read_table` gives it. The whole file is read and its checksum
    compared, so that no change goes unnoticed.
    """
    expected = _shipped().get(name)
    folder = data_directory()
    if expected is None or not _columns_as_shipped(folder):
        return None
    try:
        content = (folder / f"{name}.csv").read_bytes()
    except OSError:
        return None  # told by who reads it
    if hashlib.sha256(content).hexdigest() != expected:
        return None
    return typed(content, columns)


def typed(content: bytes, columns: Sequence[Column]) -> pd.DataFrame:
    """A table that is known to be sound, each column in its type.

    Parameters
    ----------
    content : of the file, UTF-8.
    columns : what its columns are.
    """
    figures = {c.name for c in columns if c.type in WHOLE}
    frame = pd.read_csv(
        io.BytesIO(content),
        encoding="utf-8",
        dtype={c.name: "float64" if c.type in WHOLE else str for c in columns},
        keep_default_na=False,
        na_values={name: [""] for name in figures},
    )[[c.name for c in columns]]
    for column in columns:
        if column.type == "number":  # as the checks read them, to the last bit
            frame[column.name] = pd.to_numeric(frame[column.name], errors="coerce").astype(float)
        elif column.type == "flag":
            frame[column.name] = frame[column.name].astype(bool)
        elif column.type == "integer" and not frame[column.name].isna().any():
            frame[column.name] = frame[column.name].astype("int64")
    return frame
