"""Own staff as every result sees them: small cells pooled, so that nobody can be seen."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd

from autopot.analysis.disclosure import Hidden, check_total, hidden_keys
from autopot.analysis.pooling import Pools, pooled
from autopot.scenario import LoadedScenario
from autopot.workforce import Workforce, load_workforce
from autopot.workforce.staff.notes import first_warnings
from autopot.workforce.staff.personal_files import hidden_path

POOL, PART, JOINED = "pool", "part", "joined"
"""Columns of the cells, there where any are pooled (see `autopot.analysis.pooling.Pools`)."""


def protected_workforce(loaded: LoadedScenario, frame: pd.DataFrame | None = None) -> Workforce:
    """The workforce of a scenario, as results may be computed from it.

    Parameters
    ----------
    loaded : the scenario.
    frame : one row per cell, in place of the scenario's own workforce.

    Raises
    ------
    InputError
        Every fault found; a real workforce so small that nothing can be shown.
    """
    return protected(loaded, load_workforce(loaded, frame))


def protected(loaded: LoadedScenario, workforce: Workforce) -> Workforce:
    """A workforce with its small cells pooled; an estimate, which holds no persons, as it is.

    Parameters
    ----------
    loaded : its `report.suppress_below` is the smallest number of FTE that is shown.
    workforce : as it was read, or protected already.

    Raises
    ------
    InputError
        The workforce is so small that nothing can be shown.
    """
    threshold = loaded.scenario.report.suppress_below
    if workforce.estimate or threshold == 0 or POOL in workforce.cells:
        return workforce
    file = next((hidden_path(file.name) for file in workforce.files), workforce.name)
    check_total(workforce.cells, threshold, file)
    pools = pooled(workforce.cells, threshold)
    if not pools.shared.any():
        return workforce
    marks = {POOL: pools.pool, PART: pools.part, JOINED: pools.joined}
    return replace(
        workforce,
        cells=pools.cells.assign(**marks),
        notes=[*workforce.notes, *first_warnings(workforce.warnings, 0)],
        warnings=[],
    )


def hidden_of(loaded: LoadedScenario, workforce: Workforce) -> Hidden:
    """What is not shown of a protected workforce.

    Parameters
    ----------
    loaded : its `report.suppress_below` is the smallest number of FTE that is shown.
    workforce : as from `protected`.
    """
    pools, threshold = pools_of(loaded, workforce), loaded.scenario.report.suppress_below
    return Hidden() if pools is None else hidden_keys(pools, threshold)


def pools_of(loaded: LoadedScenario, workforce: Workforce) -> Pools | None:
    """The pools of a protected workforce; None where nothing is pooled.

    Parameters
    ----------
    loaded, workforce : as for `hidden_of`.
    """
    if POOL not in workforce.cells:
        return None
    cells = workforce.cells
    pool, part = (cells[name].to_numpy(np.int64) for name in (POOL, PART))
    joined, limit = cells[JOINED].to_numpy(bool), 2 * loaded.scenario.report.suppress_below
    return Pools(cells.drop(columns=[POOL, PART, JOINED]), pool, part, joined, limit)
