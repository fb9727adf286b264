"""Writes records of what was published, in processes that import nothing else of the tests."""

from __future__ import annotations

from pathlib import Path

from autopot.store.published import publish


def write(folder: Path, number: int) -> None:
    """One of three records, by the number's remainder."""
    publish(folder, {"number": number % 3})
