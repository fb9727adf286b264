"""How large the errors of a reading are, as the readings' own disagreement tells."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from autopot import catalogue
from autopot.evidence import middle_readings
from autopot.evidence.measurement import (
    PARTS,
    Array,
    LeftOut,
    Work,
    as_logits,
    error_sizes,
    leave_each_out,
)
from autopot.results.evidence.errors import MeasuredErrors
from autopot.study.preparation import (
    Prepared,
    load_changed,
    prepare,
    working_time,
)


def measured_errors(scenario: str = "base", draws: int = 4000) -> MeasuredErrors:
    """Estimate the sizes of the errors from the readings, and leave each reading out.

    Parameters
    ----------
    scenario : name of a packaged scenario, or a .yaml file; gives the workforce and the parameters
        of the readings, which stand at their medians.
    draws : of each interval, 100 or more.

    Returns
    -------
    Sizes with intervals, and the coverage of each reading's total and sectors.

    Raises
    ------
    InputError
        The scenario is wrong.
    """
    prepared = prepare(load_changed(scenario, {}))
    readings = _by_occupation(prepared)
    work = _work(prepared)
    sectors, weights = _weights(prepared)
    sizes = error_sizes(as_logits(readings.to_numpy()), work)
    low, high = sizes.interval()
    found = leave_each_out(readings.to_numpy(), work, weights, draws)
    return MeasuredErrors(
        sizes=pd.DataFrame({"part": PARTS, "sd": sizes.sd, "sd_low": low, "sd_high": high}),
        coverage=pd.DataFrame(
            [_row(str(name), one, sectors) for name, one in zip(readings.index, found, strict=True)]
        ),
    )


def _row(name: str, one: LeftOut, sectors: list[str]) -> dict[str, Any]:
    """One reading; the total stands last in the arrays."""
    inside = one.inside
    missed = [code for code, hit in zip(sectors, inside[:-1], strict=True) if not hit]
    return {
        "reading": name,
        "share_mean": one.value[-1],
        "share_p05": one.low[-1],
        "share_p95": one.high[-1],
        "inside": bool(inside[-1]),
        "sectors": len(sectors),
        "sectors_inside": len(sectors) - len(missed),
        "covered": f"{len(sectors) - len(missed)}/{len(sectors)}",
        "outside": ",".join(missed),
    }


def _by_occupation(prepared: Prepared) -> pd.DataFrame:
    """(readings, occupations) share of the occupation's time, parameters at their medians.

    Time is the mean of its sectors: errors are those of occupations.
    """
    occupation = prepared.assembled.tasks["occupation"]
    time = pd.Series(working_time(prepared.workforce.cells, prepared.assembled))
    time /= time.groupby(occupation).transform("sum")
    middle = middle_readings(prepared.assembled, prepared.scenario.scenario)
    shares = pd.DataFrame({name: time * value for name, value in middle.items()})
    return shares.groupby(occupation).sum().T


def _work(prepared: Prepared) -> Work:
    """Major groups, and the technologies' shares of each occupation's time."""
    assembled = prepared.assembled
    groups = np.unique(assembled.major_group)
    member = (assembled.major_group[:, None] == groups[None, :]).astype(float)
    time = assembled.tasks["time_share"].to_numpy(float)[:, None] * assembled.technology.mix.mean(
        axis=0
    )
    mix = pd.DataFrame(time).groupby(assembled.tasks["occupation"].to_numpy()).sum()
    return Work(member, mix.to_numpy(float))


def _weights(prepared: Prepared) -> tuple[list[str], Array]:
    """Sectors, and the FTE of (sectors and the total, occupations)."""
    cells = prepared.workforce.cells
    fte = cells.pivot_table("fte", "sector", "occupation", aggfunc="sum", fill_value=0.0)
    order = [code for code in catalogue.sectors()["sector"] if code in fte.index]
    fte = fte.reindex(index=order, columns=prepared.assembled.occupations, fill_value=0.0)
    return list(map(str, fte.index)), np.vstack([fte.to_numpy(), fte.sum().to_numpy()])
