"""When two figures are the same: to the last digit, within rounding, or not at all.

Processors and their libraries of linear algebra add in other orders, so that the same run differs
in the last of its 16 digits. What is shown of it is rounded to two or three, and only a figure that
lies on the very boundary between two rounded ones may then be shown otherwise.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, fields, replace
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray

from autopot.errors import Problem
from autopot.results.run.result import Result
from autopot.results.verification import LIMIT

RELATIVE = LIMIT
"""Difference that is still rounding, as share of the number. Seen between kernels: 1e-14."""

ABSOLUTE = 1e-10
"""The same of numbers near zero, such as what is left of two that cancel: FTE, shares."""

NUMBER = re.compile(r"\d+(?:[.,\u00a0\u202f ]\d+)*")
"""A number as people write it, in any of our languages."""


@dataclass(frozen=True)
class Compared:
    """What a comparison found.

    Parameters
    ----------
    problems : the differences.
    numbers : how many numbers were compared.
    near : how many of them differ in their last digits only.
    largest : the largest of those differences, as share of the number.
    on_boundary : how many shown figures are rounded to the other side, where the figure behind lies
        on the boundary between the two.
    """

    problems: list[Problem] = field(default_factory=list)
    numbers: int = 0
    near: int = 0
    largest: float = 0.0
    on_boundary: int = 0

    def __add__(self, other: Compared) -> Compared:
        """Both together."""
        return Compared(
            problems=self.problems + other.problems,
            numbers=self.numbers + other.numbers,
            near=self.near + other.near,
            largest=max(self.largest, other.largest),
            on_boundary=self.on_boundary + other.on_boundary,
        )

    @property
    def exact(self) -> bool:
        """Whether every number is the same to the last digit."""
        return self.near == 0 and self.on_boundary == 0


def apart(old: ArrayLike, new: ArrayLike) -> tuple[NDArray[np.bool_], Compared]:
    """Which numbers differ by more than rounding, and how far apart the others are.

    Parameters
    ----------
    old, new : any shape, the same for both; two missing numbers are the same.

    >>> more, found = apart([1.0, 1.0, 1.0], [1.0, 1.0 + 1e-14, 1.01])
    >>> more.tolist(), found.numbers, found.near
    ([False, False, True], 3, 1)

    Of a large number a larger difference is rounding; near nought a share says nothing.

    >>> apart([1e6, 0.0], [1e6 + 1e-5, 1e-13])[0].tolist()
    [False, False]
    """
    a, b = np.asarray(old, float), np.asarray(new, float)
    differs = ~((a == b) | (np.isnan(a) & np.isnan(b)))
    with np.errstate(invalid="ignore"):
        between, larger = np.abs(a - b), np.maximum(np.abs(a), np.abs(b))
        more = differs & ~(between <= np.maximum(RELATIVE * larger, ABSOLUTE))
    near = differs & ~more
    tells = near & (larger > ABSOLUTE / RELATIVE)  # nearer zero the share says nothing
    largest = float((between[tells] / larger[tells]).max()) if tells.any() else 0.0
    return more, Compared(numbers=a.size, near=int(near.sum()), largest=largest)


def may_be_neighbours(old: str, new: str) -> bool:
    """Whether two texts are the same but for numbers one unit of their last place apart.

    FTE of more than a thousand are shown in tens, and of more than ten thousand in hundreds.

    >>> may_be_neighbours("23 % of 1,230", "24 % of 1,240"), may_be_neighbours("23 %", "43 %")
    (True, False)
    """
    if NUMBER.split(old) != NUMBER.split(new):
        return False
    pairs = zip(NUMBER.findall(old), NUMBER.findall(new), strict=True)
    steps = {abs(int(re.sub(r"\D", "", a)) - int(re.sub(r"\D", "", b))) for a, b in pairs}
    return steps <= {0, 1, 10, 100}


def nudged(result: Result, share: float) -> Result:
    """The same run with every figure moved by a share that is rounding.

    What is shown of it differs from what is shown of the run only where a figure lies on the
    boundary between two rounded ones.

    Parameters
    ----------
    result : a run.
    share : such as `RELATIVE`, or its negative.
    """
    draws = result.draws
    moved = {each.name: _moved(getattr(draws, each.name), 1 + share) for each in fields(draws)}
    gap = result.gap
    need = gap if gap is None else replace(gap, every=_moved(gap.every, 1 + share))
    return replace(result, draws=replace(draws, **moved), gap=need)


def _moved(value: Any, by: float) -> Any:
    if isinstance(value, pd.DataFrame):
        figures = value.select_dtypes("float")
        return value.assign(**{str(name): figures[name] * by for name in figures})
    if isinstance(value, np.ndarray) and np.issubdtype(value.dtype, np.floating):
        return value * by
    return value
