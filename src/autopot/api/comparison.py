"""What makes scenario B differ from scenario A, with the same random numbers."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from autopot import runs
from autopot.analysis.disclosure import Hidden
from autopot.analysis.outputs import KINDS, By, Figure, Outputs, check_room, draw_outputs
from autopot.analysis.shapley import MOST_CAUSES, shapley_parts
from autopot.api.figures import chosen_figure
from autopot.api.preparation import hidden_of, load_changed, prepare
from autopot.engine import Engine, open_engine
from autopot.errors import InputError, Problem, unknown_name
from autopot.radar import CLASSES
from autopot.report.comparison import about, comparison_workbook
from autopot.report.scenario_text import ScenarioText
from autopot.report.words import word
from autopot.scenario import LoadedScenario
from autopot.workforce import Workforce, load_workforce

SECTIONS: dict[str, tuple[str, ...]] = {
    "workforce": ("workforce", "storby"),
    "evidence": ("evidence",),
    "human_required": ("human_required",),
    "physical": ("physical",),
    "horizon": ("horizon",),
    "uncertainty": ("uncertainty",),
    "calibrate": ("calibrate",),
    "radar": ("radar",),
    "adoption": ("adoption",),
    "realisation": ("realisation",),
}
"""What can differ between two scenarios; draws and seed are those of the first in both."""

OF_A_YEAR = ("adoption", "realisation")
"""Sections that the technical potential does not depend on."""

SPAN = (0.05, 0.95)


@dataclass(frozen=True)
class Comparison:
    """Scenarios side by side.

    Parameters
    ----------
    scenarios : their names, in the order given.
    table : one row per scenario and thing: scenario, kind, key, share_mean, share_p05, share_p95,
        fte_mean, fte_p05, fte_p95, probability_above (that the share is above the first
        scenario's in the same draw; 0.5 counts ties as half).
    parts : one row per pair, thing and section that differs: scenario, kind, key, section,
        share_mean, share_p05, share_p95, fte_mean, fte_p05, fte_p95; the means of a thing's parts
        sum to the difference.
    differences : settings that differ: scenario, setting, first, other.
    texts : what each scenario calls itself, in the first one's language.
    language : the first scenario's.
    hidden : things left out of all scenarios, since one of them hides it so that nobody can be
        seen: (kind, key).
    kind, year : which figure it is about.
    """

    scenarios: list[str]
    table: pd.DataFrame
    parts: pd.DataFrame
    differences: pd.DataFrame
    texts: list[ScenarioText]
    language: str
    hidden: list[tuple[str, str]]
    kind: str = "technical"
    year: int | None = None

    def as_json(self) -> dict[str, Any]:
        """Everything as plain data."""
        frames = {"table": self.table, "parts": self.parts, "differences": self.differences}
        plain = {
            name: json.loads(frame.round(6).to_json(orient="records"))
            for name, frame in frames.items()
        }
        hidden = [{"kind": kind, "key": key} for kind, key in self.hidden]
        about = {"kind": self.kind, "year": self.year}
        return {"scenarios": self.scenarios, **about, **plain, "hidden": hidden}

    def save(self, out: str | Path | None = None, *, report: bool = True) -> Path:
        """Write compare.xlsx and report.html with a manifest.

        The page is about technical potential, so figures of a year have the workbook alone.

        Parameters
        ----------
        out : directory; by default runs/compare-<names>-<hash>.
        report : whether to write report.html.

        Returns
        -------
        The directory.
        """
        description = {"autopot": version("autopot"), "compare": self.as_json()}
        name = f"compare-{'-'.join(self.scenarios)}-{runs.run_hash(description)}"
        target = Path(out) if out is not None else Path("runs") / name
        content = comparison_workbook(
            self.scenarios,
            self.table,
            self.parts,
            self.differences,
            self.hidden,
            about(self.kind, self.year),
        )
        manifest = {"run": name, "autopot": version("autopot"), "scenarios": self.scenarios}
        files = {"compare.xlsx": content}
        if report and self.kind == "technical":
            files["report.html"] = self._page(manifest)
        return runs.write_run(target, files, manifest)

    def _page(self, manifest: Mapping[str, Any]) -> bytes:
        from autopot.report.comparison_page import ComparisonPage, build_comparison_page

        shown = {**manifest, "scenarios": ", ".join(self.scenarios)}
        page = ComparisonPage(
            self.texts,
            self.language,
            self.table,
            self.parts,
            self.differences,
            self.hidden,
            shown,
        )
        return build_comparison_page(page)


def compare(
    scenarios: Sequence[str | Path],
    *,
    by: str = "sector",
    draws: int | None = None,
    seed: int | None = None,
    threads: int | None = None,
    engine: str = "threads",
    scheduler: str | None = None,
    kind: str = "technical",
    year: int | None = None,
) -> Comparison:
    """Compare scenarios with the first one.

    Parameters
    ----------
    scenarios : two or more files or packaged names.
    by : sector, municipality, radar_class or occupation.
    draws, seed : by default the first scenario's, used for all.
    threads, engine, scheduler : as for `run`.
    kind : technical, or adopted, realised or quality in a year.
    year : the year; none for technical.

    Returns
    -------
    Levels, probability of being above the first, and the difference split over the sections that
    differ by exact Shapley values.

    Raises
    ------
    InputError
        Fewer than two scenarios, an unknown `by`, scenarios about different municipalities, a
        real workforce too small to show anything of, or draws that do not fit `uncertainty.memory`.
    """
    if len(scenarios) < 2:
        raise InputError(Problem("SCENARIO", "one scenario", "two or more", "name another"))
    kinds: dict[str, By] = {kind: kind for kind in KINDS}
    if by not in kinds:
        raise InputError(unknown_name("--by", "kind", by, list(kinds)))
    with open_engine(engine, threads, scheduler) as chosen:
        return _compare(scenarios, kinds[by], draws, seed, chosen, kind, year)


def _compare(
    scenarios: Sequence[str | Path],
    by: By,
    draws: int | None,
    seed: int | None,
    engine: Engine,
    kind: str,
    year: int | None,
) -> Comparison:
    first = _absolute(load_changed(scenarios[0], draws=draws, seed=seed))
    own = _draws_of(first)
    others = [_absolute(load_changed(name, draws=own[0], seed=own[1])) for name in scenarios[1:]]
    staff = [load_workforce(scenario) for scenario in (first, *others)]
    _same_places([first, *others], staff)
    hidden = [hidden_of(s, w) for s, w in zip([first, *others], staff, strict=True)]
    figure = chosen_figure(kind, year, first, by)
    for other in others:
        chosen_figure(kind, year, other, by)
    reference = prepare(first)
    differing = [_differing(first, other, figure) for other in others]
    variants = 2 ** max(len(sections) for sections in differing)
    # Share and potential of every variant, and those of both scenarios with their parts.
    copies = 2 * variants + 8
    check_room(first, reference.names, list(CLASSES), own[0], (by,), copies)

    def outputs(scenario: LoadedScenario) -> Outputs:
        ready = prepare(scenario, like=reference)
        every = draw_outputs(
            ready.inputs, ready.names, list(CLASSES), own[0], (by,), engine, figure
        )
        return every.shown(hidden)

    base = outputs(first)
    names = _unique([first.scenario.name, *[o.scenario.name for o in others]])
    tables = [_levels(names[0], base, base, hidden)]
    parts, differences = [], []
    for name, other, sections in zip(names[1:], others, differing, strict=True):
        whole = base

        def value(
            chosen: frozenset[str],
            other: LoadedScenario = other,
            every: frozenset[str] = frozenset(sections),
        ) -> np.ndarray:
            nonlocal whole
            found = outputs(_mixed(first, other, chosen)) if chosen else base
            aligned = _aligned(found, base.names)
            if chosen == every:
                whole = aligned
            return np.stack([aligned.share, aligned.potential])

        split = shapley_parts(sections, value)
        parts += [_part(name, section, base, array, hidden) for section, array in split.items()]
        tables.append(_levels(name, whole, base, hidden))
        differences.append(_settings(name, first, other, figure))
    empty = pd.DataFrame(columns=["scenario", "kind", "key", "section", "share_mean"])
    return Comparison(
        scenarios=names,
        table=pd.concat(tables, ignore_index=True),
        parts=pd.concat(parts, ignore_index=True) if parts else empty,
        differences=pd.concat(differences, ignore_index=True),
        texts=_texts(names, [first, *others]),
        language=first.scenario.report.language,
        hidden=[(by, key) for key in sorted(set().union(*[some.of(by) for some in hidden]))],
        kind=kind,
        year=year,
    )


def _texts(names: list[str], scenarios: list[LoadedScenario]) -> list[ScenarioText]:
    """Title and reason of each scenario; a title that stands twice gets the scenario's name."""
    language = scenarios[0].scenario.report.language
    titles = [str(getattr(s.scenario.title, language)) for s in scenarios]
    mark = f" ({word('is_calibrated', language)})"
    titles = [
        title + mark if s.scenario.calibrate.total is not None else title
        for title, s in zip(titles, scenarios, strict=True)
    ]
    return [
        ScenarioText(
            name,
            f"{title} ({name})" if titles.count(title) > 1 else title,
            str(getattr(s.scenario.reason, language)),
        )
        for name, title, s in zip(names, titles, scenarios, strict=True)
    ]


AUTO_DRAWS = 10_000
"""Draws of a comparison whose first scenario says auto."""


def _draws_of(first: LoadedScenario) -> tuple[int, int]:
    """Draws and seed for all scenarios."""
    own = first.scenario.uncertainty
    return (AUTO_DRAWS if own.draws == "auto" else int(own.draws)), own.seed


def _absolute(loaded: LoadedScenario) -> LoadedScenario:
    """The scenario with file names that hold from anywhere, so that sections can be mixed."""
    scenario = loaded.scenario
    folder = loaded.path.resolve().parent
    changes: dict[str, Any] = {}
    if "." in scenario.workforce.source:
        path = str(folder / scenario.workforce.source)
        changes["workforce"] = scenario.workforce.model_copy(update={"source": path})
    if scenario.evidence.overlay is not None:
        path = str(folder / scenario.evidence.overlay)
        changes["evidence"] = scenario.evidence.model_copy(update={"overlay": path})
    if scenario.realisation.assessment is not None:
        path = str(folder / scenario.realisation.assessment)
        changes["realisation"] = scenario.realisation.model_copy(update={"assessment": path})
    if scenario.radar.technologies != "default":
        path = str(folder / scenario.radar.technologies)
        changes["radar"] = scenario.radar.model_copy(update={"technologies": path})
    return LoadedScenario(scenario.model_copy(update=changes), loaded.origin, loaded.path)


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


def _same_places(scenarios: list[LoadedScenario], staff: list[Workforce]) -> None:
    """All scenarios are about the same municipalities."""
    first = scenarios[0]
    mine, *rest = [set(workforce.cells["municipality"]) for workforce in staff]
    problems = []
    for other, theirs in zip(scenarios[1:], rest, strict=True):
        if theirs != mine:
            only = sorted(mine ^ theirs)
            problems.append(
                Problem(
                    other.place("storby"),
                    f"{other.scenario.name} is about other municipalities than "
                    f"{first.scenario.name}: {', '.join(only)} in only one of them",
                    f"storby: {first.scenario.storby}, workforce: "
                    f"{first.scenario.workforce.source}",
                    "give both the same storby and workforce",
                )
            )
    if problems:
        raise InputError(problems)


def _sections(figure: Figure) -> dict[str, tuple[str, ...]]:
    """Sections that a figure depends on."""
    return {s: f for s, f in SECTIONS.items() if figure.year is not None or s not in OF_A_YEAR}


def _differing(first: LoadedScenario, other: LoadedScenario, figure: Figure) -> list[str]:
    """Sections in which the scenarios differ, in a fixed order."""
    result = [
        section
        for section, fields in _sections(figure).items()
        if any(getattr(first.scenario, f) != getattr(other.scenario, f) for f in fields)
    ]
    assert len(result) <= MOST_CAUSES  # there are fewer sections than that
    return result


def _mixed(first: LoadedScenario, other: LoadedScenario, chosen: frozenset[str]) -> LoadedScenario:
    """The first scenario with the chosen sections of the other."""
    fields = [field for section in chosen for field in SECTIONS[section]]
    update = {field: getattr(other.scenario, field) for field in fields}
    return LoadedScenario(first.scenario.model_copy(update=update), first.origin, first.path)


def _aligned(outputs: Outputs, names: list[tuple[str, str]]) -> Outputs:
    """The same rows as `names`; things that are not there have neither FTE nor potential."""
    if outputs.names == names:
        return outputs
    at = {name: number for number, name in enumerate(outputs.names)}
    rows = [at.get(name) for name in names]
    draws = outputs.potential.shape[1]

    def pick(values: np.ndarray) -> np.ndarray:
        return np.stack([values[r] if r is not None else np.zeros(draws) for r in rows])

    return Outputs(names, pick(outputs.potential), pick(outputs.fte))


def _levels(name: str, outputs: Outputs, base: Outputs, hidden: list[Hidden]) -> pd.DataFrame:
    frame = pd.DataFrame(outputs.names, columns=["kind", "key"])
    frame.insert(0, "scenario", name)
    for unit, values in (("share", outputs.share), ("fte", outputs.potential)):
        low, high = np.quantile(values, SPAN, axis=1)
        frame[f"{unit}_mean"] = values.mean(axis=1)
        frame[f"{unit}_p05"], frame[f"{unit}_p95"] = low, high
    above = (outputs.share > base.share).mean(axis=1)
    frame["probability_above"] = above + (outputs.share == base.share).mean(axis=1) / 2
    columns = [[f"{unit}_{end}" for end in ("mean", "p05", "p95")] for unit in ("share", "fte")]
    return outputs.in_whole_fte(frame, hidden, *columns)[outputs.fte.max(axis=1) > 0]


def _part(
    name: str, section: str, base: Outputs, values: np.ndarray, hidden: list[Hidden]
) -> pd.DataFrame:
    frame = pd.DataFrame(base.names, columns=["kind", "key"])
    frame.insert(0, "scenario", name)
    frame["section"] = section
    share, fte = values
    frame["share_mean"] = share.mean(axis=1)
    frame["share_p05"], frame["share_p95"] = np.quantile(share, SPAN, axis=1)
    frame["fte_mean"] = fte.mean(axis=1)
    frame["fte_p05"], frame["fte_p95"] = np.quantile(fte, SPAN, axis=1)
    shares = ["share_mean", "share_p05", "share_p95"]
    return base.in_whole_fte(frame, hidden, shares, ["fte_mean", "fte_p05", "fte_p95"])


def _settings(
    name: str, first: LoadedScenario, other: LoadedScenario, figure: Figure
) -> pd.DataFrame:
    """Settings that differ, in the words of the scenario files."""
    fields = {field for fields in _sections(figure).values() for field in fields}
    mine, theirs = (s.scenario.model_dump(mode="json", include=fields) for s in (first, other))
    rows = [
        (name, setting, str(_flat(mine).get(setting, "")), str(value))
        for setting, value in _flat(theirs).items()
        if _flat(mine).get(setting, "") != value
    ]
    return pd.DataFrame(rows, columns=["scenario", "setting", "first", "other"])


def _flat(value: Any, at: str = "") -> dict[str, Any]:
    """Nested settings as "a.b" -> value; distributions stay whole."""
    if isinstance(value, dict) and not {"tri", "uniform"} & set(value):
        return {
            k: v
            for key, inner in value.items()
            for k, v in _flat(inner, f"{at}.{key}" if at else key).items()
        }
    return {at: value}
