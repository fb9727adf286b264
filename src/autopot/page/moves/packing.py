"""Arrays as text that a script can read: whole numbers of one or two bytes, base64."""

from __future__ import annotations

import base64
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

BYTES = frozenset({"technology", "reach", "physical", "noise", "grown"})
"""Names of arrays that one byte a number is enough for: none of them moves by more than one part in
five hundred, and that error cancels over a thousand tasks, or hundreds of draws."""

SHORT = 8
"""Numbers of an array that is written out."""

DIGITS = 6


def packed(value: Any, name: str = "") -> Any:
    """The same as plain data for JSON.

    Parameters
    ----------
    value : mappings, sequences, arrays and numbers.
    name : under which it stands, which decides how exact it must be.

    Returns
    -------
    Arrays of more than `SHORT` numbers as {"bytes": 1 or 2, "low": ..., "step": ..., "text": ...},
    where the number is low + step times the whole number; other arrays as lists. Whole numbers
    stay exact.

    >>> packed(np.array([0.0, 0.5]))
    [0.0, 0.5]
    """
    if isinstance(value, Mapping):
        return {key: packed(part, key) for key, part in value.items()}
    if isinstance(value, np.ndarray):
        return value.tolist() if value.size <= SHORT else _as_text(value.ravel(), name in BYTES)
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [packed(part, name) for part in value]
    if isinstance(value, float):
        return round(value, DIGITS)
    return value.item() if isinstance(value, np.generic) else value


def _as_text(values: np.ndarray, short: bool) -> dict[str, Any]:
    low, high = float(values.min()), float(values.max())
    whole = bool((values == np.round(values)).all())
    size = 1 if short or (whole and high - low < 256) else 2
    most = 256**size - 1
    step = 1.0 if whole and high - low <= most else (high - low) / most or 1.0
    numbers = np.round((values - low) / step).astype("<u1" if size == 1 else "<u2")
    return {
        "bytes": size,
        "low": low,
        "step": step,
        "text": base64.b64encode(numbers.tobytes()).decode(),
    }
