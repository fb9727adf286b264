"""JSON from outside, within bounds."""

from __future__ import annotations

import json
from typing import Any

MAX_LEVELS = 100
"""Levels inside one another; what we read has under ten."""


def plain_json(text: str | bytes) -> Any:
    """The value that a JSON text holds.

    Raises
    ------
    ValueError
        It is not JSON, or nested so deep that working through it could end in a crash.

    >>> plain_json('{"a": [1, 2]}')
    {'a': [1, 2]}
    >>> plain_json("[" * 100_000)
    Traceback (most recent call last):
        ...
    ValueError: over 100 levels inside one another
    """
    try:
        value = json.loads(text)
    except RecursionError:
        raise _too_deep() from None
    level = [value]
    for _ in range(MAX_LEVELS):
        level = [inner for each in level for inner in _inside(each)]
        if not level:
            return value
    raise _too_deep()


def _inside(value: Any) -> list[Any]:
    """What may hold something itself, one level in."""
    items = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return [item for item in items if isinstance(item, dict | list)]


def _too_deep() -> ValueError:
    return ValueError(f"over {MAX_LEVELS} levels inside one another")
