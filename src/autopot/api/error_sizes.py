"""How large the errors of a reading are, as the readings' own disagreement tells."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from autopot import catalogue
from autopot.api.plain_rows import plain_rows
from autopot.api.preparation import Prepared, load_changed, prepare, working_time
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
from autopot.messages import say
from autopot.report.labels import label
from autopot.report.tables import names
from autopot.tables import Table


@dataclass(frozen=True)
class MeasuredErrors:
    """Sizes of the errors of a reading, and how the interval that follows covers each reading.

    Parameters
    ----------
    sizes : part, sd, sd_low, sd_high (logits; 90 % interval).
    coverage : reading, share and its interval by the others (total), inside, sectors (number),
        sectors_inside, outside (codes of the sectors that are not covered, with commas).
    """

    sizes: pd.DataFrame
    coverage: pd.DataFrame

    @property
    def sectors_covered(self) -> float:
        """Part of all sector values that lie inside the interval of the other readings, 0-1."""
        return float(self.coverage["sectors_inside"].sum() / self.coverage["sectors"].sum())

    def tables(self) -> list[Table]:
        """Sizes, and each reading against the others."""
        sectors = names()["sector"]
        outside = [
            "; ".join(sectors[code] for code in str(codes).split(",") if code) or "–"
            for codes in self.coverage["outside"]
        ]
        covered = self.coverage.assign(
            reading=[label(f"reading_{name}") for name in self.coverage["reading"]],
            outside=outside,
        )
        parts = self.sizes.assign(part=[label(f"error_{part}") for part in self.sizes["part"]])
        return [
            Table(
                name="error_sizes",
                title=say("How much a reading may be wrong, on the logit scale"),
                frame=parts,
                brief=("part", "sd", ("sd_low", "sd_high")),
                notes=(
                    say(
                        "Estimated from how {count} readings of the same work disagree. Readings "
                        "that rest on the same labels count as apart, so the parts are too small "
                        "rather than too large. The base scenario does not use these sizes yet.",
                        count=len(self.coverage),
                    ),
                ),
            ),
            Table(
                name="coverage",
                title=say("Each reading against the 90% interval of the others"),
                frame=covered,
                brief=("reading", "share_mean", ("share_p05", "share_p95"), "covered", "outside"),
                notes=(
                    say(
                        "{share:.0%} of the values by sector lie inside, {totals} of {count} "
                        "totals. In all means the same work, where the person is the service "
                        "included.",
                        share=self.sectors_covered,
                        totals=int(self.coverage["inside"].sum()),
                        count=len(self.coverage),
                    ),
                ),
            ),
        ]

    def as_json(self) -> dict[str, Any]:
        """Both tables as plain data."""
        return {"sizes": plain_rows(self.sizes), "coverage": plain_rows(self.coverage)}


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
    time = assembled.tasks["time_share"].to_numpy(float)[:, None] * assembled.technology
    mix = pd.DataFrame(time).groupby(assembled.tasks["occupation"].to_numpy()).sum()
    return Work(member, mix.to_numpy(float))


def _weights(prepared: Prepared) -> tuple[list[str], Array]:
    """Sectors, and the FTE of (sectors and the total, occupations)."""
    cells = prepared.workforce.cells
    fte = cells.pivot_table("fte", "sector", "occupation", aggfunc="sum", fill_value=0.0)
    order = [code for code in catalogue.sectors()["sector"] if code in fte.index]
    fte = fte.reindex(index=order, columns=prepared.assembled.occupations, fill_value=0.0)
    return list(map(str, fte.index)), np.vstack([fte.to_numpy(), fte.sum().to_numpy()])
