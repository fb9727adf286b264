"""Every setting of a scenario with the file and line it came from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import pandas as pd

from autopot.messages import shown, title_in, told
from autopot.messages.language import LANGUAGES
from autopot.scenario import LoadedScenario
from autopot.scenario.packaged import packaged_directory
from autopot.study.own_files import travelling
from autopot.workforce.staff.personal_files import hidden_path

PACKAGED = "scenarios"
"""The folder of the packaged scenarios, which stands before their names."""

DRAWN = {"tri", "uniform"}
"""Keys of a distribution, which is one setting."""


def setting_text(value: Any) -> str:
    """A setting as people read it.

    Parameters
    ----------
    value : as the scenario holds it: text, number, list, distribution or nothing.

    >>> setting_text({"tri": [0.05, 0.1, 0.12]}), setting_text([2020, 2025]), setting_text(None)
    ('0.05 to 0.12, most likely 0.1', '2020, 2025', 'not set')
    """
    if value is None or value == {} or value == []:
        return told("not set")
    if isinstance(value, bool):
        return told("yes") if value else told("no")
    if isinstance(value, dict) and "tri" in value:
        low, mode, high = value["tri"]
        return told("{low} to {high}, most likely {mode}", low=low, mode=mode, high=high)
    if isinstance(value, dict) and "uniform" in value:
        low, high = value["uniform"]
        return told("{low} to {high}, all equally likely", low=low, high=high)
    return shown(value)


def setting_table(scenario: LoadedScenario) -> pd.DataFrame:
    """Columns setting, value and origin; a distribution is one row.

    Parameters
    ----------
    scenario : every setting, also those that it takes from what it extends.

    Returns
    -------
    setting with dots between its keys; value, where the planner's own files stand as in
    `travelling`; origin as in `origins`.
    """
    rows: list[dict[str, str]] = []

    def row(text: str, at: tuple[str, ...]) -> dict[str, str]:
        return {"setting": ".".join(at), "value": text, "origin": _origin(scenario, at)}

    def walk(value: Any, at: tuple[str, ...]) -> None:
        if isinstance(value, dict) and value and not DRAWN & set(value):
            if set(LANGUAGES) & set(value):
                rows.append(row(title_in(SimpleNamespace(**value)), at))
                return
            for key, inner in value.items():
                walk(inner, (*at, str(key)))
            return
        rows.append(row(setting_text(value), at))

    walk(travelling(scenario), ())
    return pd.DataFrame(rows)


def origins(scenario: LoadedScenario) -> dict[str, str]:
    """Where each setting came from, for who makes the result again without those files.

    Parameters
    ----------
    scenario : knows the whole way to each file.

    Returns
    -------
    Setting with dots between its keys -> name and line of the file that states the value, or the
    option that does; no folders, since the table travels with the result.
    """
    table = setting_table(scenario)
    return dict(zip(table["setting"], table["origin"], strict=True))


def packaged_name_of(scenario: LoadedScenario) -> str | None:
    """Name of the packaged scenario that was asked for; None where it was a file."""
    packaged = packaged_directory(PACKAGED).resolve()
    return scenario.path.stem if scenario.path.resolve().parent == packaged else None


def as_asked(
    scenario: LoadedScenario, known: Mapping[str, str], packaged: str | None
) -> LoadedScenario:
    """A scenario whose settings came from where somebody says.

    Parameters
    ----------
    scenario : as it was read.
    known : as from `origins`.
    packaged : as from `packaged_name_of`.
    """
    origin: dict[tuple[str | int, ...], str] = {
        tuple(at.split(".")): where for at, where in known.items()
    }
    path = scenario.path if packaged is None else packaged_directory(PACKAGED) / f"{packaged}.yaml"
    return replace(scenario, origin=origin, path=path)


def _origin(scenario: LoadedScenario, at: tuple[str, ...]) -> str:
    where = scenario.place(*at).rsplit(" ", 1)[0].replace("\\", "/")
    *folders, name = where.split("/")
    packaged = folders[-1:] == [PACKAGED]
    return hidden_path(f"{PACKAGED}/{name}" if packaged else name)
