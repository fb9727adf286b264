"""Own staff as every result sees them: small cells pooled, so that nobody can be seen."""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pandas as pd

from autopot.analysis.disclosure import Hidden, check_total, hidden_keys
from autopot.analysis.pooling import Pools, pooled
from autopot.analysis.revealed import (
    NEAR,
    Cell,
    Ranges,
    Revealed,
    known_sums,
    revealed_by,
    revealed_in,
)
from autopot.errors import InputError, Kept, Problem
from autopot.messages import say, say_many
from autopot.scenario import LoadedScenario
from autopot.store.published import FOLDER, ledger_beside, publish, published
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
        The workforce is so small that nothing can be shown, or has been published in other pools,
        so that both together would tell the FTE of a few.
    """
    threshold = loaded.scenario.report.suppress_below
    if workforce.estimate or threshold == 0 or POOL in workforce.cells:
        return workforce
    file = next((hidden_path(file.name) for file in workforce.files), workforce.name)
    check_total(workforce.cells, threshold, file)
    pools = pooled(workforce.cells, threshold)
    check_published(revealed_by(pools, threshold), earlier_results(workforce), loaded)
    if not pools.shared.any():
        return workforce
    marks = {POOL: pools.pool, PART: pools.part, JOINED: pools.joined}
    return replace(
        workforce,
        cells=pools.cells.assign(**marks),
        notes=[*workforce.notes, *first_warnings(workforce.warnings, 0)],
        warnings=[],
    )


def published_by(loaded: LoadedScenario, workforce: Workforce) -> Revealed | None:
    """What results of a workforce reveal; None of an estimate, and where everything is shown, for
    the owner's eyes only.

    Parameters
    ----------
    loaded, workforce : as for `hidden_of`.
    """
    threshold = loaded.scenario.report.suppress_below
    if workforce.estimate or threshold == 0:
        return None
    pools = pools_of(loaded, workforce)
    return revealed_by(pooled(workforce.cells, threshold) if pools is None else pools, threshold)


def earlier_results(workforce: Workforce) -> list[Revealed]:
    """What has been published of staff of the same municipalities, by the ledger beside the file.

    Parameters
    ----------
    workforce : its first file is the staff file; nothing is known of a frame.
    """
    if not workforce.files:
        return []
    towns = set(workforce.cells["municipality"].astype(str))
    found = []
    for content in published(ledger_beside(workforce.files[0])):
        try:
            record = revealed_in(content)
        except ValueError:
            continue
        if towns & {town for town, _, _ in record.cells}:
            found.append(record)
    return found


def remember(loaded: LoadedScenario, workforce: Workforce) -> None:
    """Write into the ledger beside the staff file what a result of it reveals; twice is once.

    A `Kept` warning tells where staff have changed since an earlier result, and the difference
    shows a group of few. Such a result is not refused: a file that is corrected, or a new year, is
    no reason to keep silent, and the earlier result need not have left the house.

    Parameters
    ----------
    loaded, workforce : as for `hidden_of`; nothing is written of frames, estimates, and where the
        folder cannot be written.
    """
    record = published_by(loaded, workforce)
    if record is None or not workforce.files:
        return
    earlier = earlier_results(workforce)
    publish(ledger_beside(workforce.files[0]), record.as_json())
    if not earlier or record in earlier:
        return
    narrow = int((~ranges_of([*earlier, record], promised(earlier)).guarded).sum())
    if narrow:
        found = say_many(
            "with earlier results of other staff of the municipality, the difference shows a group "
            "of few",
            "with earlier results of other staff of the municipality, the difference shows "
            "{count:,} groups of few",
            count=narrow,
        )
        remedy = say("before you publish both: autopot disclosure FILE")
        warnings.warn(Kept(Problem(FOLDER, found, remedy=remedy)), stacklevel=3)


def check_published(record: Revealed, earlier: Sequence[Revealed], loaded: LoadedScenario) -> None:
    """Whether a result and those before it of the same staff together keep the promise.

    Parameters
    ----------
    record : of the new result.
    earlier : what was published.
    loaded : named in the error.

    Raises
    ------
    InputError
        They tell some group too closely.
    """
    others = [other for other in earlier if other.cells == record.cells]
    if not others or record in earlier:
        return
    found = ranges_of([*others, record], promised(others))
    narrow = int((~found.guarded).sum())
    if narrow and found.same:
        raise InputError(
            Problem(
                loaded.place("report", "suppress_below"),
                say_many(
                    "with earlier results of the same staff this one would show a group of few",
                    "with earlier results of the same staff this one would show {count:,} groups "
                    "of few",
                    count=narrow,
                ),
                say("the threshold of an earlier result: {used}", used=_thresholds(others)),
                say(
                    "use one of them; or, if no earlier result has been published, delete the "
                    "folder {folder} beside the staff file",
                    folder=FOLDER,
                ),
            )
        )


def promised(results: Sequence[Revealed]) -> float:
    """The threshold that results keep, as far as they do: the lowest of theirs.

    Parameters
    ----------
    results : at least one.
    """
    return min(result.threshold for result in results)


def _thresholds(results: Sequence[Revealed]) -> list[str]:
    return sorted({f"{result.threshold:g}" for result in results})


def ranges_of(results: Sequence[Revealed], threshold: float) -> Ranges:
    """How near anybody who has all results can come to each group of few.

    Parameters
    ----------
    results : at least one.
    threshold : FTE below which a group is small.
    """
    from autopot.optimise.ranges import possible_ranges  # the solver, which a run does without

    known = known_sums(results)
    low, high, moved = possible_ranges(known.known, known.low, known.high, known.members)
    same = moved < NEAR and _same_staff([result.cells for result in results])
    return Ranges(known.groups.assign(low=low, high=high), threshold, same)


def _same_staff(staffs: Sequence[set[Cell]]) -> bool:
    """Whether those that share a municipality have the same cells; others tell nothing of them."""
    towns = [{town for town, _, _ in cells} for cells in staffs]
    return all(
        cells == other or not there & elsewhere
        for number, (cells, there) in enumerate(zip(staffs, towns, strict=True))
        for other, elsewhere in zip(staffs[:number], towns[:number], strict=True)
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
    return Pools(cells.drop(columns=[POOL, PART, JOINED]), pool, part, joined, limit=limit)
