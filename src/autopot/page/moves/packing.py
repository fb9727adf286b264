"""Arrays as text that a script can read: whole numbers of one or two bytes, base64."""

from __future__ import annotations

import base64
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

BYTES = frozenset({"technology", "reach", "physical", "gate", "group", "noise"})
"""Names of arrays that one byte a number is enough for: no share of them moves by more than 0.002,
and errors of a thousand tasks cancel."""

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
    where the number is low + step times the whole number; other arrays as lists.

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
    size = 1 if short else 2
    most = 256**size - 1
    low, high = float(values.min()), float(values.max())
    exact = values.dtype.kind in "iu" and high - low <= most
    step = 1.0 if exact else (high - low) / most or 1.0
    whole = np.round((values - low) / step).astype("<u1" if short else "<u2")
    return {
        "bytes": size,
        "low": low,
        "step": step,
        "text": base64.b64encode(whole.tobytes()).decode(),
    }
