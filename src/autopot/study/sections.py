"""Two scenarios section by section: what differs, and a mixture of both."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from typing import Any

import pandas as pd
import yaml

from autopot.analysis.outputs import Figure
from autopot.scenario import LoadedScenario, Scenario
from autopot.scenario.settings import with_whole_paths

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
    "demand": ("demand",),
}
"""What can differ between two scenarios; draws and seed are those of the first in both."""

OF_A_YEAR = ("adoption", "realisation")
"""Sections that the technical potential does not depend on."""

OF_NEED = "demand"
"""Section that the need of work alone depends on."""


def differing_sections(first: LoadedScenario, other: LoadedScenario, figure: Figure) -> list[str]:
    """Sections in which two scenarios differ, of those that a figure depends on.

    Parameters
    ----------
    first, other : resolved scenarios.
    figure : technical potential depends on none of `OF_A_YEAR`, a figure of a year on all sections.

    Returns
    -------
    Keys of `SECTIONS` in their order. Files are alike where they are the same file.
    """
    mine, theirs = (with_whole_paths(loaded).scenario for loaded in (first, other))
    return [
        section
        for section, fields in _sections(figure).items()
        if any(getattr(mine, f) != getattr(theirs, f) for f in fields)
    ]


def mixed_scenario(
    first: LoadedScenario, other: LoadedScenario, chosen: frozenset[str]
) -> LoadedScenario:
    """The first scenario with the chosen sections of the other.

    Parameters
    ----------
    first : also gives draws and seed, so that both sides use the same random numbers.
    other : files that it names keep their place.
    chosen : keys of `SECTIONS`.
    """
    theirs = with_whole_paths(other).scenario
    fields = [field for section in chosen for field in SECTIONS[section]]
    update = {field: getattr(theirs, field) for field in fields}
    return replace(first, scenario=first.scenario.model_copy(update=update))


def differing_settings(
    first: LoadedScenario, other: LoadedScenario, figure: Figure
) -> pd.DataFrame:
    """Settings in which two scenarios differ, of those that a figure depends on.

    Parameters
    ----------
    first, other, figure : as for `differing_sections`.

    Returns
    -------
    Columns setting, first, other: in the words of the scenario files; two files of the same name
    with their whole paths.
    """
    mine, theirs = _settings(first, figure), _settings(other, figure)
    my_paths, their_paths = (_settings(with_whole_paths(s), figure) for s in (first, other))
    rows = []
    for setting, value in their_paths.items():
        if my_paths.get(setting, "") == value:
            continue
        said = mine.get(setting, ""), theirs[setting]
        shown = said if said[0] != said[1] else (my_paths[setting], value)
        rows.append((setting, *map(written, shown)))
    return pd.DataFrame(rows, columns=["setting", "first", "other"])


def _sections(figure: Figure) -> dict[str, tuple[str, ...]]:
    """Sections that a figure depends on."""
    left_out: tuple[str, ...] = () if figure.of_need else (OF_NEED,)
    if figure.year is None:
        left_out = (*OF_A_YEAR, OF_NEED)
    return {s: f for s, f in SECTIONS.items() if s not in left_out}


def _settings(loaded: LoadedScenario, figure: Figure) -> dict[str, Any]:
    fields = {field for fields in _sections(figure).values() for field in fields}
    return flat_settings(loaded.scenario, fields)


def flat_settings(scenario: Scenario, fields: Collection[str]) -> dict[str, Any]:
    """Settings by dotted path.

    Parameters
    ----------
    scenario : resolved.
    fields : sections of it.
    """
    return _flat(scenario.model_dump(mode="json", include=set(fields)))


def written(value: Any) -> str:
    """A setting as it stands in a scenario file.

    Parameters
    ----------
    value : plain data.

    >>> written({"tri": [0.2, 0.4, 0.7]}), written(0.3)
    ('{tri: [0.2, 0.4, 0.7]}', '0.3')
    """
    if value is None:
        return "null"
    if isinstance(value, dict | list):
        text: str = yaml.safe_dump(
            value, default_flow_style=True, sort_keys=False, allow_unicode=True, width=10_000
        )
        return text.strip()
    return str(value)


def _flat(value: Any, at: str = "") -> dict[str, Any]:
    """Nested settings as "a.b" -> value; distributions stay whole."""
    if isinstance(value, dict) and not {"tri", "uniform"} & set(value):
        return {
            k: v
            for key, inner in value.items()
            for k, v in _flat(inner, f"{at}.{key}" if at else key).items()
        }
    return {at: value}
