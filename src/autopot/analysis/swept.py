"""The potential tables of points of a sweep: only the levels that were asked for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from autopot.analysis.levels import BESIDE
from autopot.analysis.outputs import KINDS, Outputs, OutputStudy, Wanted
from autopot.analysis.summary import summarise, table
from autopot.engine import Engine, Threads, Warm
from autopot.model.inputs import ModelInputs

Array = NDArray[np.float64]
BESIDE_LEVELS = ("total", "sector")


def swept_tables(
    wanted: Sequence[Wanted],
    classes: list[str],
    draws: int,
    levels: Sequence[str],
    engine: Engine | None = None,
    warm: Warm | None = None,
) -> Iterator[pd.DataFrame]:
    """Run variants of the model and summarise some levels.

    Parameters
    ----------
    wanted : the model and the names of each.
    classes, draws : as for `potential_table`.
    levels : some of total, sector, municipality, radar_class and occupation.
    engine : where; None: one thread.
    warm : as for `OutputStudy`.

    Yields
    ------
    Of each variant the same rows that `potential_table` has at these levels, with nothing hidden
    yet: first the main figure, then what stands beside it in all and by sector, 0 where the point
    counts it.
    """
    by = tuple(kind for kind in KINDS if kind in levels)
    aside = [level for level in levels if level in BESIDE_LEVELS]
    study = OutputStudy(wanted, classes, by, engine or Threads(1), beside=True, warm=warm)
    for one, outputs in zip(wanted, study.run(draws), strict=True):
        tables = [_level(one.inputs, outputs, level, "technical") for level in levels]
        tables += [_level(one.inputs, outputs, level, BESIDE) for level in aside]
        yield pd.concat(tables, ignore_index=True)


def _level(inputs: ModelInputs, outputs: Outputs, level: str, figure: str) -> pd.DataFrame:
    wanted = [(level, key) for kind, key in outputs.names if kind == level]
    if figure == BESIDE:
        wanted = [(BESIDE, key) for _, key in wanted]
    at = {name: row for row, name in enumerate(outputs.names)}
    rows = [at[name] for name in wanted]
    base = _base(inputs, level, len(rows))
    used = base > 0
    rows = [row for row, u in zip(rows, used, strict=True) if u]
    keys = {} if level == "total" else {level: [outputs.names[row][1] for row in rows]}
    found = summarise(outputs.potential[rows], outputs.fte[rows])
    return table(level, keys, base[used], found, kind=figure)


def _base(inputs: ModelInputs, level: str, rows: int) -> Array:
    """(rows,) FTE as the workforce gives them."""
    staff = inputs.workforce
    by_pair = staff.fte.sum(axis=0)
    if level == "sector":
        return np.array([by_pair[staff.pairs_of(s)].sum() for s in range(staff.sectors)])
    if level == "occupation":
        return np.bincount(staff.occupation, by_pair, minlength=rows).astype(float)
    if level == "municipality":
        return np.array(staff.fte.sum(axis=1))
    return np.full(rows, by_pair.sum())
