"""What makes scenario B differ from scenario A, with the same random numbers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Unpack

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from autopot.analysis.comparison import (
    aligned,
    difference_table,
    part_table,
    per_thousand,
    without_fte,
)
from autopot.analysis.disclosure import Hidden
from autopot.analysis.outputs import (
    KINDS,
    By,
    Figure,
    Outputs,
    OutputStudy,
    Wanted,
    check_room,
)
from autopot.analysis.sector_split import Cause, Causes, split_difference
from autopot.engine import Engine, Progress, Steps, rounds_of
from autopot.engine.options import EngineOptions, opened
from autopot.errors import InputError, Problem, unknown_name
from autopot.messages import say, say_in, title_in, told, unless_asked
from autopot.questions.places import residents_by_scenario, unlike_places
from autopot.questions.side_by_side import sectors_side_by_side, year_of
from autopot.radar import CLASSES
from autopot.results.comparison.result import Comparison
from autopot.results.comparison.scenario_text import ScenarioText
from autopot.results.own_words import title_of
from autopot.scenario import LoadedScenario
from autopot.study.figures import (
    chosen_figure,
    with_demand,
)
from autopot.study.mixed_staff import as_sections, split_workforce, staff_of
from autopot.study.preparation import (
    Prepared,
    load_changed,
    prepare,
    without_years,
)
from autopot.study.protection import hidden_of, protected_workforce
from autopot.study.sections import differing_settings
from autopot.study.sector_sections import (
    check_calibration,
    differing_causes,
    differing_own_settings,
    mixed,
)
from autopot.workforce import Workforce

Array = NDArray[np.float64]
AUTO_DRAWS = 10_000
"""Draws of a comparison whose first scenario says auto."""


def compare(
    scenarios: Sequence[str | Path],
    *,
    by: str = "sector",
    kind: str = "technical",
    year: int | None = None,
    sectors: bool = False,
    settings: Sequence[Mapping[str, Any]] = (),
    **options: Unpack[EngineOptions],
) -> Comparison:
    """Compare scenarios with the first one.

    Parameters
    ----------
    scenarios : two or more files or packaged names.
    by : sector, municipality, radar_class or occupation.
    kind : technical, or in a year adopted, realised, quality, new_work, net, residents, gap, rest
        or closed.
    year : the year; none for technical.
    sectors : whether to put the sectors of all scenarios side by side as well: technical potential,
        and what is in use and taken out in `year`, by default 2035.
    settings : of each scenario, in the order of `scenarios`, as for `run`; none for those that are
        left out at the end.
    options : as for `run`; draws and seed are by default the first scenario's, used for all.

    Returns
    -------
    Levels, probability of being above the first, and the difference split over the sections that
    differ by exact Shapley values.

    Raises
    ------
    InputError
        Fewer than two scenarios, an unknown `by`, municipalities one by one of scenarios that are
        about different ones, a real workforce too small to show anything of, or draws that do not
        fit `uncertainty.memory`.
    """
    if len(scenarios) < 2:
        found, allowed = say("one scenario"), say("two or more")
        raise InputError(Problem("SCENARIO", found, allowed, say("name one more")))
    kinds: dict[str, By] = {kind: kind for kind in KINDS}
    if by not in kinds:
        raise InputError(unknown_name("--by", say_in("the", "kind"), by, list(kinds)))
    with opened(options) as chosen:
        loaded = _loaded(scenarios, settings, options.get("draws"), options.get("seed"))
        return _compare(loaded, kinds[by], kind, year, sectors, chosen, options)


def _compare(
    loaded: list[LoadedScenario],
    by: By,
    kind: str,
    year: int | None,
    sectors: bool,
    engine: Engine,
    options: EngineOptions,
) -> Comparison:
    of_sectors = year
    year = None if sectors and kind == "technical" else year
    staff = [protected_workforce(scenario) for scenario in loaded]
    unlike = unlike_places(loaded, staff, by)
    figure, *_ = [chosen_figure(kind, year, scenario, by) for scenario in loaded]
    check_calibration(loaded)
    differing = [differing_causes(loaded[0], other, figure) for other in loaded[1:]]
    if figure.year is None:
        differing = [
            split_workforce(causes) if apart else causes
            for causes, apart in zip(differing, unlike, strict=True)
        ]
    start = _start(loaded, staff, differing, by, figure, engine, options.get("progress"))
    if sectors:
        start.steps.more(len(loaded))
    hidden = start.hidden
    names = _unique([scenario.scenario.name for scenario in loaded])
    tables: list[pd.DataFrame] = []
    parts: list[pd.DataFrame] = []
    differences: list[pd.DataFrame] = []
    others = zip(names[1:], loaded[1:], staff[1:], differing, unlike, strict=True)
    for name, other, theirs, causes, apart in others:
        split, whole, base = start.difference(other, theirs, causes)
        stated = base.stated & whole.stated & ((base.fte + whole.fte).max(axis=1) > 0)
        if apart:  # a sector that one of them does not have is no difference within the sector
            stated &= base.staffed & whole.staffed
        parts += [part_table(name, c, part, base)[stated] for c, part in split.items()]
        tables = tables or [difference_table(names[0], base, base)]
        tables.append(difference_table(name, whole, base))
        settings = pd.concat(
            [ask(loaded[0], other, figure) for ask in (differing_settings, differing_own_settings)],
            ignore_index=True,
        )
        settings.insert(0, "scenario", name)
        differences.append(settings)
    empty = pd.DataFrame(columns=["scenario", "kind", "key", "section", "sector", "share_mean"])
    table, part_rows = pd.concat(tables, ignore_index=True), pd.concat(parts or [empty])
    residents = residents_by_scenario(names, staff) if any(unlike) else {}
    if residents:
        known = {
            name: residents[name]
            for name, workforce in zip(names, staff, strict=True)
            if workforce.whole is None
        }
        table, part_rows = per_thousand(table, known), without_fte(part_rows)
    return Comparison(
        scenarios=names,
        table=table,
        parts=part_rows.reset_index(drop=True),
        differences=pd.concat(differences, ignore_index=True),
        texts=_texts(names, loaded, staff),
        language=loaded[0].scenario.report.language,
        hidden=[(by, key) for key in sorted(set().union(*[some.of(by) for some in hidden]))],
        kind=kind,
        year=year,
        residents=residents,
        sectors=start.sectors(names, loaded, staff, of_sectors) if sectors else None,
        made_of=tuple(zip(loaded, staff, strict=True)),
    )


def _loaded(
    scenarios: Sequence[str | Path],
    settings: Sequence[Mapping[str, Any]],
    draws: int | None,
    seed: int | None,
) -> list[LoadedScenario]:
    """The scenarios, all with the draws and the seed of the first."""
    theirs = [*settings, *({} for _ in scenarios[len(settings) :])]
    own = load_changed(scenarios[0], None, theirs[0], draws=draws, seed=seed).scenario.uncertainty
    number = AUTO_DRAWS if own.draws == "auto" else own.draws
    return [
        load_changed(name, None, one, draws=number, seed=own.seed)
        for name, one in zip(scenarios, theirs, strict=True)
    ]


def _start(
    loaded: list[LoadedScenario],
    staff: list[Workforce],
    differing: list[Causes],
    by: By,
    figure: Figure,
    engine: Engine,
    progress: Progress | None,
) -> _Start:
    """The first scenario, where there is room for all mixtures of it with the others."""
    hidden = [hidden_of(s, w) for s, w in zip(loaded, staff, strict=True)]
    first = prepare(loaded[0], staff[0])
    mixtures = [causes.runs for causes in differing]
    copies = 2 * max(mixtures) + 8  # share and potential of all; scenarios and parts beside them
    technical = figure.year is None
    check_room(loaded[0], first.names, list(CLASSES), _number(first), (by,), copies, technical)
    blocks = len(mixtures) * len(rounds_of(_number(first), 1))
    return _Start(
        prepared=first,
        by=by,
        figure=figure,
        engine=engine,
        hidden=hidden,
        steps=Steps(blocks, progress),
    )


class _Start:
    """The first scenario, from which the others differ.

    Parameters
    ----------
    prepared : with its data.
    by, figure, engine : as for `OutputStudy`.
    hidden : what each scenario hides.
    steps : told of every block of draws of a scenario and its mixtures.
    """

    def __init__(
        self,
        prepared: Prepared,
        by: By,
        figure: Figure,
        engine: Engine,
        hidden: list[Hidden],
        steps: Steps,
    ) -> None:
        self.prepared, self.hidden = prepared, hidden
        self._by, self._figure, self._engine, self.steps = by, figure, engine, steps
        self._own: Outputs | None = None

    def difference(
        self, other: LoadedScenario, staff: Workforce, causes: Causes
    ) -> tuple[dict[Cause, tuple[Array, Array]], Outputs, Outputs]:
        """How another scenario differs: by cause in share and in FTE, its own outputs, and those
        of the first one.

        Parameters
        ----------
        other, staff : the scenario and who works where in it.
        causes : sections in which it differs.
        """
        mixtures = {chosen: self._mixed(other, staff, chosen) for chosen in causes.asked}
        if self._own is not None:
            del mixtures[frozenset()]
        found = dict(zip(mixtures, self._outputs(list(mixtures.values())), strict=True))
        own = self._own or found[frozenset()]
        found[frozenset()] = self._own = own
        every = {chosen: aligned(outputs, own.names) for chosen, outputs in found.items()}
        split = split_difference(
            causes, lambda chosen: np.stack([every[chosen].share, every[chosen].potential])
        )
        parts = {cause: (share, fte) for cause, (share, fte) in split.items()}
        return parts, every[frozenset(causes.every)], own

    def sectors(
        self,
        names: list[str],
        loaded: list[LoadedScenario],
        staff: list[Workforce],
        year: int | None,
    ) -> pd.DataFrame:
        """Sectors of all scenarios side by side.

        Parameters
        ----------
        names, loaded, staff : of all scenarios.
        year : asked for; None: that of `year_of`.
        """
        first = self.prepared
        others = [prepare(s, w) for s, w in zip(loaded[1:], staff[1:], strict=True)]
        return sectors_side_by_side(
            names,
            [first, *others],
            self.hidden,
            year_of(loaded, year),
            _number(first),
            self._engine,
            self.steps,
        )

    def _mixed(self, other: LoadedScenario, staff: Workforce, chosen: frozenset[Cause]) -> Prepared:
        mine = self.prepared
        if not chosen:
            return mine
        used = staff_of(mine.workforce, staff, chosen)
        scenario = mixed(mine.scenario, other, as_sections(chosen))
        if self._figure.year is None:
            scenario = without_years(scenario)
        return prepare(scenario, used, like=mine)

    def _outputs(self, variants: list[Prepared]) -> Iterator[Outputs]:
        study = OutputStudy(
            [Wanted(v.inputs, v.names, with_demand(self._figure, v)) for v in variants],
            list(CLASSES),
            (self._by,),
            self._engine,
            beside=self._figure.year is None,
        )

        def tell(_done: int, _all: int) -> None:
            self.steps.one()

        for every in study.run(_number(self.prepared), tell):
            yield every.shown(self.hidden)


def _number(prepared: Prepared) -> int:
    """Draws of all scenarios; `_loaded` has made a number of auto."""
    return int(prepared.scenario.scenario.uncertainty.draws)


def _texts(
    names: list[str], scenarios: list[LoadedScenario], staff: list[Workforce]
) -> list[ScenarioText]:
    """Title and reason of each scenario; a title that stands twice gets the scenario's name."""
    with unless_asked(scenarios[0].scenario.report.language):
        both = zip(scenarios, staff, strict=True)
        titles = [title_of(s, workforce) for s, workforce in both]
        reasons = [title_in(s.scenario.reason) for s in scenarios]
        mark = f" ({told('calibrated')})"
    titles = [
        title + mark if s.scenario.calibrate.total is not None else title
        for title, s in zip(titles, scenarios, strict=True)
    ]
    return [
        ScenarioText(
            name,
            f"{title} ({name})" if titles.count(title) > 1 else title,
            reason,
        )
        for name, title, reason in zip(names, titles, reasons, strict=True)
    ]


def _unique(names: list[str]) -> list[str]:
    """Names told apart by a number where one stands more than once.

    >>> _unique(["base", "fast", "base"])
    ['base', 'fast', 'base-2']
    """
    counts: dict[str, int] = {}
    result = []
    for name in names:
        counts[name] = counts.get(name, 0) + 1
        result.append(name if counts[name] == 1 else f"{name}-{counts[name]}")
    return result
