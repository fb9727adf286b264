"""What of a report can be moved, how far, and the published figures that it is moved from."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib.resources import files
from typing import Any

import pandas as pd

from autopot.analysis.beside import WITH_BESIDE
from autopot.analysis.movable import LARGEST_SIZE, SHARES, SIZES
from autopot.evidence import GATES
from autopot.messages import speaking, told
from autopot.messages.numbers import percent, plain, whole
from autopot.page.moves.controls import Controls, controls_of
from autopot.page.moves.packing import packed
from autopot.results.run.figures import RunFigures
from autopot.scenario import LoadedScenario, load_scenario
from autopot.scenario.packaged import packaged_directory
from autopot.study.movable import movable
from autopot.tables.names import thing_name

SCRIPTS = ("model.js", "panel.js")

FIGURES = ("mean", "p05", "p95")

NEED = ("gap", "technology", "levers", "rest")
"""Kinds of the need that are moved."""


@dataclass(frozen=True)
class Moves:
    """The movable part of a page.

    Parameters
    ----------
    controls : what can be moved, for the template.
    data : for the script.
    """

    controls: Controls
    data: dict[str, Any]


def scripts() -> list[str]:
    """The scripts of the movable part, in their order."""
    return [(files(__package__) / name).read_text(encoding="utf-8") for name in SCRIPTS]


def moves_of(result: RunFigures) -> Moves | str:
    """The movable part of the page of a run.

    Parameters
    ----------
    result : the run.

    Returns
    -------
    The reason, in a sentence, where there is none: the run is calibrated, and every other setting
    would be calibrated anew; a sector has settings of its own, which a slider for all would not
    move; or nothing may be told of any occupation.
    """
    loaded = result.scenario
    if result.uncalibrated is not None:
        return told(
            "Nothing can be moved here, because the run is calibrated to a published total: every "
            "other assumption would have to be calibrated anew. Change the scenario and run it."
        )
    apart = [sector for sector in result.sectors if loaded.scenario.own_sections(sector)]
    if apart:
        return told(
            "Nothing can be moved here, because some sectors have assumptions of their own, which "
            "one slider for all would not move: {sectors}. Change the scenario and run it.",
            sectors=[thing_name("sector", sector) for sector in apart],
        )
    found = movable(
        loaded,
        result.workforce,
        result.assembled,
        result.radar,
        result.sectors,
        result.hidden,
    )
    if found is None:
        return told(
            "Nothing can be moved here, because so few work in each occupation that nothing may be "
            "told of them one by one."
        )
    published = _published(result)
    controls = controls_of(loaded.scenario, [int(year) for year in published["years"]])
    data = {
        "model": {**packed(found), "steps": [SIZES + 1, SHARES + 1, LARGEST_SIZE]},
        "published": published,
        "saved": controls.saved,
        "yaml": _lines(loaded, result),
        "words": _words(),
        "signs": _signs(),
    }
    text = json.dumps(data, sort_keys=True)
    return Moves(controls, {**data, "run": hashlib.sha256(text.encode()).hexdigest()[:12]})


def _published(result: RunFigures) -> dict[str, Any]:
    """Mean and 90 % interval as the report prints them, in share and FTE."""
    total = result.level("total").iloc[0]
    potential = {
        unit: [float(total[f"{unit}_{name}"]) for name in FIGURES] for unit in ("share", "fte")
    }
    beside = result.beside
    beside = beside[(beside["level"] == "total") & (beside["kind"] == WITH_BESIDE)]
    counted = _by_unit(beside) if len(beside) else potential
    years: dict[str, Any] = {}
    by_year = result.by_year
    if len(by_year):
        own = by_year[(by_year["level"] == "total") & by_year["kind"].isin(["adopted", "realised"])]
        _add_years(years, own)
    if result.gap is not None:
        table = result.gap.table
        _add_years(
            years,
            table[
                (table["level"] == "total") & table["kind"].isin(NEED) & (table["unit"] == "fte")
            ],
        )
    return {
        "fte": float(total["fte_base"]),
        "potential": potential,
        "counted": counted,
        "years": dict(sorted(years.items())),
        "gates": _by_gate(result),
    }


def _by_gate(result: RunFigures) -> list[float]:
    """Mean share by how far a person is required, as the report prints it; 0 where it is hidden."""
    every = pd.concat([result.potential, result.beside], ignore_index=True)
    own = every[(every["level"] == "human_required") & (every["unit"] == "share")]
    means = own.set_index("human_required")["mean"].fillna(0.0)
    return [float(means.get(gate, 0.0)) for gate in GATES]


def _add_years(years: dict[str, Any], rows: pd.DataFrame) -> None:
    """Put rows of the total into year -> kind -> unit -> figures."""
    for year, kind, *figures in rows[["year", "kind", "unit", *FIGURES]].itertuples(index=False):
        of_kind = years.setdefault(str(int(year)), {}).setdefault(str(kind), {})
        _add_unit(of_kind, *figures)


def _by_unit(rows: pd.DataFrame) -> dict[str, list[float]]:
    found: dict[str, list[float]] = {}
    for unit, *figures in rows[["unit", *FIGURES]].itertuples(index=False):
        _add_unit(found, unit, *figures)
    return found


def _add_unit(found: dict[str, list[float]], unit: str, *figures: float) -> None:
    if unit in ("share", "fte"):
        found[str(unit)] = [float(figure) for figure in figures]


def _lines(loaded: LoadedScenario, result: RunFigures) -> dict[str, Any]:
    """What the scenario file of a moved state starts with."""
    name = loaded.scenario.name
    packaged = result.workforce.estimate and _as_packaged(loaded)
    comment = told(
        "Made in the report “{title}”, moved from the run that was saved.", title=result.title()
    )
    place = told(
        "Put it in on the page Scenario of autopot app, or save it in the folder of the run, "
        "beside scenario.yaml, and run it there."
    )
    own = result.title()
    title, reason = _in_both(
        lambda: told("{title}, moved", title=own),
        lambda: told("Assumptions that were moved in the report; say here why."),
    )
    return {
        "comments": [comment] if packaged else [comment, place],
        "name": f"{name}-moved"[:60],
        "title": title,
        "reason": reason,
        "references": list(loaded.scenario.references),
        "readings": list(loaded.scenario.evidence.weights.model_dump()),
        "extends": name if packaged else "scenario.yaml",
        "draws": result.drawn,
        "seed": loaded.scenario.uncertainty.seed,
    }


def _as_packaged(loaded: LoadedScenario) -> bool:
    """Whether a scenario is a packaged one, but for its draws and its seed."""
    if loaded.path.resolve().parent != packaged_directory("scenarios").resolve():
        return False
    own, usual = loaded.scenario, load_scenario(loaded.path.stem).scenario
    given = usual.uncertainty.model_copy(
        update={"draws": own.uncertainty.draws, "seed": own.uncertainty.seed}
    )
    return own == usual.model_copy(update={"uncertainty": given, "report": own.report})


def _in_both(*parts: Callable[[], str]) -> list[dict[str, str]]:
    """Texts in the two languages that a scenario must have."""
    found: list[dict[str, str]] = [{} for _ in parts]
    for name in ("nb", "en"):
        with speaking(name):
            for texts, part in zip(found, parts, strict=True):
                texts[name] = part()
    return found


def _words() -> Mapping[str, str]:
    """What the script says."""
    return {
        "saved": told("This is the run that was saved."),
        "moved": told("This is not the run that was saved."),
        "computing": told("Computing …"),
        "as_run": told("as in the run: {range}", range="{range}"),
        "was": told("the run that was saved: {figure}", figure="{figure}"),
        "years": told("{number} years", number="{number}"),
        "points": told("{number} points", number="{number}"),
        "year_none": told("not computed for this year"),
        "fte": told("{number} FTE", number="{number}"),
        "brief": told("{mark} Potential {potential}", mark="{mark}", potential="{potential}"),
        "brief_year": told(
            "{mark} Potential {potential}, taken out {year} {realised}",
            mark="{mark}",
            potential="{potential}",
            year="{year}",
            realised="{realised}",
        ),
        "summary": told(
            "{mark} Technical potential {potential}.", mark="{mark}", potential="{potential}"
        ),
        "summary_year": told(
            "{mark} Technical potential {potential}. Taken out in {year}: {realised}.",
            mark="{mark}",
            potential="{potential}",
            year="{year}",
            realised="{realised}",
        ),
        "link_broken": told("The link to a moved state could not be read, so nothing was moved."),
        "link_other": told("The link is of another run than this one, so nothing was moved."),
        "copied": told("The link is copied."),
        "not_copied": told("The link stands in the field. Copy it from there."),
    }


def _signs() -> dict[str, str]:
    """The signs of numbers in the language of the page."""
    return {
        "decimal": plain(0.5).strip("05"),
        "group": whole(1000).strip("01"),
        "percent": percent(0.5).strip("05"),
    }
