"""A plan: which measure starts when, and what is known about that choice."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import numpy as np
import pandas as pd

from autopot.evidence.training import training_need
from autopot.messages import in_own_language, title_in
from autopot.model.arrays import Array
from autopot.results.keeping import write
from autopot.results.plan.closed import closed_by_year, closed_json, closed_table
from autopot.results.plan.tables import (
    by_start,
    gantt_table,
    giving_table,
    measure_table,
    year_table,
)
from autopot.results.plan.text import plan_lines
from autopot.results.rows import plain_rows
from autopot.results.suppression import everything_shown, is_unprotected
from autopot.study.plan_arrays import (
    PlanArrays,
    by_calendar,
)
from autopot.study.plan_problem import TAIL
from autopot.study.preparation import Prepared
from autopot.tables import Table

if TYPE_CHECKING:
    from autopot.optimise.plan import Limit, PlanProblem
    from autopot.optimise.plan_questions import Margin
    from autopot.optimise.plan_solving import Solved
    from autopot.scenario.plan_loading import LoadedPlan

QUANTILES = {"p05": 0.05, "p95": 0.95}


@dataclass(frozen=True)
class Plan:
    """A plan: which measure starts when, and what is known about that choice.

    Parameters
    ----------
    loaded, prepared : the plan file, and its scenario with data.
    arrays : what the measures can give.
    problem, solved : the optimisation, and what it found.
    free : the best plan without limits on money, training and changes.
    gains : what more of each limit would give.
    chosen : (M,) share of the draws in which each measure is chosen.
    chosen_draws : how many draws that was asked of.
    exact : whether `gains` and `chosen` rest on whole measures.
    seconds : time limit of the solver.
    changed : whether settings went before those of the plan's scenario.
    """

    loaded: LoadedPlan
    prepared: Prepared
    arrays: PlanArrays
    problem: PlanProblem
    solved: Solved
    free: Solved
    gains: list[Margin]
    chosen: Array
    chosen_draws: int
    exact: bool
    seconds: float
    changed: bool = False

    @property
    def language(self) -> str:
        """Of names and texts."""
        return self.prepared.scenario.scenario.report.language

    @property
    def goal(self) -> str:
        """realised_fte, net_fte, net_present_value or gap_closed."""
        return self.loaded.plan.goal.maximise

    @cached_property
    def realised(self) -> Array:
        """(M, Y, D) FTE taken out by each measure in each calendar year, with nothing hidden."""
        return by_calendar(self.arrays.realised, self.solved.start)

    @cached_property
    def new_work(self) -> Array | None:
        """(M, Y, D) FTE of new work in each calendar year, 0 or more; None without net figures."""
        added = self.arrays.new_work
        return None if added is None else by_calendar(added, self.solved.start)

    @cached_property
    def schedule(self) -> pd.DataFrame:
        """One row a measure: measure, name, sector, technology, radar_class, start (0 for not in
        the plan), in_use, effect_kind, potential_fte, fte_mean, fte_p05, fte_p95 (FTE a year in
        the plan's last year), the same with fte_net_ where new work is asked for, cost (NOK over
        the plan), chosen (share of the draws).
        """
        plan = self.loaded.plan
        last, added = self.realised[:, -1], self.new_work
        rows = []
        for m, measure in enumerate(plan.measures):
            offset = int(self.solved.start[m])
            started = offset >= 0
            row: dict[str, Any] = {
                "measure": measure.id,
                "name": measure.name,
                "sector": measure.sector,
                "technology": measure.technology or "",
                "radar_class": self.arrays.radar_class[m],
                "start": plan.first_year + offset if started else 0,
                "in_use": plan.first_year + offset + measure.duration if started else 0,
                "effect_kind": self.arrays.effect_kind[m],
                "potential_fte": float(self.arrays.potential[m].mean()),
                **self._spread(last[m]),
                **self._net(last[m], None if added is None else added[m, -1]),
                "cost": float(self.arrays.cost[m, : plan.years - offset].sum()) if started else 0.0,
                "chosen": float(self.chosen[m]),
            }
            rows.append(row)
        return pd.DataFrame(rows)

    @cached_property
    def years(self) -> pd.DataFrame:
        """One row a year: year, fte_mean, fte_p05, fte_p95 (FTE taken out), fte_new_work_mean
        (below 0) and fte_net_ with the same ends where new work is asked for, cost, budget (NOK).
        """
        plan = self.loaded.plan
        fte = self.realised.sum(axis=0)
        added = None if self.new_work is None else self.new_work.sum(axis=0)
        cost = by_calendar(self.arrays.cost, self.solved.start).sum(axis=0)
        return pd.DataFrame(
            [
                {
                    "year": year,
                    **self._spread(fte[t]),
                    **self._net(fte[t], None if added is None else added[t]),
                    "cost": float(cost[t]),
                    "budget": float(self.problem.budget[t]),
                }
                for t, year in enumerate(plan.year_numbers())
            ]
        )

    @cached_property
    def planned(self) -> pd.DataFrame:
        """One row a started measure and year from its start: measure, year, fte_mean, fte_p05,
        fte_p95.
        """
        plan, fte = self.loaded.plan, self.realised
        return pd.DataFrame(
            [
                {
                    "measure": plan.measures[m].id,
                    "year": plan.first_year + t,
                    **self._spread(fte[m, t]),
                }
                for m in np.flatnonzero(self.solved.start >= 0)
                for t in range(int(self.solved.start[m]), plan.years)
            ],
            columns=["measure", "year", "fte_mean", "fte_p05", "fte_p95"],
        )

    @cached_property
    def more(self) -> pd.DataFrame:
        """One row a limit: limit (budget, training, parallel), key (year or sector), step, gain in
        the unit of the goal (missing where the time did not suffice); largest gain first.
        """
        rows = [
            {
                "limit": margin.limit[0],
                "key": self._key(margin.limit),
                "step": margin.step,
                "gain": np.nan if margin.gain is None else float(margin.gain),
            }
            for margin in self.gains
        ]
        frame = pd.DataFrame(rows, columns=["limit", "key", "step", "gain"])
        return frame.sort_values("gain", ascending=False, kind="stable", ignore_index=True)

    @cached_property
    def reached(self) -> pd.DataFrame:
        """What the plan reaches, what it would reach without limits, and the difference: kind
        (plan, free, given_up), mean, p05, p95, worst_tenth; FTE-years or NOK over the plan.
        """
        plan = self.problem.worth(self.solved.start)
        free = self.problem.worth(self.free.start)
        return pd.DataFrame(
            [
                {"kind": kind, **self._goal_spread(worth)}
                for kind, worth in (("plan", plan), ("free", free), ("given_up", free - plan))
            ]
        )

    @cached_property
    def closed(self) -> pd.DataFrame | None:
        """How much of the need beyond today the plan closes, in FTE; columns as in
        `closed_by_year`. None where that is not its goal.
        """
        cap = self.problem.cap
        if cap is None:
            return None
        closed = cap.closed(self.problem.as_shares(self.solved.start))
        return closed_by_year(cap.need, closed, self.loaded.plan.year_numbers())

    @in_own_language
    def as_json(self) -> dict[str, Any]:
        """Everything as plain data."""
        plan = self.loaded.plan
        towns = len(self.prepared.names.municipalities)
        closed = None if self.closed is None else closed_json(self.closed, plan.goal.sector, towns)
        return {
            "plan": plan.name,
            "example": plan.example,
            "scenario": self.prepared.scenario.scenario.name,
            "goal": plan.goal.maximise,
            "judged_by": plan.goal.judged_by,
            "draws": plan.draws,
            "gap": round(self.solved.gap, 6),
            "gap_allowed": plan.solver.gap,
            "timed_out": self.solved.timed_out,
            "reached": plain_rows(self.reached),
            "schedule": plain_rows(self.schedule),
            "years": plain_rows(self.years),
            "planned": plain_rows(self.planned),
            "more": plain_rows(self.more),
            "training": self.training,
            "robustness_draws": self.chosen_draws,
            "whole_measures": self.exact,
            "human_is_the_service": self.prepared.scenario.scenario.human_required.fully,
            **({} if closed is None else {"closed": closed}),
            **({"not_for_publication": True} if self._unprotected else {}),
        }

    @property
    def _unprotected(self) -> bool:
        return is_unprotected(self.prepared.scenario, self.prepared.workforce)

    @property
    def training(self) -> dict[str, float]:
        """Hours of training of the measures that are started, and whom they are shared by.

        Returns
        -------
        hours: the planner's own, in all; fte: of the sectors where any are given; need: share of
        the staff there that the survey of 2021 says needs training to a large extent.
        """
        started = self.solved.start >= 0
        hours = np.where(started, self.problem.training, 0.0)
        cells = self.prepared.workforce.cells
        trained = {
            measure.sector
            for measure, own in zip(self.loaded.plan.measures, hours, strict=True)
            if own > 0
        }
        fte = float(cells.loc[cells["sector"].isin(trained), "fte"].sum())
        return {
            "hours": float(hours.sum()),
            "fte": fte,
            "need": training_need().large,
        }

    @in_own_language
    def title(self) -> str:
        """The plan's title."""
        return title_in(self.loaded.plan.title)

    @in_own_language
    def lines(self) -> list[str]:
        """What the plan says, in sentences."""
        return [*everything_shown(self._unprotected), *plan_lines(self.as_json(), self.seconds)]

    @in_own_language
    def tables(self) -> list[Table]:
        """Measures and start years, what they give, what of the need that closes, year by year, and
        what more would give.
        """
        measures = by_start(self.schedule)
        return [
            gantt_table(measures, self.loaded.plan.year_numbers()),
            measure_table(measures, self.chosen_draws),
            *([] if self.closed is None else [closed_table(self.closed)]),
            year_table(self.years, self.goal),
            giving_table(self.more, self.goal),
        ]

    @in_own_language
    def save(self, out: str | Path) -> Path:
        """Write the plan: report.html, plan.xlsx, plan.yaml, plan.json, and a follow-up sheet.

        Parameters
        ----------
        out : a new or empty directory, or one with an earlier plan.

        Raises
        ------
        InputError
            The place cannot be used, or its follow-up sheet is filled in.
        """
        return cast("Path", write(self, "save", out))

    @property
    def names(self) -> dict[str, str]:
        """Measure -> what people call it."""
        return {measure.id: measure.name for measure in self.loaded.plan.measures}

    def _key(self, limit: Limit) -> str:
        family, number = limit
        if family == "budget":
            return str(self.loaded.plan.first_year + number)
        return self.prepared.names.sectors[number]

    def _spread(self, fte: Array) -> dict[str, float]:
        values = {"mean": fte.mean(), **{n: np.quantile(fte, q) for n, q in QUANTILES.items()}}
        return {f"fte_{name}": float(value) for name, value in values.items()}

    def _net(self, fte: Array, new_work: Array | None) -> dict[str, float]:
        """New work and what is left."""
        if new_work is None:
            return {}
        net = {
            f"fte_net_{k.removeprefix('fte_')}": v for k, v in self._spread(fte - new_work).items()
        }
        return {"fte_new_work_mean": 0.0 - float(new_work.mean()), **net}

    def _goal_spread(self, worth: Array) -> dict[str, float]:
        worst = replace(self.problem, tail=TAIL).goal(worth)
        values = {
            "mean": worth.mean(),
            **{n: np.quantile(worth, q) for n, q in QUANTILES.items()},
            "worst_tenth": worst,
        }
        return {name: float(value) for name, value in values.items()}
