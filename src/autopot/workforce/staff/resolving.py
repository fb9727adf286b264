"""From what stands in a column to our codes: each distinct value is decided once."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from autopot.messages import Text


@dataclass(frozen=True)
class CodeAnswer:
    """What a value means.

    Parameters
    ----------
    code : our code; empty where there is none.
    kind : kind of finding to report, empty for none.
    allowed : nearest allowed values.
    values : what fills the words of the finding.
    """

    code: str
    kind: str = ""
    allowed: tuple[str, ...] = ()
    values: Mapping[str, Text] = field(default_factory=dict)


Decide = Callable[[str], CodeAnswer]


@dataclass(frozen=True)
class Resolved:
    """A column of codes.

    Parameters
    ----------
    codes : (n,) our code, "" where the value is empty or has none.
    reports : answers that must be reported, with the value and the positions (of n) it stands at.
    """

    codes: NDArray[np.object_]
    reports: list[tuple[CodeAnswer, str, NDArray[np.int64]]]


def resolve(values: NDArray[np.object_], mapping: Mapping[str, str], decide: Decide) -> Resolved:
    """Decide every distinct value of a column.

    Parameters
    ----------
    values : (n,) text.
    mapping : value -> code, chosen by the planner; goes first.
    decide : what any other value means.

    Returns
    -------
    Codes and what to report.

    >>> answer = {"1": CodeAnswer("0001"), "x": CodeAnswer("", "unknown")}
    >>> found = resolve(np.array(["1", "", "x", "1"], object), {}, answer.__getitem__)
    >>> found.codes.tolist(), [(value, at.tolist()) for _, value, at in found.reports]
    (['0001', '', '', '0001'], [('x', [2])])
    """
    which, distinct = pd.factorize(values)
    answers = [
        CodeAnswer("")
        if value == ""
        else CodeAnswer(mapping[value])
        if value in mapping
        else decide(value)
        for value in distinct
    ]
    codes = np.array([answer.code for answer in answers], dtype=object)[which]
    reports = [
        (answer, str(value), np.flatnonzero(which == number))
        for number, (answer, value) in enumerate(zip(answers, distinct, strict=True))
        if answer.kind
    ]
    return Resolved(codes.astype(object), reports)
