"""A scenario kept warm: its data and draws stay in memory for the next changed setting."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from threading import Lock
from typing import Any

import pandas as pd

from autopot.analysis.outputs import Wanted
from autopot.analysis.swept import swept_tables
from autopot.engine import Threads, Warm
from autopot.errors import InputError, Problem
from autopot.messages import say
from autopot.radar import CLASSES
from autopot.results.run.figures import CALIBRATED_KIND
from autopot.study.preparation import Prepared, load_changed, prepare, without_years

LEVELS = ("total", "sector")

DRAWS = 4_000
"""Draws of a session where none are asked for: the first of a run of the same scenario."""

LEAST_DRAWS = 200

ROOM = {"readings": 0, "share": 2, "parts": 0, "noise": 1, "time": 1, "occupation errors": 1}
"""What blocks keep from one question to the next: one of everything that is drawn, and the tasks'
shares of the last two, which a gate, a time share or a workforce leaves as they are."""


class Session:
    """A scenario with its data and draws, to be asked again and again with changed settings.

    An answer is to the byte what a fresh run of as many draws would give. The first question draws;
    later ones draw only what their settings change. Some 50 MB are kept for every 1,000 draws.

    Parameters
    ----------
    scenario, workforce : as for `autopot.run`.
    draws : of every answer; None: 4,000, or fewer where the scenario has fewer.
    threads : of this process; None: one per core.

    Raises
    ------
    InputError
        Everything that is wrong with the scenario or the workforce, or fewer than 200 draws.

    >>> session = Session("base", draws=200)
    >>> more = session.ask({"physical": {"strength": 1.0}})
    >>> bool(more["mean"].iloc[0] > session.ask()["mean"].iloc[0])
    True
    """

    def __init__(
        self,
        scenario: str | Path = "base",
        workforce: pd.DataFrame | None = None,
        *,
        draws: int | None = None,
        threads: int | None = None,
    ) -> None:
        if draws is not None and draws < LEAST_DRAWS:
            allowed = say("{number} or more", number=LEAST_DRAWS)
            raise InputError(Problem("draws", str(draws), allowed, say("leave it out")))
        self._scenario, self._engine = scenario, Threads(threads)
        self._start = prepare(without_years(load_changed(scenario)), workforce)
        own = self._start.scenario.scenario.uncertainty.draws
        self.draws = draws or (DRAWS if own == "auto" else min(DRAWS, int(own)))
        self._given = workforce
        self._warm, self._lock = Warm(ROOM), Lock()

    def ask(self, settings: Mapping[str, Any] | None = None) -> pd.DataFrame:
        """Technical potential in all and by sector, with changed settings.

        Parameters
        ----------
        settings : as for `autopot.run`: sections that go before the scenario's, key by key.

        Returns
        -------
        The rows of `Result.potential` of these levels, with what must be hidden hidden.

        Raises
        ------
        InputError, InfeasibleError
            As for `autopot.run`.
        """
        with self._lock:
            prepared = self._prepared(settings)
            wanted = [Wanted(prepared.inputs, prepared.names)]
            [table] = swept_tables(
                wanted, list(CLASSES), self.draws, LEVELS, self._engine, self._warm
            )
        if prepared.uncalibrated is not None:
            table["kind"] = table["kind"].replace("technical", CALIBRATED_KIND)
        return prepared.hidden.withheld(table)

    def _prepared(self, settings: Mapping[str, Any] | None) -> Prepared:
        if not settings:
            return self._start
        changed = without_years(load_changed(self._scenario, settings=settings))
        same_staff = changed.scenario.workforce == self._start.scenario.scenario.workforce
        return prepare(changed, self._given if same_staff else None, like=self._start)
