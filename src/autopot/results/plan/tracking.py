"""Follow a plan up: measured against planned, and a new forecast."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from autopot.analysis.follow_up import NORMAL_95, Belief, belief_of, updated, verdict
from autopot.messages import in_own_language, title_in, told
from autopot.model.arrays import Array
from autopot.results.plan.follow_up import (
    FORECAST,
    follow_up_lines,
    forecast_table,
)
from autopot.results.rows import plain_rows
from autopot.study.plan_arrays import (
    PlanArrays,
    by_calendar,
)
from autopot.study.preparation import (
    Prepared,
)
from autopot.tables import Table

if TYPE_CHECKING:
    from autopot.scenario.plan_loading import LoadedPlan


FIGURES = ("mean", "p05", "p95")
Interval = tuple[float, float, float]
"""Mean, 5th and 95th percentile."""


@dataclass(frozen=True)
class Tracking:
    """A plan beside what was measured.

    Parameters
    ----------
    loaded, prepared, arrays : as in `Plan`.
    start : (M,) planned start years from 0, -1 for none.
    actuals : measure, year, fte.
    """

    loaded: LoadedPlan
    prepared: Prepared
    arrays: PlanArrays
    start: np.ndarray
    actuals: pd.DataFrame

    @property
    def language(self) -> str:
        """Of names and texts."""
        return self.prepared.scenario.scenario.report.language

    @property
    def names(self) -> dict[str, str]:
        """Measure -> what people call it."""
        return {measure.id: measure.name for measure in self.loaded.plan.measures}

    @cached_property
    def _cells(self) -> dict[tuple[str, int], int]:
        """Measure and year -> position in the belief; the last position is the shared level."""
        plan = self.loaded.plan
        cells = [(m.id, year) for m in plan.measures for year in plan.year_numbers()]
        return {cell: number for number, cell in enumerate(cells)}

    @cached_property
    def draws(self) -> Array:
        """(N, D) what the plan holds likely: FTE by measure and year, and last the shared level."""
        fte = by_calendar(self.arrays.realised, self.start)
        return np.concatenate([fte.reshape(-1, fte.shape[2]), self.arrays.level[None]])

    @cached_property
    def before(self) -> Belief:
        """The same as a joint normal distribution."""
        return belief_of(self.draws)

    @cached_property
    def _measured(self) -> pd.DataFrame:
        """The measurements with what was planned; those where nothing was planned say nothing."""
        keys = zip(self.actuals["measure"], self.actuals["year"], strict=True)
        at = [self._cells[key] for key in keys]
        return self.actuals.assign(at=at, planned=self.before.mean[at])

    @cached_property
    def after(self) -> Belief:
        """The same after the measurements."""
        used = self._measured[self._measured["planned"] > 0]
        return updated(
            self.before,
            used["at"].to_numpy(np.int64),
            used["fte"].to_numpy(float),
            self.loaded.plan.follow_up.error * used["planned"].to_numpy(float),
        )

    @cached_property
    def measures(self) -> pd.DataFrame:
        """One row a measure that was measured: measure, name, sector, actual, planned, low, high
        (FTE summed over the measured years; low and high: 5th and 95th percentile of the plan with
        the error of measuring), verdict (of `autopot.analysis.follow_up.verdict`), expected
        (whether the plan held so much or little for likely: low <= actual <= high).
        """
        sectors = {m.id: m.sector for m in self.loaded.plan.measures}
        groups = self._measured.groupby("measure", sort=False)
        rows = [
            {"measure": m, "name": self.names[m], "sector": sectors[m], **self._compared(part)}
            for m, part in groups
        ]
        return pd.DataFrame(rows)

    @cached_property
    def sectors(self) -> pd.DataFrame:
        """One row a sector: the columns of `measures` from actual on, over all its measures."""
        sectors = {m.id: m.sector for m in self.loaded.plan.measures}
        groups = self._measured.assign(sector=self._measured["measure"].map(sectors))
        return pd.DataFrame(
            [{"sector": s, **self._compared(part)} for s, part in groups.groupby("sector")]
        )

    @cached_property
    def total(self) -> dict[str, Any]:
        """The same for all measurements together, without names."""
        return self._compared(self._measured)

    @cached_property
    def forecast(self) -> pd.DataFrame:
        """One row a year: year, planned_mean/p05/p95, forecast_mean/p05/p95, FTE."""
        rows = []
        for year in self.loaded.plan.year_numbers():
            weights = self._weights(lambda _, y, year=year: y == year)
            rows.append(
                {
                    "year": year,
                    **self._figures("planned", _quantiles(weights @ self.draws)),
                    **self._figures("forecast", self.after.of_sum(weights)),
                }
            )
        return pd.DataFrame(rows)

    @cached_property
    def measure_forecast(self) -> pd.DataFrame:
        """One row a started measure with potential: the same for the plan's last year."""
        plan = self.loaded.plan
        last = plan.year_numbers()[-1]
        rows = []
        gives = (self.start >= 0) & (self.arrays.potential.mean(axis=1) > 0)
        for number in np.flatnonzero(gives).tolist():
            name = plan.measures[number].id
            weights = self._weights(lambda m, y, name=name: m == name and y == last)
            rows.append(
                {
                    "measure": name,
                    "name": plan.measures[number].name,
                    **self._figures("planned", _quantiles(weights @ self.draws)),
                    **self._figures("forecast", self.after.of_sum(weights)),
                }
            )
        return pd.DataFrame(rows, columns=["measure", "name", *FORECAST])

    @property
    def level(self) -> dict[str, Interval]:
        """Mean, 5th and 95th percentile of the shared realisation, before and after; 0-1."""
        weights = np.zeros(len(self.draws))
        weights[-1] = 1.0
        mean, low, high = self.after.of_sum(weights)
        after = (min(1.0, mean), min(1.0, low), min(1.0, high))
        return {"before": _quantiles(self.arrays.level), "after": after}

    @property
    def unmeasured(self) -> list[str]:
        """Measures that should be in use by the last measured year, with no measurement."""
        last = int(self.actuals["year"].max())
        plan = self.loaded.plan
        return [
            measure.name
            for m, measure in enumerate(plan.measures)
            if self.start[m] >= 0
            and self.before.mean[self._cells[measure.id, last]] > 0
            and measure.id not in set(self.actuals["measure"])
        ]

    def as_json(self) -> dict[str, Any]:
        """Everything as plain data."""
        return {
            "plan": self.loaded.plan.name,
            "example": self.loaded.plan.example,
            "measures": plain_rows(self.measures),
            "sectors": plain_rows(self.sectors),
            "total": self.total,
            "forecast": plain_rows(self.forecast),
            "measure_forecast": plain_rows(self.measure_forecast),
            "realisation": {k: [round(v, 6) for v in vs] for k, vs in self.level.items()},
            "unmeasured": self.unmeasured,
        }

    @in_own_language
    def title(self) -> str:
        """What this is, and the plan's title."""
        return f"{told('Follow-up of the plan')}: {title_in(self.loaded.plan.title)}"

    @in_own_language
    def lines(self) -> list[str]:
        """What the measurements say, in sentences."""
        return follow_up_lines(self.as_json(), len(self.actuals))

    @in_own_language
    def tables(self) -> list[Table]:
        """Plan and new forecast, by year and by measure."""
        by_measure = self.measure_forecast.assign(measure=self.measure_forecast["name"])
        return [forecast_table(self.forecast, "year"), forecast_table(by_measure, "measure")]

    def _weights(self, chosen: Any) -> Array:
        result = np.zeros(len(self.before.mean))
        for (measure, year), number in self._cells.items():
            result[number] = float(chosen(measure, year))
        return result

    def _figures(self, name: str, values: Interval) -> dict[str, float]:
        return {f"{name}_{k}": self._shown(v) for k, v in zip(FIGURES, values, strict=True)}

    def _compared(self, part: pd.DataFrame) -> dict[str, Any]:
        """Measured beside planned, and what that says."""
        at = part["at"].to_numpy(np.int64)
        error = self.loaded.plan.follow_up.error * part["planned"].to_numpy(float)
        planned, low, high = _quantiles(self.draws[at].sum(axis=0))
        sd = float(np.sqrt(np.sum(error**2)))
        low = max(0.0, planned - float(np.hypot(planned - low, NORMAL_95 * sd)))
        high = planned + float(np.hypot(high - planned, NORMAL_95 * sd))
        values = {"actual": float(part["fte"].sum()), "planned": planned, "low": low, "high": high}
        shown = {name: self._shown(value) for name, value in values.items()}
        return {
            **shown,
            "verdict": verdict(shown["actual"], shown["planned"], sd),
            "expected": shown["low"] <= shown["actual"] <= shown["high"],
        }

    def _shown(self, fte: float) -> float:
        return float(np.round(fte)) if self.prepared.hidden.anything else float(fte)


def _quantiles(draws: Array) -> Interval:
    low, high = np.quantile(draws, [0.05, 0.95])
    return float(draws.mean()), float(low), float(high)
